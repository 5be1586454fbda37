import DataLoader from 'dataloader';
import { type Kysely, sql } from 'kysely';
import { anyOf, type ListLoader, listLoader, type RowLoader, rowLoader } from '../../kit/batch-loaders.ts';
import { isRecordId } from './record-id.ts';
import type { CaseworkTables, ClientRow } from './tables.ts';

/** A stretch of a team's caseload. */
export interface CaseloadPage {
  teamId: string;
  first: number;
  offset: number;
}

/** Clients by id. */
export function clientLoader(database: Kysely<CaseworkTables>): RowLoader<ClientRow> {
  return rowLoader(
    async (ids) => {
      const wellFormed = ids.filter(isRecordId);
      return database.selectFrom('clients').selectAll().where('id', '=', anyOf(wellFormed)).execute();
    },
    ({ id }) => id,
  );
}

/** The others in a client's household, by the client's id; eldest first. */
export function householdLoader(database: Kysely<CaseworkTables>): ListLoader<ClientRow> {
  return listLoader(
    (ids) =>
      database
        .selectFrom('clients as client')
        .innerJoin('clients as member', (join) =>
          join.onRef('member.household_id', '=', 'client.household_id').onRef('member.id', '<>', 'client.id'),
        )
        .selectAll('member')
        .select('client.id as seen_from')
        .where('client.id', '=', anyOf(ids))
        .orderBy('member.birth_date')
        .orderBy('member.id')
        .execute(),
    ({ seen_from }) => seen_from,
  );
}

/** The clients that a team helps at a moment, by stretch of its caseload; oldest case first. */
export function caseloadLoader(database: Kysely<CaseworkTables>, at: Date) {
  return new DataLoader<CaseloadPage, readonly ClientRow[], string>(
    async (pages) => {
      const rows = await caseloads(database, pages, at);
      const perPage = Map.groupBy(rows, (row) => row.page);
      return pages.map((_, index) => perPage.get(index + 1) ?? []);
    },
    { cacheKeyFn: ({ teamId, first, offset }) => JSON.stringify([teamId, first, offset]) },
  );
}

/** The clients of all these stretches in one statement; `page` counts the stretches from 1. */
async function caseloads(database: Kysely<CaseworkTables>, pages: readonly CaseloadPage[], at: Date) {
  const { rows } = await sql<ClientRow & { page: number }>`
    select client.*, asked.page::int
    from unnest(
      ${pages.map(({ teamId }) => teamId)}::text[],
      ${pages.map(({ first }) => first)}::int[],
      ${pages.map(({ offset }) => offset)}::int[]
    ) with ordinality as asked (team_id, first, skipped, page)
    cross join lateral (
      select client_id, opened_on from cases
      where team_id = asked.team_id and status = 'OPEN' and exists (
        select from case_relations as relation
        where relation.client_id = cases.client_id and relation.team_id = cases.team_id
          and valid_from <= ${at} and (valid_until is null or valid_until > ${at})
      )
      order by opened_on, client_id
      limit asked.first offset asked.skipped
    ) as helped
    join clients as client on client.id = helped.client_id
    order by asked.page, helped.opened_on, helped.client_id`.execute(database);
  return rows;
}
