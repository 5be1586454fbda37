import type { Kysely } from 'kysely';
import type { CaseworkTables } from '../store/tables.ts';

/** Ends a relation that lasts; false when it has ended already. */
export async function endRelation(
  database: Kysely<CaseworkTables>,
  id: string,
  end: { at: Date; by: string; reason: string },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('case_relations')
    .set({ valid_until: end.at, ended_by: end.by, end_reason: end.reason })
    .where('id', '=', id)
    .where('valid_until', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/**
 * Begins a relation, or finds the one that lasts already.
 *
 * @returns its id
 */
export async function beginRelation(
  database: Kysely<CaseworkTables>,
  relation: { clientId: string; teamId: string; at: Date },
): Promise<string> {
  const { clientId: client_id, teamId: team_id, at } = relation;
  await database
    .insertInto('case_relations')
    .values({ client_id, team_id, valid_from: at, valid_until: null, ended_by: null, end_reason: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { id } = await database
    .selectFrom('case_relations')
    .select('id')
    .where('client_id', '=', client_id)
    .where('team_id', '=', team_id)
    .where('valid_until', 'is', null)
    .executeTakeFirstOrThrow();
  return id;
}
