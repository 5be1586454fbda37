import { mkdir, rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type ChainHead, type Checkpoint, checkpointDigest } from '../../../gateway/audit/checkpoints/checkpoint.ts';
import { readCheckpoint } from '../../../gateway/audit/checkpoints/sign-checkpoint.ts';
import { chainStart } from '../../../gateway/audit/record/canonical-text.ts';
import { ConfigurationError } from '../../../schema/configuration-error.ts';
import { writeTestLog } from '../../support/audit-log.ts';
import { readChains } from './read-chains.ts';
import { createWriterWorld, entry, eventually, type WriterWorld } from './writer-world.ts';

const kept = async (world: WriterWorld) =>
  (await world.sql<{ jws: string }>('select jws from audit.checkpoints order by id')).map(({ jws }) => jws);

const read = (world: WriterWorld, jws: string): Checkpoint => readCheckpoint(jws, world.settings.keys.published());

const byWriter = (one: ChainHead, other: ChainHead) => (one.writer < other.writer ? -1 : 1);

/** A writer that makes a checkpoint every few milliseconds. */
const often = (world: WriterWorld) => ({ settings: { ...world.settings, checkpointEveryMs: 5 } });

test('a writer opens with a checkpoint before its first line, and closes with one after its last', async () => {
  await using world = await createWriterWorld();
  const writer = await world.open();
  const by = writer.state().writer;
  const [opened = ''] = await kept(world);
  expect(read(world, opened)).toMatchObject({
    kind: 'opened',
    by,
    heads: [{ writer: by, seq: 0, hash: chainStart }],
    previous: null,
  });
  await writer.append([entry(), entry(), entry()]);
  await writer.close();
  const checkpoints = await kept(world);
  expect(checkpoints).toHaveLength(2);
  const [last] = await world.sql<{ hash: string }>(
    `select encode(hash, 'hex') as hash from audit.records order by seq desc limit 1`,
  );
  expect(read(world, checkpoints[1] ?? '')).toMatchObject({
    kind: 'closed',
    by,
    heads: [{ writer: by, seq: 3, hash: last?.hash }],
    previous: checkpointDigest(opened),
  });
});

test('a checkpoint is made from time to time, when something was added, each naming the one before', async () => {
  await using world = await createWriterWorld();
  const writer = await world.open(often(world));
  for (let turn = 1; turn <= 3; turn += 1) {
    await writer.append([entry()]);
    await eventually(async () => (await kept(world)).length === turn + 1);
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  await writer.close();
  const checkpoints = await kept(world);
  const all = checkpoints.map((jws) => read(world, jws));
  expect(all.map(({ kind, heads }) => [kind, heads[0]?.seq])).toEqual([
    ['opened', 0],
    ['periodic', 1],
    ['periodic', 2],
    ['periodic', 3],
    ['closed', 3],
  ]);
  expect(all.map(({ previous }) => previous)).toEqual([null, ...checkpoints.slice(0, -1).map(checkpointDigest)]);
});

test('the file outside the database has the same checkpoints in the same order', async () => {
  await using world = await createWriterWorld();
  const writer = await world.open(often(world));
  for (let turn = 0; turn < 20; turn += 1) await writer.append([entry()]);
  await writer.close();
  expect(await world.filed()).toEqual(await kept(world));
  expect((await kept(world)).length).toBeGreaterThan(2);
});

test('a writer that opens signs the heads of all others that it finds', async () => {
  await using world = await createWriterWorld();
  for (const lines of [1, 4, 2]) {
    const writer = await world.open();
    await writer.append(Array.from({ length: lines }, () => entry()));
    await writer.close();
  }
  const chains = await readChains(world.url);
  const writer = await world.open();
  const opened = read(world, (await kept(world)).at(-1) ?? '');
  expect(opened.heads[0]).toEqual({ writer: writer.state().writer, seq: 0, hash: chainStart });
  const found = opened.heads.slice(1).map(({ writer, seq }) => [writer, seq]);
  expect(found.sort()).toEqual([...chains].map(([other, records]) => [other, records.length]).sort());
  const heads = await world.sql(
    `select distinct on (writer) writer, seq::int, encode(hash, 'hex') as hash from audit.records
     order by writer, seq desc`,
  );
  expect(opened.heads.slice(1).toSorted(byWriter)).toEqual(heads);
});

test('heads of writers that recorded nothing since the month before last were signed long ago', async () => {
  await using world = await createWriterWorld();
  const filled = { keys: world.settings.keys, checkpointFile: world.settings.checkpointFile, records: 40 };
  const day = 86_400_000;
  await writeTestLog(world.url, { ...filled, from: Date.now() - 90 * day });
  const recent = await writeTestLog(world.url, { ...filled, from: Date.now() - day, seed: 2 });
  await world.open();
  const opened = read(world, (await kept(world)).at(-1) ?? '');
  expect(opened.heads.slice(1).sort(byWriter)).toEqual(recent.heads.sort(byWriter));
});

test('a checkpoint file that cannot be written keeps the log from being opened', async () => {
  await using world = await createWriterWorld();
  await mkdir(world.settings.checkpointFile);
  await expect(world.open()).rejects.toThrow(ConfigurationError);
});

test('a file that cannot be written for a while is said, and has all checkpoints afterwards', async () => {
  await using world = await createWriterWorld();
  const writer = await world.open(often(world));
  await eventually(async () => (await world.filed()).length === 1);
  const before = await world.filed();
  await rm(world.settings.checkpointFile);
  await mkdir(world.settings.checkpointFile);
  await writer.append([entry()]);
  await eventually(() => !writer.state().isCheckpointing);
  expect(world.logged()).toContain('EISDIR');
  await writer.append([entry()]);
  await eventually(async () => (await kept(world)).length >= 3);
  await rm(world.settings.checkpointFile, { recursive: true });
  await eventually(() => writer.state().isCheckpointing);
  await writer.close();
  expect([...before, ...(await world.filed())]).toEqual(await kept(world));
});
