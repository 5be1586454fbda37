import type { CaseworkContext } from '../context.ts';
import { decideDebtFreeze, endDebtFreeze } from './decide-debt-freeze.ts';
import { decidePaymentArrangement } from './decide-payment-arrangement.ts';
import { type Decision, type DecisionInput, forwardDecision } from './forward-decision.ts';
import { endPaymentArrangement, recordInstalment } from './keep-arrangement.ts';
import { subjectOf } from './received-request.ts';

/** Has an organisation decide, and gives the payload. */
function forwarded<Input extends DecisionInput>(decision: Decision<Input>) {
  return async (_: unknown, { input }: { input: Input }, context: CaseworkContext) => {
    const outcome = await forwardDecision(decision, input, context);
    if ('refused' in outcome) return { clientId: null, oin: null, request: null, userErrors: outcome.refused };
    const { decided: request } = outcome;
    return { clientId: await subjectOf(request, context), oin: request.oin, request, userErrors: [] };
  };
}

/** What contact persons do, in `Mutation`. */
export const decisionMutations = {
  decideDebtFreeze: forwarded(decideDebtFreeze),
  decidePaymentArrangement: forwarded(decidePaymentArrangement),
  endDebtFreeze: forwarded(endDebtFreeze),
  recordInstalment: forwarded(recordInstalment),
  endPaymentArrangement: forwarded(endPaymentArrangement),
};
