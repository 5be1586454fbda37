import type { RuleException } from '../wire/act-wire.ts';
import type { ContactPerson } from './contact-persons.ts';

/** What a decision takes of a mandate. */
export interface NeededMandate {
  /** Of a freeze, first and last day included; null: it is no freeze. */
  days: number | null;
  /** Of an arrangement, all instalments and what is waived, in euro cents; null: it is none. */
  amountCents: number | null;
  /** Is something waived, or are surcharges undone? */
  waives: boolean;
  exceptions: readonly RuleException[];
}

type Mandate = Pick<ContactPerson, 'maxFreezeDays' | 'maxArrangementCents' | 'mayWaiveSurcharge' | 'exceptions'>;

/** May a person with this mandate decide it? */
export function covers(mandate: Mandate, { days, amountCents, waives, exceptions }: NeededMandate): boolean {
  if (days !== null && days > mandate.maxFreezeDays) return false;
  if (amountCents !== null && amountCents > mandate.maxArrangementCents) return false;
  if (waives && !mandate.mayWaiveSurcharge) return false;
  return exceptions.every((exception) => mandate.exceptions.includes(exception));
}
