import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTamperedLog, type TamperedLog, told } from './tampered-log.ts';

const records = 100_000;

let log: TamperedLog;
beforeAll(async () => {
  log = await createTamperedLog({ records, checkpointEvery: 1_000 });
}, 180_000);
afterAll(() => log[Symbol.asyncDispose]());

/** What is put back after each test: all that one touches lies here. */
const touched = `seq between 33000 and 33100`;
afterEach(async () => {
  await log.tamper(`delete from audit.records where writer = '${log.writer}' and ${touched}`);
  await log.tamper(
    `insert into audit.records select * from saved.records where writer = '${log.writer}' and ${touched}`,
  );
}, 60_000);

const row = (seq: number) => `writer = '${log.writer}' and seq = ${seq}`;
const first = (kind: string, seq: number) => ({ kind, of: 'record', writer: log.writer, seq, to: null });

test('nothing: a log of 100,000 records is sound', async () => {
  expect(await log.verify()).toMatchObject({ isSound: true, records, uncovered: 0 });
});

test('one of 100,000 records altered: it is named', async () => {
  await log.tamper(
    `update audit.records set content = jsonb_set(content, '{actor,team}', '"team-7b"') where ${row(33_033)}`,
  );
  const result = await log.verify();
  expect([told(result), result.findingCount]).toEqual([first('altered', 33_033), 1]);
});

test('one of 100,000 records deleted: it is named', async () => {
  await log.tamper(`delete from audit.records where ${row(33_033)}`);
  const result = await log.verify();
  expect([told(result), result.findingCount]).toEqual([first('missing', 33_033), 1]);
});

test('one inserted among 100,000 records: it is named', async () => {
  await log.tamper(`insert into audit.records select at + interval '1 ms', writer, seq, sha256('x'), content || '{"end": 1}'
    from audit.records where ${row(33_033)}`);
  const result = await log.verify();
  expect([told(result), result.findingCount]).toEqual([first('added', 33_033), 1]);
});

test('two of 100,000 records exchanged: the first is named, and the second', async () => {
  await log.tamper(`update audit.records as one set content = other.content, hash = other.hash
    from audit.records as other where one.writer = '${log.writer}' and other.writer = one.writer
      and (one.seq, other.seq) in ((33033, 33090), (33090, 33033))`);
  const result = await log.verify();
  expect(told(result)).toEqual(first('reordered', 33_033));
  expect(result.findings.map(({ seq }) => seq)).toEqual([33_033, 33_090]);
});
