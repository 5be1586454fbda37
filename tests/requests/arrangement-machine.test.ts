import { expect, test } from 'vitest';
import type { PaymentArrangementStatus } from '../../subgraphs/kit/contract/tables.ts';
import {
  type ArrangementEvent,
  arrangementEvents,
  nextArrangementStatus,
} from '../../subgraphs/kit/requests/arrangements/arrangement-machine.ts';
import { arrangementStatuses } from '../../subgraphs/kit/requests/wire/answer-wire.ts';

/** Written out once more, by hand, from the description of an arrangement's life. */
const allowed: readonly (readonly [PaymentArrangementStatus, ArrangementEvent, PaymentArrangementStatus])[] = [
  ['PROPOSED', 'grant', 'ACTIVE'],
  ['PROPOSED', 'refuse', 'REFUSED'],
  ['PROPOSED', 'counter-offer', 'COUNTER_OFFERED'],
  ['PROPOSED', 'pass-up', 'PROPOSED'],
  ['PROPOSED', 'withdraw', 'WITHDRAWN'],
  ['COUNTER_OFFERED', 'accept', 'ACTIVE'],
  ['COUNTER_OFFERED', 'withdraw', 'WITHDRAWN'],
  ['COUNTER_OFFERED', 'refuse', 'REFUSED'],
  ['ACTIVE', 'pay', 'ACTIVE'],
  ['ACTIVE', 'pay-last', 'COMPLETED'],
  ['ACTIVE', 'miss', 'ACTIVE'],
  ['ACTIVE', 'miss-again', 'IN_DEFAULT'],
  ['ACTIVE', 'end', 'ENDED'],
  ['IN_DEFAULT', 'pay', 'IN_DEFAULT'],
  ['IN_DEFAULT', 'pay-last', 'COMPLETED'],
  ['IN_DEFAULT', 'resume', 'ACTIVE'],
  ['IN_DEFAULT', 'end', 'ENDED'],
];

test('of every status and everything that can happen, only what is listed leads somewhere', () => {
  for (const status of arrangementStatuses) {
    for (const event of arrangementEvents) {
      const listed = allowed.find(([from, what]) => from === status && what === event);
      expect(nextArrangementStatus(status, event), `${status} -${event}->`).toBe(listed?.[2] ?? null);
    }
  }
});

test('refused, withdrawn, completed and ended arrangements stay so', () => {
  for (const status of ['REFUSED', 'WITHDRAWN', 'COMPLETED', 'ENDED'] as const) {
    for (const event of arrangementEvents) expect(nextArrangementStatus(status, event)).toBeNull();
  }
});
