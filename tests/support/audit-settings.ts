import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditSettings } from '../../gateway/audit/audit-settings.ts';
import { generateCallKeys } from '../../signed-calls/call-keys.ts';

/** The keys that sign the checkpoints of all logs that the tests keep. */
export const testAuditKeys = generateCallKeys();

/** Of the pseudonyms of clients in all logs that the tests keep. */
export const testAuditSecret = 'who is who in the log of the test run';

/** What one test's log is kept with; its checkpoint file is gone when it is disposed of. */
export interface TestAuditSettings extends AuditSettings, Disposable {}

export function createAuditSettings(): TestAuditSettings {
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-audit-'));
  return {
    pseudonymSecret: testAuditSecret,
    keys: testAuditKeys,
    checkpointFile: join(directory, 'checkpoints.jsonl'),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}
