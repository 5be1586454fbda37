import type { FreezeTerms } from '../../kit/requests/wire/act-wire.ts';
import type { RequestState } from '../../kit/requests/wire/answer-wire.ts';
import type { DeliveredAct, DeliveryStatus, Terms } from './request-tables.ts';

/** `RequestStatus` of the schema: how the organisation's record stands, or why there is none. */
export type RequestStatus = RequestState['status'] | 'UNDELIVERED' | 'GIVEN_UP' | 'NOT_ALLOWED' | 'REJECTED';

/** What is known of a request. */
export interface KnownStanding {
  /** As the organisation said; null: it said nothing yet. */
  state_status: RequestState['status'] | null;
  /** Null: none are known. */
  held_terms: Terms | null;
  /** What came of the delivery of the request itself. */
  ask_status: DeliveryStatus;
  /** Of what was to be delivered last. */
  last_act: DeliveredAct;
  last_status: DeliveryStatus;
}

const undelivered = {
  waiting: 'UNDELIVERED',
  'given-up': 'GIVEN_UP',
  'not-allowed': 'NOT_ALLOWED',
  rejected: 'REJECTED',
  // Cancelled before it was ever sent: nobody needs to hear that it was taken back.
  cancelled: 'WITHDRAWN',
  delivered: 'UNDELIVERED',
} as const satisfies Record<DeliveryStatus, RequestStatus>;

/** How a request stands on a day: what the organisation said of it, moved on by the calendar as there; else how its delivery stands. */
export function requestStatus(known: KnownStanding, today: string): RequestStatus {
  const { state_status: said, held_terms: terms, ask_status: ask, last_act: act, last_status: last } = known;
  if (said !== null) return terms && 'until' in terms ? freezeOn(today, said, terms) : said;
  // It may have arrived, though no answer did: it is taken back when the organisation says so.
  return act === 'withdraw' ? undelivered[last] : undelivered[ask];
}

function freezeOn(today: string, said: RequestState['status'], { from, until }: FreezeTerms): RequestState['status'] {
  const open = ['REQUESTED', 'COUNTER_OFFERED', 'GRANTED', 'ACTIVE'].includes(said);
  if (open && until < today) return 'LAPSED';
  return said === 'GRANTED' && from <= today ? 'ACTIVE' : said;
}

/** What can still change at the organisation. */
export const openStatuses = [
  'REQUESTED',
  'PROPOSED',
  'COUNTER_OFFERED',
  'GRANTED',
  'ACTIVE',
  'IN_DEFAULT',
] as const satisfies readonly RequestState['status'][];

/** Is there nothing left to take back or give up of what stands so? */
export function isOver(status: RequestStatus): boolean {
  return !['UNDELIVERED', 'GIVEN_UP', ...openStatuses].includes(status);
}
