import type { DebtFreezeStatus } from '../../contract/tables.ts';

/**
 * What can happen to a debt freeze. `grant-now` and `accept-now` are what granting and accepting turn out to be when the first
 * day has come; `start` and `lapse` are the clock's.
 */
export const freezeEvents = [
  'grant',
  'grant-now',
  'refuse',
  'counter-offer',
  'pass-up',
  'accept',
  'accept-now',
  'withdraw',
  'start',
  'end',
  'break',
  'lapse',
] as const;

export type FreezeEvent = (typeof freezeEvents)[number];

type Transitions = Readonly<Record<DebtFreezeStatus, Readonly<Partial<Record<FreezeEvent, DebtFreezeStatus>>>>>;

/** All there is: what is not in the table does not happen. */
export const freezeTransitions: Transitions = {
  REQUESTED: {
    grant: 'GRANTED',
    'grant-now': 'ACTIVE',
    refuse: 'REFUSED',
    'counter-offer': 'COUNTER_OFFERED',
    'pass-up': 'REQUESTED',
    withdraw: 'WITHDRAWN',
    lapse: 'LAPSED',
  },
  COUNTER_OFFERED: {
    accept: 'GRANTED',
    'accept-now': 'ACTIVE',
    withdraw: 'WITHDRAWN',
    refuse: 'REFUSED',
    lapse: 'LAPSED',
  },
  GRANTED: { start: 'ACTIVE', end: 'ENDED', withdraw: 'ENDED' },
  ACTIVE: { end: 'ENDED', withdraw: 'ENDED', break: 'BROKEN', lapse: 'LAPSED' },
  REFUSED: {},
  WITHDRAWN: {},
  ENDED: {},
  LAPSED: {},
  BROKEN: {},
};

/** What a freeze becomes by an event; null: that cannot happen to it. */
export function nextFreezeStatus(status: DebtFreezeStatus, event: FreezeEvent): DebtFreezeStatus | null {
  return freezeTransitions[status][event] ?? null;
}

/** What the clock did to a freeze since it was stored, in order. */
export interface SettledFreeze {
  status: DebtFreezeStatus;
  /** The stored version, and one for each of `events`. */
  version: number;
  events: readonly { transition: 'start' | 'lapse'; status: DebtFreezeStatus; version: number }[];
}

/**
 * How a freeze stands on a day. It starts on its first day and lapses after its last; one that is not decided by then lapses too.
 * Nothing needs to run for that: whoever reads works it out.
 *
 * @param freeze `from` and `until` as they hold: of a counter-offer those that are offered
 */
export function settleFreeze(
  freeze: { status: DebtFreezeStatus; version: number; from: string; until: string },
  today: string,
): SettledFreeze {
  const { from, until } = freeze;
  const events: SettledFreeze['events'][number][] = [];
  let { status, version } = freeze;
  const happens = (transition: 'start' | 'lapse', isDue: boolean) => {
    const next = isDue ? nextFreezeStatus(status, transition) : null;
    if (next === null) return;
    status = next;
    version += 1;
    events.push({ transition, status, version });
  };
  happens('start', from <= today);
  happens('lapse', until < today);
  return { status, version, events };
}

/** The statuses in which a freeze holds its debts: no other can cover them meanwhile. */
export const holdingFreezes: readonly DebtFreezeStatus[] = ['REQUESTED', 'COUNTER_OFFERED', 'GRANTED', 'ACTIVE'];
