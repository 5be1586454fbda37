import type { Kysely } from 'kysely';
import { anyOf, type ListLoader, listLoader, type RowLoader, rowLoader } from '../../kit/batch-loaders.ts';
import type { SubgraphOptions } from '../../kit/service.ts';
import { type PartnerRole, roleInGraph } from '../partner-roles.ts';
import type { CaseworkTables } from './tables.ts';

/** An organisation that keeps dossiers. */
export type Organisation = CaseworkTables['organisations'];

/** Those of the organisations `oins` that keep dossiers, of one role if asked; by OIN. */
export async function listPartners(
  database: Kysely<CaseworkTables>,
  oins: readonly string[],
  role?: PartnerRole,
): Promise<readonly Organisation[]> {
  const all = database.selectFrom('organisations').selectAll().where('oin', '=', anyOf(oins)).orderBy('oin');
  return (role ? all.where('role', '=', role) : all).execute();
}

/** Organisations by OIN. */
export function partnerLoader(database: Kysely<CaseworkTables>): RowLoader<Organisation> {
  return rowLoader(
    async (oins) => {
      const wellFormed = oins.filter((oin) => /^[0-9]{20}$/.test(oin));
      return database.selectFrom('organisations').selectAll().where('oin', '=', anyOf(wellFormed)).execute();
    },
    ({ oin }) => oin,
  );
}

/** The organisations that a client is linked to, by the client's id. */
export function linkedPartnersLoader(
  database: Kysely<CaseworkTables>,
): ListLoader<Organisation & { client_id: string }> {
  return listLoader(
    (clientIds) =>
      database
        .selectFrom('links')
        .innerJoin('organisations', 'organisations.oin', 'links.oin')
        .selectAll('organisations')
        .select('links.client_id')
        .where('links.client_id', '=', anyOf(clientIds))
        .orderBy('links.client_id')
        .orderBy('organisations.oin')
        .execute(),
    ({ client_id }) => client_id,
  );
}

/** Takes over the roles and names of the organisations that keep dossiers; the others that are known stay. */
export async function recordOrganisations(
  database: Kysely<CaseworkTables>,
  organisations: SubgraphOptions['organisations'],
): Promise<void> {
  const partners = organisations.flatMap(({ oin, role, name }) => {
    const known = roleInGraph(role);
    return known ? [{ oin, role: known.role, name }] : [];
  });
  if (partners.length === 0) return;
  // One order for all: two starts at once then wait for each other instead of locking each other out.
  await database
    .insertInto('organisations')
    .values(partners.toSorted((a, b) => (a.oin < b.oin ? -1 : 1)))
    .onConflict((conflict) =>
      conflict
        .column('oin')
        .doUpdateSet((excluded) => ({ role: excluded.ref('excluded.role'), name: excluded.ref('excluded.name') })),
    )
    .execute();
}
