import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresAccount, PostgresStartError } from './postgres-account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

const passwordFile = 'korte-lijnen.password';

export interface InitialiseOptions {
  binaries: PostgresBinaries;
  account: PostgresAccount;
  /** False: not synchronised to disk, for databases that nobody will miss. */
  durable: boolean;
}

/** The owner's password, kept in the data directory. */
export function passwordOf(dataDir: string): string {
  return readFileSync(join(dataDir, passwordFile), 'utf8').trim();
}

/**
 * Makes PostgreSQL's data directory, with a password of its own for the owner `postgres`.
 *
 * Made beside its place and then moved: a directory that `initdb` was killed in would never start.
 *
 * @throws {PostgresStartError} with what `initdb` said
 */
export async function initialiseDataDir(dataDir: string, options: InitialiseOptions): Promise<void> {
  const { account } = options;
  const making = `${dataDir}.new`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true, mode: 0o700 });
  account.own(making);
  const secrets = mkdtempSync(join(tmpdir(), 'korte-lijnen-initdb-'));
  const secretFile = join(secrets, 'password');
  writeFileSync(secretFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  try {
    account.own(secrets);
    account.own(secretFile);
    await initdb(making, secretFile, options);
    writeFileSync(join(making, passwordFile), readFileSync(secretFile), { mode: 0o600 });
    rmSync(dataDir, { recursive: true, force: true });
    renameSync(making, dataDir);
  } finally {
    rmSync(secrets, { recursive: true, force: true });
  }
}

async function initdb(
  directory: string,
  secretFile: string,
  { binaries, account, durable }: InitialiseOptions,
): Promise<void> {
  const { program, args, ...ids } = account.command(binaries.initdb, [
    `--pgdata=${directory}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${secretFile}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]);
  const child = spawn(program, args, { ...ids, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new PostgresStartError(`PostgreSQL's data directory could not be made: ${errors.trim()}`);
}
