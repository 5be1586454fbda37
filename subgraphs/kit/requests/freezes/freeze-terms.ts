import type { FreezeTerms, Measure } from '../wire/act-wire.ts';
import type { ActFault } from '../wire/answer-wire.ts';
import { addMonths, laterOf } from './freeze-days.ts';

/** What a freeze says, without which debts it covers. */
export type AgreedFreeze = Omit<FreezeTerms, 'debtIds'>;

/** What an organisation offers back: it takes the measures when the offer is accepted. */
export type FreezeOffer = AgreedFreeze & { measures: Measure[] };

/** From when a freeze can run: nothing is stopped in the past, also not what was long under way. */
export function beginningToday<Terms extends { from: string }>(terms: Terms, today: string): Terms {
  return { ...terms, from: laterOf(terms.from, today) };
}

/**
 * Why a freeze cannot last as it is asked; empty: it can.
 *
 * @param bounds.earliest the first day that may be named: when it was asked
 * @param bounds.limitMonths the longest that the law allows, from the first day
 */
export function freezeDateFaults(
  { from, until }: { from: string; until: string },
  { earliest, today, limitMonths }: { earliest: string; today: string; limitMonths: number },
): readonly ActFault[] {
  if (from < earliest) return [{ code: 'DATE_IN_THE_PAST', field: 'from' }];
  if (until < from) return [{ code: 'DATES_REVERSED', field: 'until' }];
  if (until < today) return [{ code: 'DATE_IN_THE_PAST', field: 'until' }];
  const last = addMonths(laterOf(from, today), limitMonths);
  // A freeze that begins years from now is nobody's pause.
  if (from > addMonths(today, 12)) return [{ code: 'DATE_BEYOND_LIMIT', field: 'from' }];
  return until > last ? [{ code: 'DATE_BEYOND_LIMIT', field: 'until' }] : [];
}
