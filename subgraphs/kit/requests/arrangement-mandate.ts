import type { RuleException } from './act-wire.ts';
import type { ActFault } from './answer-wire.ts';
import { arrangementTotalCents, type PromisedTerms } from './arrangement-terms.ts';

/** What a contact person may do with arrangements. */
export interface ArrangementMandate {
  max_arrangement_cents: number;
  may_waive_surcharge: boolean;
  exceptions: readonly RuleException[];
}

/** Where these terms go beyond a mandate; empty: they do not. */
export function mandateFaults(
  mandate: ArrangementMandate,
  terms: PromisedTerms,
  exceptions: readonly RuleException[],
): readonly ActFault[] {
  const faults: ActFault[] = [];
  const beyond = (field: string) => faults.push({ code: 'MANDATE_EXCEEDED', field });
  if (arrangementTotalCents(terms) > mandate.max_arrangement_cents) beyond('monthlyCents');
  if (terms.waivedCents > 0 && !mandate.may_waive_surcharge) beyond('waivedCents');
  if (terms.undoSurcharges && !mandate.may_waive_surcharge) beyond('undoSurcharges');
  if (exceptions.some((exception) => !mandate.exceptions.includes(exception))) beyond('exceptions');
  return faults;
}
