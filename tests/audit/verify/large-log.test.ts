import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sized } from '../../support/soak.ts';
import { createTamperedLog, type TamperedLog, told } from './tampered-log.ts';

const records = sized(40_000, 100_000);

/** A record far into the first of the three chains. */
const altered = Math.floor(records / 3) - 300;

let log: TamperedLog;
beforeAll(async () => {
  log = await createTamperedLog({ records, checkpointEvery: 1_000 });
}, 180_000);
afterAll(() => log[Symbol.asyncDispose]());

/** What is put back after each test: all that one touches lies here. */
const touched = `seq between ${altered - 33} and ${altered + 67}`;
afterEach(async () => {
  await log.tamper(`delete from audit.records where writer = '${log.writer}' and ${touched}`);
  await log.tamper(
    `insert into audit.records select * from saved.records where writer = '${log.writer}' and ${touched}`,
  );
}, 60_000);

const row = (seq: number) => `writer = '${log.writer}' and seq = ${seq}`;
const first = (kind: string, seq: number) => ({ kind, of: 'record', writer: log.writer, seq, to: null });

test('nothing: a log of very many records is sound', async () => {
  expect(await log.verify()).toMatchObject({ isSound: true, records, uncovered: 0 });
});

test('one of very many records altered: it is named', async () => {
  await log.tamper(
    `update audit.records set content = jsonb_set(content, '{actor,team}', '"team-7b"') where ${row(altered)}`,
  );
  const result = await log.verify();
  expect([told(result), result.findingCount]).toEqual([first('altered', altered), 1]);
});

test('one of very many records deleted: it is named', async () => {
  await log.tamper(`delete from audit.records where ${row(altered)}`);
  const result = await log.verify();
  expect([told(result), result.findingCount]).toEqual([first('missing', altered), 1]);
});

test('one inserted among very many records: it is named', async () => {
  await log.tamper(`insert into audit.records select at + interval '1 ms', writer, seq, sha256('x'), content || '{"end": 1}'
    from audit.records where ${row(altered)}`);
  const result = await log.verify();
  expect([told(result), result.findingCount]).toEqual([first('added', altered), 1]);
});

test('two of very many records exchanged: the first is named, and the second', async () => {
  await log.tamper(`update audit.records as one set content = other.content, hash = other.hash
    from audit.records as other where one.writer = '${log.writer}' and other.writer = one.writer
      and (one.seq, other.seq) in ((${altered}, ${altered + 57}), (${altered + 57}, ${altered}))`);
  const result = await log.verify();
  expect(told(result)).toEqual(first('reordered', altered));
  expect(result.findings.map(({ seq }) => seq)).toEqual([altered, altered + 57]);
});
