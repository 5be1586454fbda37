import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { LogEntry } from '../../../gateway/audit/record/log-record.ts';
import { openLogWriter } from '../../../gateway/audit/write/open-log-writer.ts';
import { createTamperedLog } from './tampered-log.ts';

const entry = (): LogEntry => ({
  activity: null,
  actor: { organisation: '00000099000000001000', role: 'operator', subject: 'é "beheer" \u2028\\', team: null },
  basis: [],
  denied: [],
  document: null,
  end: 2,
  fields: null,
  fsc: randomUUID(),
  kind: 'search',
  name: 'Query.accessLog',
  organisation: null,
  parent: null,
  register: '2026-11-01.1',
  released: [],
  source: null,
  span: '0123456789abcdef',
  start: 1,
  status: 'Ok',
  subject: null,
  trace: '0'.repeat(32),
});

test('two gateways go on writing, checkpoints and all: each verification meanwhile is sound', async () => {
  await using log = await createTamperedLog();
  const settings = { ...log.settings, checkpointEveryMs: 5 };
  const options = { databaseUrl: log.url, settings, log: pino({ level: 'silent' }) };
  const writers = await Promise.all([openLogWriter(options), openLogWriter(options)]);
  let isWriting = true;
  const writing = writers.map(async (writer) => {
    while (isWriting) await writer.append([entry(), entry()]);
    await writer.close();
  });
  for (let run = 0; run < 12; run += 1) {
    const { findings, isSound } = await log.verify();
    expect([findings, isSound]).toEqual([[], true]);
  }
  isWriting = false;
  await Promise.all(writing);
  const { findings, records, uncovered, chains } = await log.verify();
  expect([findings, uncovered, chains]).toEqual([[], 0, 4]);
  expect(records).toBeGreaterThan(202);
});
