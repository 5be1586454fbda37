import type { DecisionVerdict, Measure, RuleException } from '../../kit/requests/wire/act-wire.ts';
import type { Decision, DecisionInput } from './forward-decision.ts';
import { wordFaults } from './input-faults.ts';

/** `DecideDebtFreezeInput` of the schema. */
export interface DecideDebtFreezeInput extends DecisionInput {
  decision: DecisionVerdict;
  reason: string;
  until?: string | null;
  conditions: readonly string[];
  measures: readonly Measure[];
  exceptions: readonly RuleException[];
}

/** `Mutation.decideDebtFreeze`. */
export const decideDebtFreeze: Decision<DecideDebtFreezeInput> = {
  faults: wordFaults,
  act: ({ decision, reason, until, conditions, measures, exceptions }, decider) => ({
    act: 'decide-debt-freeze',
    ...decider,
    decision,
    reason: reason.trim(),
    until: until ?? null,
    conditions: conditions.map((condition) => condition.trim()),
    measures: [...new Set(measures)],
    exceptions: [...new Set(exceptions)],
  }),
};

/** `EndDebtFreezeInput` of the schema. */
export interface EndDebtFreezeInput extends DecisionInput {
  outcome: 'ENDED' | 'BROKEN';
  reason: string;
}

/** `Mutation.endDebtFreeze`. */
export const endDebtFreeze: Decision<EndDebtFreezeInput> = {
  faults: wordFaults,
  act: ({ outcome, reason }, decider) => ({ act: 'end-debt-freeze', ...decider, outcome, reason: reason.trim() }),
};
