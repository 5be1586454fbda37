import { userError } from '../acts/user-error.ts';
import type { Decision, DecisionInput } from './forward-decision.ts';
import { amountFaults, wordFaults } from './input-faults.ts';

/** `RecordInstalmentInput` of the schema. */
export interface RecordInstalmentInput extends DecisionInput {
  outcome: 'PAID' | 'MISSED';
  amountCents?: number | null;
}

/** `Mutation.recordInstalment`. */
export const recordInstalment: Decision<RecordInstalmentInput> = {
  faults({ outcome, amountCents }) {
    const given = amountCents !== null && amountCents !== undefined;
    if (outcome === 'MISSED' && given) return [userError('AMOUNT_NOT_ALLOWED', 'amountCents')];
    return given && amountCents <= 0
      ? [userError('AMOUNT_NOT_POSITIVE', 'amountCents')]
      : amountFaults({ amountCents });
  },
  act: ({ outcome, amountCents }, decider) => ({
    act: 'record-instalment',
    ...decider,
    outcome,
    amountCents: amountCents ?? null,
  }),
};

/** `EndPaymentArrangementInput` of the schema. */
export interface EndPaymentArrangementInput extends DecisionInput {
  outcome: 'ENDED' | 'RESUMED';
  reason: string;
}

/** `Mutation.endPaymentArrangement`. */
export const endPaymentArrangement: Decision<EndPaymentArrangementInput> = {
  faults: wordFaults,
  act: ({ outcome, reason }, decider) => ({
    act: 'end-payment-arrangement',
    ...decider,
    outcome,
    reason: reason.trim(),
  }),
};
