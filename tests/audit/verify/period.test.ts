import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTamperedLog, type TamperedLog, told } from './tampered-log.ts';

const start = Date.UTC(2026, 2, 1);
/** One record a minute: the log spans 200 minutes. */
const minute = 60_000;
const minutes = (count: number) => start + count * minute;

let log: TamperedLog;
beforeAll(async () => {
  log = await createTamperedLog({ from: start, stepMs: minute, writers: 1 });
});
afterEach(() => log.restore());
afterAll(() => log[Symbol.asyncDispose]());

const verify = (from: number | null, to: number | null) => log.verify({ period: { from, to } });
const first = (kind: string, seq: number) => ({ kind, of: 'record', writer: log.writer, seq, to: null });

test('only the records of the period are walked: its begin is in it, its end is not', async () => {
  expect(await verify(minutes(50), minutes(80))).toMatchObject({ isSound: true, records: 30 });
  expect(await verify(minutes(50), null)).toMatchObject({ isSound: true, records: 150 });
  expect(await verify(null, minutes(80))).toMatchObject({ isSound: true, records: 80 });
  expect(await verify(minutes(500), minutes(600))).toMatchObject({ isSound: true, records: 0 });
});

test.each([
  [49, true],
  [50, true],
  [51, false],
  [80, false],
  [81, true],
])('record %i altered: of the period from 51 to 80, sound is %s', async (seq, isSound) => {
  await log.tamper(`update audit.records set content = content || '{"end": 1}' where seq = ${seq}`);
  const result = await verify(minutes(50), minutes(80));
  expect(result.isSound).toBe(isSound);
  if (!isSound) expect(told(result)).toEqual(first('altered', seq));
});

test.each([50, 51, 60, 80])(
  'record %i missing: told, when it is in the period or the record before it',
  async (seq) => {
    await log.tamper(`delete from audit.records where seq = ${seq}`);
    const result = await verify(minutes(50), minutes(80));
    // The last of a period is missed by what a checkpoint in it signs, or by the next period.
    const next = await verify(minutes(80), null);
    expect([told(result), told(next)]).toContainEqual(first('missing', seq));
  },
);

test.each([
  ['out of the period', minutes(150)],
  ['before the period', minutes(3)],
])('a record whose time was moved %s: it is altered, not missing', async (_, at) => {
  await log.tamper(`update audit.records set at = to_timestamp(${at / 1000}) where seq = 60`);
  const result = await verify(minutes(50), minutes(80));
  expect(told(result)).toEqual(first('altered', 60));
  expect(result.findings[0]?.at).toBe(at);
});

test('all records of a period are gone: they are named', async () => {
  await log.tamper('delete from audit.records where seq between 51 and 80');
  expect(told(await verify(minutes(50), minutes(80)))).toMatchObject({
    kind: 'missing',
    of: 'record',
    writer: log.writer,
  });
});

test('a chain rewritten from before the period: the checkpoints of the period name it', async () => {
  await log.rehash(20, (content) => Object.assign(content, { end: 1 }));
  expect(told(await verify(minutes(50), minutes(80)))).toMatchObject({ kind: 'altered', of: 'record' });
});
