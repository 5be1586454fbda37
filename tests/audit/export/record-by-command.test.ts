import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCheckpointFile } from '../../../gateway/audit/checkpoints/checkpoint-file.ts';
import { readCheckpoint } from '../../../gateway/audit/checkpoints/sign-checkpoint.ts';
import { recordByCommand } from '../../../gateway/audit/command/record-by-command.ts';
import { exportLog } from '../../../gateway/audit/export/export-log.ts';
import type { LogRecord } from '../../../gateway/audit/record/log-record.ts';
import { generateCallKeys } from '../../../signed-calls/call-keys.ts';
import { Collected, createLog } from './exporting.ts';

const actor = { organisation: '00000099000000001000', role: 'operator', subject: 'beheer', team: null };
const record = { kind: 'export', name: 'audit export csv', actor, register: '2026-11-22.1' } as const;

test('an export stands in the log before its first byte, in a chain of its own that is begun and ended', async () => {
  await using log = await createLog(20);
  await using directory = await mkdtempDisposable(join(tmpdir(), 'commanded-'));
  const keys = generateCallKeys();
  const settings = { keys, checkpointFile: join(directory.path, 'checkpoints') };
  const output = new Collected();
  let before = '';
  await exportLog({
    database: log.database,
    format: 'csv',
    output,
    record: async () => {
      await recordByCommand({ databaseUrl: log.databaseUrl, settings }, record);
      before = output.text;
    },
  });
  expect(before).toBe('');
  expect(output.text).toContain('audit export csv');
  const { rows } = await log.database.query<{ content: LogRecord }>(
    `select content from audit.records where content ->> 'name' = 'audit export csv'`,
  );
  expect(rows.map(({ content }) => content)).toMatchObject([{ kind: 'export', actor, seq: 1, subject: null }]);
  const kinds: string[] = [];
  for await (const { jws } of readCheckpointFile(settings.checkpointFile)) {
    const checkpoint = readCheckpoint(jws ?? '', keys.published());
    expect(checkpoint.by).toBe(rows[0]?.content.writer);
    kinds.push(checkpoint.kind);
  }
  expect(kinds).toEqual(['opened', 'closed']);
});

test('nothing is exported while the database does not take records, or the checkpoint file cannot be written', async () => {
  await using log = await createLog(20);
  await using directory = await mkdtempDisposable(join(tmpdir(), 'commanded-'));
  const settings = { keys: generateCallKeys(), checkpointFile: join(directory.path, 'checkpoints') };
  const nowhere = 'postgres://127.0.0.1:1/none';
  const unwritable = { ...settings, checkpointFile: join(directory.path, 'checkpoints', '\0') };
  const attempts = [
    { code: 'AUDIT_UNAVAILABLE', attempt: () => recordByCommand({ databaseUrl: nowhere, settings }, record) },
    {
      code: 'CONFIGURATION_INVALID',
      attempt: () => recordByCommand({ databaseUrl: log.databaseUrl, settings: unwritable }, record),
    },
  ];
  for (const { code, attempt } of attempts) {
    const output = new Collected();
    const exported = exportLog({ database: log.database, format: 'csv', output, record: attempt });
    await expect(exported).rejects.toMatchObject({ code });
    expect(output.text).toBe('');
  }
});
