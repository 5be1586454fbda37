/**
 * Brings the database up to date: all roles' migrations, then the casebook. A process of its own that ends, so that what
 * it needs does not stay in memory. Environment: DATABASE_URL, ORGANISATIONS_FILE, PSEUDONYM_SECRET.
 */

import { z } from 'zod';
import { migrateAudit } from '../gateway/audit/store/migrate-audit.ts';
import { readOrganisations } from '../schema/organisations.ts';
import { subgraphs } from '../subgraphs/all.ts';
import { pseudonymsFrom } from '../subgraphs/casebook/pseudonym.ts';

const environmentShape = z.object({
  DATABASE_URL: z.url(),
  ORGANISATIONS_FILE: z.string(),
  PSEUDONYM_SECRET: z.string(),
});
const environment = environmentShape.parse(process.env);
const databaseUrl = environment.DATABASE_URL;
const pseudonymOf = pseudonymsFrom(environment.PSEUDONYM_SECRET);
const organisations = readOrganisations(environment.ORGANISATIONS_FILE);

for (const subgraph of subgraphs) {
  await subgraph.migrate(databaseUrl);
  await subgraph.seed(databaseUrl, { organisations, pseudonymOf });
}
await migrateAudit(databaseUrl);
