import { type Kysely, sql } from 'kysely';
import { anyOf, type ListLoader, listLoader, type RowLoader, rowLoader } from '../../kit/batch-loaders.ts';
import type { CaseRow, CaseworkTables } from './tables.ts';

/** A neighbourhood team (wijkteam). */
export type Team = CaseworkTables['teams'];

/** What is owed to creditors that do not take part. */
export interface DebtElsewhere {
  case_id: string;
  description: string;
  creditors: number;
  /** Euro cents. */
  amountCents: number;
}

/** The case of a client, by the client's id: the open one, else the one opened last. */
export function caseLoader(database: Kysely<CaseworkTables>): RowLoader<CaseRow> {
  return rowLoader(
    (clientIds) =>
      database
        .selectFrom('cases')
        .distinctOn('client_id')
        .selectAll()
        .where('client_id', '=', anyOf(clientIds))
        .orderBy('client_id')
        .orderBy(sql`status = 'OPEN'`, 'desc')
        .orderBy('opened_on', 'desc')
        .orderBy('id')
        .execute(),
    ({ client_id }) => client_id,
  );
}

/** All teams, by name. */
export async function listTeams(database: Kysely<CaseworkTables>): Promise<readonly Team[]> {
  return database.selectFrom('teams').selectAll().orderBy('name').orderBy('id').execute();
}

/** Teams by id. */
export function teamLoader(database: Kysely<CaseworkTables>): RowLoader<Team> {
  return rowLoader(
    async (ids) => {
      // PostgreSQL refuses text with a NUL character instead of not finding it.
      const possible = ids.filter((id) => !id.includes('\0'));
      return database.selectFrom('teams').selectAll().where('id', '=', anyOf(possible)).execute();
    },
    ({ id }) => id,
  );
}

/** What is owed outside the partners, by the id of the case. */
export function debtsElsewhereLoader(database: Kysely<CaseworkTables>): ListLoader<DebtElsewhere> {
  return listLoader(
    (caseIds) =>
      database
        .selectFrom('debts_elsewhere')
        .select(['case_id', 'description', 'creditors', 'amount_cents as amountCents'])
        .where('case_id', '=', anyOf(caseIds))
        .orderBy('case_id')
        .orderBy('ordinal')
        .execute(),
    ({ case_id }) => case_id,
  );
}
