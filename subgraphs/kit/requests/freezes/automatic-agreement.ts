import { anyOf } from '../../batch-loaders.ts';
import type { ActScope } from '../acts/act-scope.ts';
import { type CoveredDebt, totalOwedCents } from '../arrangements/arrangement-terms.ts';

/** An organisation's standing agreement: freezes within these bounds are granted at once (convenant landelijke pauzeknop). */
export interface AutomaticAgreement {
  /** First and last day included. */
  maxDays: number;
  /** What is owed on the debts that the freeze covers and on those of the client that are frozen so already, in euro cents. */
  maxDebtCents: number;
  /** ISO 8601 date. */
  since: string;
}

/** The organisation's agreement; null: it has none, or it has not begun. */
export async function automaticAgreement({ store, oin, today }: ActScope): Promise<AutomaticAgreement | null> {
  const found = await store
    .selectFrom('automatic_agreements')
    .select(['max_days as maxDays', 'max_debt_cents as maxDebtCents', 'since'])
    .where('oin', '=', oin)
    .where('since', '<=', today)
    .executeTakeFirst();
  return found ?? null;
}

/** What is owed on those of a client's debts that are frozen by the agreement: a large debt is not frozen part by part. */
export async function frozenBefore({ store, oin, today }: ActScope, debts: readonly CoveredDebt[]): Promise<number> {
  const rows = await store
    .selectFrom('debt_freeze_debts as covered')
    .innerJoin('debt_freezes as freeze', (join) =>
      join.onRef('freeze.oin', '=', 'covered.oin').onRef('freeze.id', '=', 'covered.debt_freeze_id'),
    )
    .select('covered.debt_id as id')
    .where('covered.oin', '=', oin)
    .where('covered.debt_id', '=', anyOf(debts.map(({ id }) => id)))
    .where('freeze.automatic', '=', true)
    .where('freeze.status', 'in', ['GRANTED', 'ACTIVE'])
    .where('freeze.until_date', '>=', today)
    .execute();
  return totalOwedCents(debts.filter(({ id }) => rows.some((row) => row.id === id)));
}

/** Does the agreement grant this freeze? */
export function grantsAtOnce(
  agreement: AutomaticAgreement | null,
  { days, owedCents }: { days: number; owedCents: number },
): boolean {
  return agreement !== null && days <= agreement.maxDays && owedCents <= agreement.maxDebtCents;
}
