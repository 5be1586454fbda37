import type { ContactPerson } from '../mandates/contact-persons.ts';
import type { NeededMandate } from '../mandates/mandate.ts';
import type { RuleException } from '../wire/act-wire.ts';
import type { ActFault } from '../wire/answer-wire.ts';
import { arrangementTotalCents, type PromisedTerms } from './arrangement-terms.ts';

/** What it takes to decide an arrangement on these terms. */
export function neededMandate(terms: PromisedTerms, exceptions: readonly RuleException[]): NeededMandate {
  const waives = terms.waivedCents > 0 || terms.undoSurcharges;
  return { days: null, amountCents: arrangementTotalCents(terms), waives, exceptions };
}

/** Where these terms go beyond a mandate, each place by its name; empty: they do not. */
export function mandateFaults(
  mandate: Pick<ContactPerson, 'maxArrangementCents' | 'mayWaiveSurcharge' | 'exceptions'>,
  terms: PromisedTerms,
  exceptions: readonly RuleException[],
): readonly ActFault[] {
  const faults: ActFault[] = [];
  const beyond = (field: string) => faults.push({ code: 'MANDATE_EXCEEDED', field });
  if (arrangementTotalCents(terms) > mandate.maxArrangementCents) beyond('monthlyCents');
  if (terms.waivedCents > 0 && !mandate.mayWaiveSurcharge) beyond('waivedCents');
  if (terms.undoSurcharges && !mandate.mayWaiveSurcharge) beyond('undoSurcharges');
  if (exceptions.some((exception) => !mandate.exceptions.includes(exception))) beyond('exceptions');
  return faults;
}
