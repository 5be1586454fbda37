/**
 * Brings the database up to date: all roles' migrations, then the casebook. A process of its own that ends, so that what
 * it needs does not stay in memory. Environment: DATABASE_URL, ORGANISATIONS_FILE.
 */

import { z } from 'zod';
import { readOrganisations } from '../schema/organisations.ts';
import { subgraphs } from '../subgraphs/all.ts';
import { pseudonymsFrom } from '../subgraphs/casebook/pseudonym.ts';

/** Not a secret: the people of the casebook do not exist. */
const developmentPseudonyms = 'korte-lijnen development';

const environment = z.object({ DATABASE_URL: z.url(), ORGANISATIONS_FILE: z.string() }).parse(process.env);
const databaseUrl = environment.DATABASE_URL;
const organisations = readOrganisations(environment.ORGANISATIONS_FILE);

for (const subgraph of subgraphs) {
  await subgraph.migrate(databaseUrl);
  await subgraph.seed(databaseUrl, { organisations, pseudonymOf: pseudonymsFrom(developmentPseudonyms) });
}
