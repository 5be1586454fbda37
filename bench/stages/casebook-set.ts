import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../dev/postgres.ts';
import { migrateAudit } from '../../gateway/audit/store/migrate-audit.ts';
import type { Organisation } from '../../gateway/partners/organisation.ts';
import { readOrganisations } from '../../schema/organisations.ts';
import { type GeneratedCallKeys, generateCallKeys } from '../../signed-calls/call-keys.ts';
import { subgraphs } from '../../subgraphs/all.ts';
import { pseudonymsFrom } from '../../subgraphs/casebook/pseudonym.ts';
import { schemaFile } from '../schema-file.ts';

/** The casebook's subgraphs and their database, real, for the gateways that are measured. */
export interface CasebookSet extends AsyncDisposable {
  databaseUrl: string;
  /** Gone when it is disposed of. */
  directory: string;
  organisations: readonly Organisation[];
  keys: GeneratedCallKeys;
}

/** Starts PostgreSQL and the six subgraphs with the casebook, in a directory of their own. Dispose it to stop all. */
export async function startCasebookSet(): Promise<CasebookSet> {
  await using started = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-bench-'));
  started.defer(() => rmSync(directory, { recursive: true, force: true }));
  const postgres = await startPostgres({ dataDir: join(directory, 'postgres'), durable: false });
  started.defer(() => postgres.close());
  const listed = readOrganisations(schemaFile('organisations.yaml'));
  const keys = generateCallKeys();
  const bases = new Map<string, string>();
  for (const subgraph of subgraphs) {
    await subgraph.migrate(postgres.url);
    await subgraph.seed(postgres.url, { organisations: listed, pseudonymOf: pseudonymsFrom('bench') });
    const gatewayKeys = { jwks: keys.published() };
    const running = await subgraph.start({ databaseUrl: postgres.url, organisations: listed, gatewayKeys });
    started.defer(() => running.close());
    bases.set(subgraph.role, running.url);
  }
  const organisations = listed.map((one) => ({ ...one, url: `${bases.get(one.role)}/${one.oin}/graphql` }));
  await migrateAudit(postgres.url);
  const all = started.move();
  return { databaseUrl: postgres.url, directory, organisations, keys, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
