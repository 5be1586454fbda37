import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readCheckpointFile } from '../../../gateway/audit/checkpoints/checkpoint-file.ts';
import { readCheckpoint } from '../../../gateway/audit/checkpoints/sign-checkpoint.ts';
import { chainStart } from '../../../gateway/audit/record/canonical-text.ts';
import { generateCallKeys } from '../../../signed-calls/call-keys.ts';
import { writeTestLog } from '../../support/audit-log.ts';
import { createDatabase } from '../../support/database.ts';
import { queried, readChains } from './read-chains.ts';

const day = 86_400_000;

async function setting() {
  const database = await createDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'kl-audit-log-'));
  onTestFinished(async () => {
    await database[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });
  return { url: database.url, keys: generateCallKeys(), checkpointFile: join(directory, 'checkpoints.jsonl') };
}

test('a generated log has as many records as asked, in whole chains, over months that had no partition', async () => {
  const { url, ...kept } = await setting();
  const from = Date.UTC(2024, 0, 30);
  const written = await writeTestLog(url, { ...kept, records: 1_000, writers: 3, from, stepMs: day / 10 });
  const chains = await readChains(url);
  expect([...chains.values()].flat()).toHaveLength(1_000);
  expect(written.heads.map(({ writer, seq }) => [writer, seq]).sort()).toEqual(
    [...chains].map(([writer, records]) => [writer, records.length]).sort(),
  );
  expect(new Set([...chains.values()].flat().map(({ kind }) => kind))).toContain('access');
  expect(written).toMatchObject({ from, until: from + (999 * day) / 10 });
});

test('a generated log has signed checkpoints, in the table as in the file, each naming the one before', async () => {
  const { url, ...kept } = await setting();
  const written = await writeTestLog(url, { ...kept, records: 500, writers: 1, checkpointEvery: 100 });
  const table = await queried<{ jws: string }>(url, 'select jws from audit.checkpoints order by id');
  const file = [];
  for await (const { jws } of readCheckpointFile(kept.checkpointFile)) file.push(jws);
  expect(file).toEqual(written.checkpoints);
  expect(table.map(({ jws }) => jws)).toEqual(written.checkpoints);
  const read = written.checkpoints.map((jws) => readCheckpoint(jws, kept.keys.published()));
  expect(read.map(({ kind }) => kind)).toEqual(['opened', ...Array(5).fill('periodic'), 'closed']);
  expect(read[0]).toMatchObject({ previous: null, heads: [{ seq: 0, hash: chainStart }] });
  expect(read.at(-1)?.heads).toEqual(written.heads);
  const [chain = []] = (await readChains(url)).values();
  expect(read.at(-1)?.heads).toMatchObject([{ writer: chain[0]?.writer, seq: 500 }]);
});

test('the same seed gives the same log, another one other chains beside it', async () => {
  const { url, ...kept } = await setting();
  const from = Date.now() - day;
  const first = await writeTestLog(url, { ...kept, records: 50, from });
  const second = await writeTestLog(url, { ...kept, records: 50, from, seed: 2 });
  expect((await readChains(url)).size).toBe(4);
  const other = await setting();
  const again = await writeTestLog(other.url, { ...other, records: 50, from });
  expect(again.heads).toEqual(first.heads);
  expect(again.heads).not.toEqual(second.heads);
});

test('a large generated log leaves table, indexes and rights as they were', async () => {
  const { url, ...kept } = await setting();
  const state = () =>
    queried(
      url,
      `select relname::text, relacl::text, pg_get_indexdef(oid) as definition from pg_class
       where relnamespace = 'audit'::regnamespace and relkind in ('p', 'I') order by relname`,
    );
  const before = await state();
  await writeTestLog(url, { ...kept, records: 25_000 });
  expect(await state()).toEqual(before);
  expect([...(await readChains(url)).values()].flat()).toHaveLength(25_000);
});
