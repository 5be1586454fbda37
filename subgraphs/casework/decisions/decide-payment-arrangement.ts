import type { DecisionVerdict, Measure, PartnerActOf, RuleException } from '../../kit/requests/wire/act-wire.ts';
import { userError } from '../acts/user-error.ts';
import type { Decision, DecisionInput } from './forward-decision.ts';
import { amountFaults, wordFaults } from './input-faults.ts';

/** `DecidePaymentArrangementInput` of the schema. Terms that are not there, or null, are as they were asked. */
export interface DecidePaymentArrangementInput extends DecisionInput {
  decision: DecisionVerdict;
  reason: string;
  monthlyCents?: number | null;
  instalments?: number | null;
  firstDueOn?: string | null;
  deferredUntil?: string | null;
  waivedCents?: number | null;
  undoSurcharges?: boolean | null;
  conditions: readonly string[];
  measures: readonly Measure[];
  exceptions: readonly RuleException[];
}

const maxInstalments = 120;

/** `Mutation.decidePaymentArrangement`. */
export const decidePaymentArrangement: Decision<DecidePaymentArrangementInput> = {
  faults(input) {
    const { monthlyCents, waivedCents, instalments } = input;
    const possible =
      instalments === null || instalments === undefined || (instalments > 0 && instalments <= maxInstalments);
    return [
      ...wordFaults(input),
      ...amountFaults({ monthlyCents, waivedCents }),
      ...(possible ? [] : [userError('INSTALMENTS_NOT_ALLOWED', 'instalments')]),
    ];
  },
  act: (input, decider) => ({
    act: 'decide-payment-arrangement',
    ...decider,
    decision: input.decision,
    reason: input.reason.trim(),
    terms: termsOf(input),
    conditions: input.conditions.map((condition) => condition.trim()),
    measures: [...new Set(input.measures)],
    exceptions: [...new Set(input.exceptions)],
  }),
};

function termsOf(input: DecidePaymentArrangementInput): PartnerActOf<'decide-payment-arrangement'>['terms'] {
  const { monthlyCents, instalments, firstDueOn, deferredUntil, waivedCents, undoSurcharges } = input;
  const given = { monthlyCents, instalments, firstDueOn, deferredUntil, waivedCents, undoSurcharges };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined));
}
