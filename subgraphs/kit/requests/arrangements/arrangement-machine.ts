import type { PaymentArrangementStatus } from '../../contract/tables.ts';

/** What can happen to a payment arrangement. `pay-last` and `miss-again` are what a payment or a miss turns out to be. */
export const arrangementEvents = [
  'grant',
  'refuse',
  'counter-offer',
  'pass-up',
  'accept',
  'withdraw',
  'pay',
  'pay-last',
  'miss',
  'miss-again',
  'resume',
  'end',
] as const;

export type ArrangementEvent = (typeof arrangementEvents)[number];

type Transitions = Readonly<
  Record<PaymentArrangementStatus, Readonly<Partial<Record<ArrangementEvent, PaymentArrangementStatus>>>>
>;

/** All there is: what is not in the table does not happen. */
export const arrangementTransitions: Transitions = {
  PROPOSED: {
    grant: 'ACTIVE',
    refuse: 'REFUSED',
    'counter-offer': 'COUNTER_OFFERED',
    'pass-up': 'PROPOSED',
    withdraw: 'WITHDRAWN',
  },
  COUNTER_OFFERED: { accept: 'ACTIVE', withdraw: 'WITHDRAWN', refuse: 'REFUSED' },
  ACTIVE: { pay: 'ACTIVE', 'pay-last': 'COMPLETED', miss: 'ACTIVE', 'miss-again': 'IN_DEFAULT', end: 'ENDED' },
  IN_DEFAULT: { pay: 'IN_DEFAULT', 'pay-last': 'COMPLETED', resume: 'ACTIVE', end: 'ENDED' },
  REFUSED: {},
  WITHDRAWN: {},
  COMPLETED: {},
  ENDED: {},
};

/** What an arrangement becomes by an event; null: that cannot happen to it. */
export function nextArrangementStatus(
  status: PaymentArrangementStatus,
  event: ArrangementEvent,
): PaymentArrangementStatus | null {
  return arrangementTransitions[status][event] ?? null;
}
