import { fileURLToPath } from 'node:url';
import { migrateAudit } from '../../gateway/audit/store/migrate-audit.ts';
import { readOrganisations } from '../../schema/organisations.ts';
import { subgraphs } from '../../subgraphs/all.ts';
import { pseudonymsFrom } from '../../subgraphs/casebook/pseudonym.ts';
import { testPseudonymSecret } from './database.ts';

const organisationsFile = fileURLToPath(new URL('../../schema/organisations.yaml', import.meta.url));

/** Brings all roles' schemas and the casebook into an empty database. */
export async function fillTemplate(databaseUrl: string): Promise<void> {
  const organisations = readOrganisations(organisationsFile);
  const pseudonymOf = pseudonymsFrom(testPseudonymSecret);
  for (const subgraph of subgraphs) {
    await subgraph.migrate(databaseUrl);
    await subgraph.seed(databaseUrl, { organisations, pseudonymOf });
  }
  await migrateAudit(databaseUrl);
}
