import { type Act, performAct } from '../acts/perform-act.ts';
import { errorsOfFaults, type UserError } from '../acts/user-error.ts';
import type { CaseworkContext } from '../context.ts';
import { acceptCounterOffer } from './accept-counter-offer.ts';
import { proposePaymentArrangement } from './propose-payment-arrangement.ts';
import { requestDebtFreeze } from './request-debt-freeze.ts';
import { requestById } from './request-rows.ts';
import { withdrawRequest } from './withdraw-request.ts';

/** Does an act, delivers what it made, and gives how the request stands then; done again, how it stands by now. */
function requestMutation<Input extends { idempotencyKey: string }, Prepared>(act: Act<Input, Prepared>) {
  return async (_: unknown, { input }: { input: Input }, context: CaseworkContext) => {
    const outcome = await performAct(act, input, context);
    if ('refused' in outcome) return { client: null, request: null, oins: [], userErrors: outcome.refused };
    const { clientId, recordId, oin, deliveryId } = outcome.done;
    await context.delivery.deliver([recordId]);
    const oins = oin === undefined || deliveryId === undefined ? [] : [oin];
    const userErrors = await rejectionOf(deliveryId, context);
    if (userErrors.length > 0) return { client: null, request: null, oins, userErrors };
    const client = await context.load.client.load(clientId);
    return { client, request: await requestById(context.database, recordId), oins, userErrors };
  };
}

/** Why the organisation did not take what was delivered; empty: it did, or has not answered. */
async function rejectionOf(
  deliveryId: string | undefined,
  { database }: CaseworkContext,
): Promise<readonly UserError[]> {
  if (deliveryId === undefined) return [];
  const delivery = await database.selectFrom('outbox').select('faults').where('id', '=', deliveryId).executeTakeFirst();
  return errorsOfFaults(delivery?.faults ?? []);
}

/** The part of `Mutation` by which professionals ask organisations. */
export const requestMutations = {
  requestDebtFreeze: requestMutation(requestDebtFreeze),
  proposePaymentArrangement: requestMutation(proposePaymentArrangement),
  withdrawRequest: requestMutation(withdrawRequest),
  acceptCounterOffer: requestMutation(acceptCounterOffer),
};
