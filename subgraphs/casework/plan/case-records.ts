import type { Kysely, Selectable } from 'kysely';
import { anyOf, type ListLoader, listLoader, type RowLoader, rowLoader } from '../../kit/batch-loaders.ts';
import type { CaseworkTables } from '../store/tables.ts';
import type { CasePlansTable, CostsAvoidedTable } from './plan-tables.ts';

export type CasePlan = Selectable<CasePlansTable>;
export type CostsAvoided = Selectable<CostsAvoidedTable>;

/** The latest version of the plan, by the id of the case. */
export function casePlanLoader(database: Kysely<CaseworkTables>): RowLoader<CasePlan> {
  return rowLoader(
    (caseIds) =>
      database
        .selectFrom('case_plans')
        .distinctOn('case_id')
        .selectAll()
        .where('case_id', '=', anyOf(caseIds))
        .orderBy('case_id')
        .orderBy('version', 'desc')
        .execute(),
    ({ case_id }) => case_id,
  );
}

/** What the team stated of costs that were avoided, by the id of the case; latest first. */
export function costsAvoidedLoader(database: Kysely<CaseworkTables>): ListLoader<CostsAvoided> {
  return listLoader(
    (caseIds) =>
      database
        .selectFrom('costs_avoided')
        .selectAll()
        .where('case_id', '=', anyOf(caseIds))
        .orderBy('case_id')
        .orderBy('stated_at', 'desc')
        .orderBy('id')
        .execute(),
    ({ case_id }) => case_id,
  );
}
