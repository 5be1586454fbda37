import { actingPerson } from '../acts/acting.ts';
import { type Act, performAct } from '../acts/perform-act.ts';
import { errorsOfFaults, type UserError } from '../acts/user-error.ts';
import type { CaseworkContext } from '../context.ts';
import { acceptCounterOffer } from './accept-counter-offer.ts';
import { askableOrganisation } from './askable-organisation.ts';
import { nothingTold, type ToldArrangements } from './capacity.ts';
import { proposePaymentArrangement } from './propose-payment-arrangement.ts';
import { requestDebtFreeze } from './request-debt-freeze.ts';
import { type RequestRow, requestById } from './request-rows.ts';
import { withdrawRequest } from './withdraw-request.ts';

/**
 * Does an act, delivers what it made, and gives how the request stands then; done again, how it stands by now. Who was asked about
 * the client stands in the payload for the log, also where the act was refused.
 */
function requestMutation<Input extends { idempotencyKey: string }, Prepared extends ToldArrangements | undefined>(
  act: Act<Input, Prepared>,
) {
  return async (_: unknown, { input }: { input: Input }, context: CaseworkContext) => {
    const outcome = await performAct(act, input, context);
    const { clientId: askedAbout, asked } = outcome.prepared ?? nothingTold;
    if ('refused' in outcome) return { ...refusal(outcome.refused), clientId: askedAbout, oins: asked };
    const { clientId, recordId, oin, deliveryId } = outcome.done;
    await context.delivery.deliver([recordId]);
    const oins = new Set([...asked, ...(oin === undefined || deliveryId === undefined ? [] : [oin])]);
    const request = await requestById(context.database, recordId);
    const rejection = await rejectionOf(deliveryId, request, context);
    if (rejection.length > 0) return { ...refusal(rejection), clientId, oins };
    return { clientId, client: await context.load.client.load(clientId), request, oins, userErrors: [] };
  };
}

const refusal = (userErrors: readonly UserError[]) => ({ client: null, request: null, userErrors });

/**
 * Why the organisation did not take what was delivered; empty: it did, or has not answered. That is the organisation's data: whoever
 * may not ask it any more learns why not instead.
 */
async function rejectionOf(
  deliveryId: string | undefined,
  request: RequestRow | undefined,
  context: CaseworkContext,
): Promise<readonly UserError[]> {
  if (deliveryId === undefined || !request) return [];
  const { database } = context;
  const delivery = await database
    .selectFrom('outbox')
    .select(['act', 'faults'])
    .where('id', '=', deliveryId)
    .executeTakeFirst();
  // A request that it refused can be there all the same: an earlier attempt arrived, whose answer did not.
  if (!delivery?.faults || (delivery.act === 'ask' && request.state_status !== null)) return [];
  const acting = actingPerson(context);
  const { client_id: clientId, oin, kind } = request;
  const askable = await database
    .transaction()
    .execute((transaction) => askableOrganisation({ clientId, oin, kind }, { ...context, transaction, acting }));
  return 'refused' in askable ? askable.refused : errorsOfFaults(delivery.faults);
}

/** The part of `Mutation` by which professionals ask organisations. */
export const requestMutations = {
  requestDebtFreeze: requestMutation(requestDebtFreeze),
  proposePaymentArrangement: requestMutation(proposePaymentArrangement),
  withdrawRequest: requestMutation(withdrawRequest),
  acceptCounterOffer: requestMutation(acceptCounterOffer),
};
