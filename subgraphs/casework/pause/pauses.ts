import { type Kysely, type Selectable, sql } from 'kysely';
import { anyOf, listLoader, type RowLoader, rowLoader } from '../../kit/batch-loaders.ts';
import type { RequestTables } from '../requests/request-tables.ts';
import type { Organisation } from '../store/partners.ts';
import { isRecordId } from '../store/record-id.ts';
import type { CaseworkTables } from '../store/tables.ts';

/** One press of the pause button, and when it was released. */
export type PauseRow = Selectable<RequestTables['pauses']> & { released_at: Date | null };

/** An organisation that was not asked, and why. */
export type PauseExclusion = Selectable<RequestTables['pause_exclusions']> & Organisation;

function pauses(database: Kysely<CaseworkTables>) {
  return database
    .selectFrom('pauses as pause')
    .leftJoin('pause_releases as release', 'release.pause_id', 'pause.id')
    .selectAll('pause')
    .select('release.released_at');
}

/** A press by its id. */
export async function pauseById(database: Kysely<CaseworkTables>, id: string): Promise<PauseRow | undefined> {
  return isRecordId(id) ? pauses(database).where('pause.id', '=', id).executeTakeFirst() : undefined;
}

/** The press that counts now, else the last one, by the client's id. */
export function pauseLoader(database: Kysely<CaseworkTables>): RowLoader<PauseRow> {
  return rowLoader(
    (clientIds) =>
      pauses(database)
        .distinctOn('pause.client_id')
        .where('pause.client_id', '=', anyOf(clientIds))
        .orderBy('pause.client_id')
        .orderBy(sql`release.released_at is null`, 'desc')
        .orderBy('pause.pressed_at', 'desc')
        .orderBy('pause.id')
        .execute(),
    ({ client_id }) => client_id,
  );
}

/** Organisations that were not asked, by the id of the press. */
export function pauseExclusionsLoader(database: Kysely<CaseworkTables>) {
  return listLoader<PauseExclusion>(
    (ids) =>
      database
        .selectFrom('pause_exclusions as exclusion')
        .innerJoin('organisations as organisation', 'organisation.oin', 'exclusion.oin')
        .selectAll('exclusion')
        .select(['organisation.role', 'organisation.name'])
        .where('pause_id', '=', sql<string>`any(${ids}::uuid[])`)
        .execute(),
    ({ pause_id }) => pause_id,
  );
}
