import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DirectoryInUseError } from './directory-lock.ts';
import { startIdentityProvider } from './identity-provider.ts';
import { isPortTaken, PortTakenError } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { up } from './say.ts';
import type { Listener } from './services.ts';
import type { StartOptions } from './start-everything.ts';

/** How long what a killed start left behind may take to go, in milliseconds. */
const leftoverMs = 2_000;

export interface Database {
  url: string;
  /** Resolves when it ends by itself; never, when it is not ours. */
  failed: Promise<string>;
  close(): Promise<void>;
}

/** The PostgreSQL that is configured, else an embedded one in the data directory. */
export async function startDatabase(options: StartOptions): Promise<Database> {
  const { databaseUrl, dataDir, durable = true, say } = options;
  if (databaseUrl !== undefined) {
    say(up('PostgreSQL', `${new URL(databaseUrl).host} (DATABASE_URL)`));
    return { url: databaseUrl, failed: new Promise(() => undefined), close: async () => undefined };
  }
  const directory = join(dataDir, 'postgres');
  const { url, port, ended, close } = await startPostgres({ dataDir: directory, durable });
  say(up('PostgreSQL', `127.0.0.1:${port} in ${relative(process.cwd(), directory)}`));
  return { url, failed: ended.then(() => 'PostgreSQL ended'), close };
}

/** The identity provider runs in this process: it has little to do. */
export async function startIdentity({ identityPort, dataDir, say }: StartOptions) {
  const provider = await startIdentityProvider({ port: identityPort, dataDir: join(dataDir, 'identity') });
  say(up('identity provider', provider.issuer));
  return provider;
}

/** @throws {PortTakenError} for the first that is in use */
export async function requirePorts(listeners: readonly Listener[]): Promise<void> {
  for (const { what, host, port } of listeners) {
    if (await isPortTaken(port, host)) throw new PortTakenError(port, what);
  }
}

/** Tries again for a moment while something is in use: a killed start's processes may be about to end. */
export async function afterLeftovers<T>(attempt: () => Promise<T>): Promise<T> {
  const end = Date.now() + leftoverMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const inUse = error instanceof DirectoryInUseError || error instanceof PortTakenError;
      if (!inUse || Date.now() > end) throw error;
      await sleep(100);
    }
  }
}
