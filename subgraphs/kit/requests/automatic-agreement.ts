import type { ActScope } from './act-scope.ts';

/** An organisation's standing agreement: freezes within these bounds are granted at once (convenant landelijke pauzeknop). */
export interface AutomaticAgreement {
  /** First and last day included. */
  maxDays: number;
  /** What is owed on the debts that the freeze covers, in euro cents. */
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

/** Does the agreement grant this freeze? */
export function grantsAtOnce(
  agreement: AutomaticAgreement | null,
  { days, owedCents }: { days: number; owedCents: number },
): boolean {
  return agreement !== null && days <= agreement.maxDays && owedCents <= agreement.maxDebtCents;
}
