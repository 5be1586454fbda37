import { readFile, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { RetainStep } from '../../../gateway/audit/retain/retain-log.ts';
import { AuditLogAlteredError, AuditLogInUseError } from '../../../gateway/errors.ts';
import { createLongLog, month, monthFromNow, monthsOf, operator, retain, retainAndDie } from './retain-world.ts';

test('three months past their term are dropped; what is left verifies, and the record and its signature stay', async () => {
  await using log = await createLongLog();
  const gone = await log.tamper(`select count(*)::int as count from audit.records where at < to_timestamp($1)`, [
    monthFromNow(-1) / 1000,
  ]);
  const { dropped, chains } = await retain(log);
  expect(dropped.map((one) => one.month)).toEqual([month(-4), month(-3), month(-2)]);
  expect([dropped.reduce((sum, { records }) => sum + records, 0), chains]).toEqual([gone.rows[0].count, 2]);
  expect(await monthsOf(log)).toEqual([month(-1), month(0), month(1), month(2)]);
  const result = await log.verify();
  expect(result).toMatchObject({ isSound: true, records: 200 - gone.rows[0].count + 1, uncovered: 0 });
  const { rows } = await log.tamper(`select content from audit.records where content ->> 'kind' = 'retention'`);
  expect(rows).toMatchObject([{ content: { name: 'audit retain', actor: operator, subject: null, status: 'Ok' } }]);
});

test('a second run finds nothing past its term, and writes nothing', async () => {
  await using log = await createLongLog();
  await retain(log);
  const before = await readFile(log.settings.checkpointFile, 'utf8');
  expect(await retain(log)).toEqual({ dropped: [], chains: 0, dryRun: false });
  expect(await readFile(log.settings.checkpointFile, 'utf8')).toBe(before);
});

test('month after month: each time the rest verifies, also of chains that are gone altogether', async () => {
  await using log = await createLongLog();
  for (const termMonths of [3, 2, 1]) {
    expect((await retain(log, { termMonths })).dropped).toHaveLength(1);
    expect(await log.verify()).toMatchObject({ isSound: true });
  }
  // As in the next month but one, when the last of the log has passed its term too.
  expect((await retain(log, { now: () => monthFromNow(1) })).dropped).toHaveLength(1);
  expect(await log.verify()).toMatchObject({ isSound: true, records: 4 });
});

test('a month that has not ended for the whole term stays', async () => {
  await using log = await createLongLog();
  expect((await retain(log, { termMonths: 4 })).dropped).toEqual([]);
  const now = () => monthFromNow(0) - 1;
  expect((await retain(log, { termMonths: 3, now })).dropped).toEqual([]);
  expect((await retain(log, { termMonths: 3, now: () => monthFromNow(0) })).dropped).toHaveLength(1);
});

test('whoever asked nothing any more that is kept is no longer known by name or address', async () => {
  await using log = await createLongLog();
  const { rows: kept } = await log.tamper(
    `select content -> 'actor' ->> 'subject' as subject from audit.records order by at desc limit 1`,
  );
  const old = monthFromNow(-3) / 1000;
  await log.tamper(
    `insert into audit.actors (subject, family_name, postcode, house_number, seen_at) values
      ($1, 'Now', null, null, now()), ($1, 'Before', null, null, to_timestamp($2)), ($1, 'Long before', null, null, to_timestamp($2 - 9)),
      ('gone', 'Gone', null, null, to_timestamp($2)), ('new', 'New', null, null, now())`,
    [kept[0].subject, old],
  );
  await retain(log);
  const { rows } = await log.tamper('select family_name from audit.actors order by family_name');
  expect(rows.map(({ family_name }) => family_name)).toEqual(['Before', 'New', 'Now']);
});

test('a dry run says what would go and changes nothing', async () => {
  await using log = await createLongLog();
  const before = await monthsOf(log);
  const { dropped, dryRun } = await retain(log, { dryRun: true });
  expect([dropped.length, dryRun, await monthsOf(log)]).toEqual([3, true, before]);
  expect(await log.verify()).toMatchObject({ isSound: true, records: 200 });
});

const steps: readonly RetainStep[] = [
  'begun',
  'begun and filed',
  'dropped',
  'dropped and filed',
  'closed',
  'closed and filed',
];

test.each(steps)('killed after the step "%s": the log verifies, the next run does the rest', async (step) => {
  await using log = await createLongLog();
  await retainAndDie(log, step);
  const before = await log.verify();
  expect([before.findings, before.isSound]).toEqual([[], true]);
  const isDropped = !step.startsWith('begun');
  expect((await retain(log)).dropped).toHaveLength(isDropped ? 0 : 3);
  expect(await log.verify()).toMatchObject({ isSound: true, findings: [] });
  expect(await monthsOf(log)).toEqual([month(-1), month(0), month(1), month(2)]);
  const file = await readFile(log.settings.checkpointFile, 'utf8');
  const kinds = file
    .trimEnd()
    .split('\n')
    .map((line) => payload(JSON.parse(line).jws).kind);
  expect(kinds.filter((kind) => kind === 'retention')).toHaveLength(1);
});

test('where the chains were cut stands in the file too: emptying the table hides nothing', async () => {
  await using log = await createLongLog();
  await retain(log);
  await log.tamper('delete from audit.checkpoints');
  const { findings } = await log.verify();
  expect(findings.every(({ of }) => of === 'checkpoint')).toBe(true);
  await log.tamper(
    `delete from audit.records where seq = (select min(seq) from audit.records where writer = $1) and writer = $1`,
    [log.writer],
  );
  expect((await log.verify()).findings[0]).toMatchObject({ kind: 'missing', of: 'record', writer: log.writer });
});

test('dropped by hand, without a signature: the records are missing', async () => {
  await using log = await createLongLog();
  await log.tamper(`drop table audit.records_${month(-4).replace('-', '_')}`);
  expect((await log.verify()).findings[0]).toMatchObject({ kind: 'missing', of: 'record', seq: 1 });
});

test('a record put back after it was dropped: it is added', async () => {
  await using log = await createLongLog();
  await retain(log);
  await log.tamper(
    `insert into audit.records select now(), writer, seq, hash, content from saved.records where seq = 3 and writer = $1`,
    [log.writer],
  );
  expect((await log.verify()).findings[0]).toMatchObject({ kind: 'added', of: 'record', seq: 3 });
});

test('what would be dropped was altered: nothing is dropped until someone accepts that, which the log then says', async () => {
  await using log = await createLongLog();
  await log.tamper(`update audit.records set content = content || '{"end": 1}' where seq = 5 and writer = $1`, [
    log.writer,
  ]);
  const before = await monthsOf(log);
  await expect(retain(log)).rejects.toBeInstanceOf(AuditLogAlteredError);
  expect((await monthsOf(log)).slice(0, 4)).toEqual(before.slice(0, 4));
  expect((await retain(log, { acceptFindings: true })).dropped).toHaveLength(3);
  const { rows } = await log.tamper(
    `select content ->> 'name' as name from audit.records where content ->> 'kind' = 'retention'`,
  );
  expect(rows).toEqual([{ name: 'audit retain --accept-findings' }]);
  expect(await log.verify()).toMatchObject({ isSound: true });
});

test('what is altered after the months that go does not keep them', async () => {
  await using log = await createLongLog();
  await log.tamper(`update audit.records set content = content || '{"end": 1}' where seq = $1 and writer = $2`, [
    log.written.heads[0]?.seq,
    log.writer,
  ]);
  expect((await retain(log)).dropped).toHaveLength(3);
});

test('somebody reads the log and goes on doing so: nothing is dropped, and the log verifies', async () => {
  await using log = await createLongLog();
  const reader = new pg.Client(log.url);
  await reader.connect();
  try {
    await reader.query('begin; select count(*) from audit.records');
    await expect(retain(log, { waits: { attempts: 2, betweenMs: 10 } })).rejects.toBeInstanceOf(AuditLogInUseError);
    expect(await log.verify()).toMatchObject({ isSound: true, records: 200 });
    await reader.query('commit');
    expect((await retain(log)).dropped).toHaveLength(3);
    expect(await log.verify()).toMatchObject({ isSound: true });
  } finally {
    await reader.end();
  }
});

test('two at once: one does it, the other is told', async () => {
  await using log = await createLongLog();
  const settled = await Promise.allSettled([retain(log), retain(log)]);
  const refused = settled.filter(({ status }) => status === 'rejected');
  for (const one of refused) expect(one).toMatchObject({ reason: expect.any(AuditLogInUseError) });
  expect(refused.length).toBeLessThan(2);
  expect(await log.verify()).toMatchObject({ isSound: true });
});

test('a torn line at the end of the file does not swallow the signature', async () => {
  await using log = await createLongLog();
  const text = await readFile(log.settings.checkpointFile, 'utf8');
  await writeFile(log.settings.checkpointFile, text.slice(0, -40));
  await retain(log);
  expect(await log.verify()).toMatchObject({ isSound: true });
});

function payload(jws: string): { kind: string } {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());
}
