import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A register of one activity with one rule, as plain data. */
export function smallRegister(activity: Record<string, unknown> = {}, rule: Record<string, unknown> = {}) {
  return {
    version: '2026-11-01.1',
    activities: [
      {
        id: 'urn:korte-lijnen:activity:debt-assistance',
        name: 'Schuldhulpverlening',
        purpose: 'Schulden regelen.',
        controller: { oin: '00000099000000001000', name: 'Sociale teams' },
        performers: ['professional'],
        partners: true,
        article: 'Wgs art. 3',
        rules: [{ source: 'housing', categories: ['debts'], basis: 'LEGAL_TASK', article: 'Wgs art. 8', ...rule }],
        ...activity,
      },
    ],
  };
}

/** A file that is gone when it is disposed of. */
export function temporaryFile(text: string): { path: string } & Disposable {
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-register-'));
  const path = join(directory, 'register.yaml');
  writeFileSync(path, text);
  return { path, [Symbol.dispose]: () => rmSync(directory, { recursive: true }) };
}
