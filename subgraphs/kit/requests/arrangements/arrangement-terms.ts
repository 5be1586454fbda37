import type { DebtKind } from '../../contract/tables.ts';
import type { ArrangementTerms, Measure } from '../wire/act-wire.ts';
import type { ActFault } from '../wire/answer-wire.ts';

/** A debt that an arrangement is about, with what was added to it and not undone. Amounts are euro cents. */
export interface CoveredDebt {
  id: string;
  kind: DebtKind;
  since: string;
  principalCents: number;
  surchargeCents: number;
  paidCents: number;
  waivedCents: number;
}

/** What an arrangement promises in money and time. */
export type PromisedTerms = Omit<ArrangementTerms, 'debtIds' | 'conditions'>;

/** What an arrangement says, without which debts it covers. */
export type AgreedTerms = Omit<ArrangementTerms, 'debtIds'>;

/** What an organisation offers back: it takes the measures when the offer is accepted. */
export type ArrangementOffer = AgreedTerms & { measures: Measure[] };

/** What is still owed on a debt, in euro cents. */
export function owedCents(debt: CoveredDebt): number {
  return Math.max(0, debt.principalCents + debt.surchargeCents - debt.paidCents - debt.waivedCents);
}

export function totalOwedCents(debts: readonly CoveredDebt[]): number {
  return debts.reduce((sum, debt) => sum + owedCents(debt), 0);
}

/** What the client has to pay by these terms before nothing is owed, in euro cents. */
function payableCents(terms: PromisedTerms, debts: readonly CoveredDebt[]): number {
  const kept = terms.undoSurcharges ? debts.map((debt) => ({ ...debt, surchargeCents: 0 })) : debts;
  return totalOwedCents(kept) - terms.waivedCents;
}

/**
 * Why these terms cannot be for these debts; empty: they can. No instalment is more than all that is to be paid, and only the last
 * one may be more than what is left then.
 */
export function termsFaults(terms: PromisedTerms, debts: readonly CoveredDebt[], today: string): readonly ActFault[] {
  const faults: ActFault[] = [];
  const { monthlyCents, instalments, firstDueOn, deferredUntil, waivedCents } = terms;
  const payable = payableCents(terms, debts);
  if (monthlyCents <= 0) faults.push({ code: 'AMOUNT_NOT_POSITIVE', field: 'monthlyCents' });
  if (waivedCents > totalOwedCents(debts)) faults.push({ code: 'AMOUNT_BEYOND_DEBT', field: 'waivedCents' });
  else if (payable <= 0 || monthlyCents > payable || monthlyCents * (instalments - 1) >= payable) {
    faults.push({ code: 'AMOUNT_BEYOND_DEBT', field: 'monthlyCents' });
  }
  if (firstDueOn < today) faults.push({ code: 'DATE_IN_THE_PAST', field: 'firstDueOn' });
  if (firstDueOn > yearAfter(today)) faults.push({ code: 'DATE_BEYOND_LIMIT', field: 'firstDueOn' });
  if (deferredUntil !== null && deferredUntil > firstDueOn) {
    faults.push({ code: 'DATES_REVERSED', field: 'deferredUntil' });
  }
  return faults;
}

/** Whether terms ask nothing more of a client than other terms do: what is granted may be kinder than what was asked. */
export function isNoHeavier(terms: PromisedTerms, than: PromisedTerms): boolean {
  return (
    terms.monthlyCents <= than.monthlyCents &&
    terms.instalments <= than.instalments &&
    terms.firstDueOn >= than.firstDueOn &&
    (terms.deferredUntil ?? '') >= (than.deferredUntil ?? '') &&
    terms.waivedCents >= than.waivedCents &&
    (terms.undoSurcharges || !than.undoSurcharges)
  );
}

/** All that an organisation gives and takes by these terms, in euro cents: what a mandate is held against. */
export function arrangementTotalCents({ monthlyCents, instalments, waivedCents }: PromisedTerms): number {
  return monthlyCents * instalments + waivedCents;
}

/** ISO 8601; of 29 February the 29th too: it is compared and never stored. */
function yearAfter(date: string): string {
  return `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
}
