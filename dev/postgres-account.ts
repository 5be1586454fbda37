import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { userInfo } from 'node:os';

/** PostgreSQL cannot be run here; the message says what would help. */
export class PostgresStartError extends Error {
  readonly code = 'POSTGRES_NOT_STARTED';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PostgresStartError';
  }
}

/** Under which account PostgreSQL's programs run. They refuse to run as root. */
export interface PostgresAccount {
  /** Null: our own account. */
  ids: { uid: number; gid: number } | null;
  /** Makes the account own a directory. */
  own(directory: string): void;
  /** The command line and options by which a program runs under the account. */
  command(program: string, args: readonly string[]): { program: string; args: string[]; uid?: number; gid?: number };
}

/**
 * The account to run PostgreSQL's programs under: our own, or as root that of `postgres`, else `nobody`.
 *
 * @param needed files and directories that the account has to reach. As root these can lie where no other account may
 * look (`/root`); then the programs get the right to pass by, through `setpriv`.
 * @throws {PostgresStartError} as root, when there is no account that can reach them
 */
export function postgresAccount(needed: readonly string[]): PostgresAccount {
  if (process.platform === 'win32' || userInfo().uid !== 0) {
    return { ids: null, own: () => undefined, command: (program, args) => ({ program, args: [...args] }) };
  }
  const ids = idsOf('postgres') ?? idsOf('nobody');
  if (!ids)
    throw new PostgresStartError('PostgreSQL does not run as root, and there is no user "postgres" or "nobody"');
  const own = (directory: string) => chownSync(directory, ids.uid, ids.gid);
  if (needed.every((path) => reaches(ids, path))) {
    return { ids, own, command: (program, args) => ({ program, args: [...args], ...ids }) };
  }
  const pass = passingBy(ids);
  if (!pass) {
    throw new PostgresStartError(
      `PostgreSQL does not run as root, and its account cannot reach ${needed.join(' or ')}: run as another user, or set DATABASE_URL`,
    );
  }
  return { ids, own, command: (program, args) => ({ program: 'setpriv', args: [...pass, program, ...args] }) };
}

function idsOf(user: string): { uid: number; gid: number } | null {
  const ask = (flag: string) => Number.parseInt(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout, 10);
  const ids = { uid: ask('-u'), gid: ask('-g') };
  return Number.isNaN(ids.uid) || Number.isNaN(ids.gid) ? null : ids;
}

function reaches(ids: { uid: number; gid: number }, path: string): boolean {
  return spawnSync('test', ['-x', path], { ...ids, cwd: '/' }).status === 0;
}

function passingBy(ids: { uid: number; gid: number }): string[] | null {
  const capabilities = '-all,+dac_override';
  const args = [
    `--reuid=${ids.uid}`,
    `--regid=${ids.gid}`,
    '--clear-groups',
    `--inh-caps=${capabilities}`,
    `--ambient-caps=${capabilities}`,
  ];
  return spawnSync('setpriv', [...args, 'true']).status === 0 ? args : null;
}
