import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIdentityProvider } from '../dev/identity-provider.ts';
import { startPostgres } from '../dev/postgres.ts';
import { requestToken } from '../dev/request-token.ts';
import { type BenchProcess, startBenchProcess } from './children/start-bench-process.ts';
import type { MeasuredGateway } from './load/measure-gateways.ts';
import { schemaFile } from './schema-file.ts';
import { seedClients } from './seed-clients.ts';
import { withAddresses } from './supergraph-addresses.ts';

/** What can be measured. */
export type GatewayName = 'hand-written' | 'stock' | 'ours-plain' | 'ours-full';

export const gatewayNames: readonly GatewayName[] = ['hand-written', 'stock', 'ours-plain', 'ours-full'];

/** The clients that casework knows, of whom our whole gateway is asked in turn. */
export const clientCount = 1_000;

/** Gateways before the same canned subgraphs, each in a process of its own. */
export interface RunningGateways extends AsyncDisposable {
  canned: BenchProcess;
  gateways: readonly MeasuredGateway[];
}

/** Starts canned subgraphs, what our whole gateway needs if it is asked for, and these gateways. Dispose it to stop all. */
export async function startGateways(
  names: readonly GatewayName[],
  say: (line: string) => void,
): Promise<RunningGateways> {
  await using started = new AsyncDisposableStack();
  const canned = started.use(await startBenchProcess({ name: 'canned subgraphs', program: 'canned/main.ts' }));
  const supergraphSdl = withAddresses(readFileSync(schemaFile('supergraph.graphql'), 'utf8'), canned.url);
  const settings = { subgraphsUrl: canned.url, supergraphSdl };
  const gateways: MeasuredGateway[] = [];
  for (const name of names) {
    say(`starting ${name}`);
    const surroundings = name === 'ours-full' ? await startSurroundings(started, say) : null;
    const child = await startBenchProcess({
      name,
      program: `gateways/${name}.ts`,
      settings: { ...settings, ...surroundings?.settings },
    });
    started.use(child);
    const path = name === 'stock' || name === 'hand-written' ? '/' : '/graphql';
    gateways.push({
      name,
      process: child,
      target: { url: `${child.url}${path}`, headers: surroundings?.headers ?? {} },
    });
  }
  const all = started.move();
  return { canned, gateways, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

// PostgreSQL as `npm start` has it, safe at power loss; the identity provider; a real token; and the clients.
async function startSurroundings(started: AsyncDisposableStack, say: (line: string) => void) {
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-bench-'));
  started.defer(() => rmSync(directory, { recursive: true, force: true }));
  const postgres = await startPostgres({ dataDir: join(directory, 'postgres'), durable: true });
  started.defer(() => postgres.close());
  say(`storing ${clientCount} clients in PostgreSQL`);
  await seedClients(postgres.url, clientCount);
  const identity = started.adopt(await startIdentityProvider(), (provider) => provider.close());
  const token = await requestToken(identity.issuer, 'sanne');
  return {
    settings: { databaseUrl: postgres.url, issuer: identity.issuer, directory },
    headers: { authorization: `Bearer ${token}`, 'x-purpose': 'urn:korte-lijnen:activity:debt-assistance' },
  };
}
