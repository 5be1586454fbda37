import type { Kysely } from 'kysely';
import type { PartnerRole } from '../partner-roles.ts';
import type { CaseworkTables } from '../store/tables.ts';

/** The organisations that a client is linked to, by OIN. */
export async function linkedOrganisations(
  database: Kysely<CaseworkTables>,
  clientId: string,
): Promise<readonly { oin: string; role: PartnerRole }[]> {
  return database
    .selectFrom('links')
    .innerJoin('organisations', 'organisations.oin', 'links.oin')
    .select(['organisations.oin', 'organisations.role'])
    .where('links.client_id', '=', clientId)
    .orderBy('organisations.oin')
    .execute();
}
