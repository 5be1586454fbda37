import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { oins } from '../subgraphs/casebook/people.ts';
import { developmentClients } from './clients.ts';

/** What the gateway and `npm run audit` are told of the access log; and what they need to find it. */
export type AuditEnvironment = Readonly<
  Record<'AUDIT_PSEUDONYM_SECRET' | 'AUDIT_KEY_FILE' | 'AUDIT_CHECKPOINT_FILE' | 'AUDIT_READERS', string>
>;

/** Not a secret, unless one is configured: the people of the casebook do not exist. */
const developmentSecret = 'korte-lijnen development: who is who in the log';

/** Makes what the access log of a development set is kept with, in its data directory; what is configured goes first. */
export function auditEnvironment(
  dataDir: string,
  configured: Readonly<Record<string, string | undefined>>,
): AuditEnvironment {
  const directory = resolve(dataDir, 'audit');
  mkdirSync(directory, { recursive: true });
  const keyFile = configured.AUDIT_KEY_FILE ?? join(directory, 'keys.json');
  if (configured.AUDIT_KEY_FILE === undefined && !existsSync(keyFile)) writeWhole(keyFile, JSON.stringify(newKeySet()));
  return {
    AUDIT_PSEUDONYM_SECRET: configured.AUDIT_PSEUDONYM_SECRET ?? developmentSecret,
    AUDIT_KEY_FILE: keyFile,
    AUDIT_CHECKPOINT_FILE: configured.AUDIT_CHECKPOINT_FILE ?? join(directory, 'checkpoints.jsonl'),
    AUDIT_READERS: configured.AUDIT_READERS ?? developmentClients.map(({ id }) => `${id}=${oins.casework}`).join(),
  };
}

/**
 * Leaves word in the data directory of how to reach the set's log, for `npm run audit`: readable by its owner only, for the
 * database's URL has a password.
 */
export function writeDevelopmentEnvironment(dataDir: string, environment: Readonly<Record<string, string>>): void {
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  writeWhole(resolve(dataDir, 'development.env'), lines.join(''));
}

function newKeySet(): object {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { keys: [privateKey.export({ format: 'jwk' })] };
}

/** Whole or not at all, also when the process is killed meanwhile. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}
