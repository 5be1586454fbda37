import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIdentityProvider } from '../dev/identity-provider.ts';
import { startPostgres } from '../dev/postgres.ts';
import { requestToken } from '../dev/request-token.ts';
import type { FullSettings } from './children/bench-settings.ts';
import { seedClients } from './seed-clients.ts';

/** The clients that casework knows, of whom our whole gateway is asked in turn. */
export const clientCount = 1_000;

/** What our whole gateway needs around it. */
export interface Surroundings {
  settings: Pick<FullSettings, 'databaseUrl' | 'issuer' | 'directory'>;
  /** Of each request. */
  headers: Readonly<Record<string, string>>;
}

/** Starts PostgreSQL, unless there is one, and the identity provider; and stores the clients. */
export async function startSurroundings(started: AsyncDisposableStack): Promise<Surroundings> {
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-bench-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  started.defer(remove);
  try {
    return await startIn(directory, started);
  } finally {
    // Stopped meanwhile: what was about to start wrote on.
    if (started.disposed) remove();
  }
}

async function startIn(directory: string, started: AsyncDisposableStack): Promise<Surroundings> {
  const databaseUrl = process.env.BENCH_DATABASE_URL ?? (await startDatabase(started, join(directory, 'postgres')));
  await seedClients(databaseUrl, clientCount);
  const identity = started.adopt(await startIdentityProvider(), (provider) => provider.close());
  const token = await requestToken(identity.issuer, 'sanne');
  return {
    settings: { databaseUrl, issuer: identity.issuer, directory },
    headers: { authorization: `Bearer ${token}`, 'x-purpose': 'urn:korte-lijnen:activity:debt-assistance' },
  };
}

// As `npm start` has it: safe at power loss.
async function startDatabase(started: AsyncDisposableStack, dataDir: string): Promise<string> {
  const postgres = await startPostgres({ dataDir, durable: true });
  // Whoever stopped the bench meanwhile knows nothing of this one.
  if (started.disposed) await postgres.close();
  started.defer(() => postgres.close());
  return postgres.url;
}
