import { type CoveredDebt, owedCents } from './arrangement-terms.ts';

/** How an arrangement that runs stands. Amounts are euro cents. */
export interface InstalmentStanding {
  monthlyCents: number;
  instalments: number;
  paidCents: number;
  missedInstalments: number;
  waivedCents: number;
}

/**
 * What is still to be paid by an arrangement: its instalments, but no more than what is owed and not given up. An earlier payment
 * that was made outside of it, or an increase that was undone, makes the last instalments less.
 */
export function dueCents(
  { monthlyCents, instalments, paidCents, waivedCents }: InstalmentStanding,
  owed: number,
): number {
  return Math.max(0, Math.min(monthlyCents * instalments - paidCents, owed - waivedCents));
}

/** Missed twice, or all there were: the arrangement is not kept. */
export function isInDefault({ instalments, missedInstalments }: InstalmentStanding): boolean {
  return missedInstalments >= Math.min(2, instalments);
}

/** Divides an amount over debts, the oldest first; what is more than they are is left. */
export function divideOver(debts: readonly CoveredDebt[], cents: number): readonly { id: string; cents: number }[] {
  const oldestFirst = debts.toSorted((one, other) => compare(one.since, other.since) || compare(one.id, other.id));
  let left = cents;
  return oldestFirst.flatMap((debt) => {
    const part = Math.min(left, owedCents(debt));
    left -= part;
    return part > 0 ? [{ id: debt.id, cents: part }] : [];
  });
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
