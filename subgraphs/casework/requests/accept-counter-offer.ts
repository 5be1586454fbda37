import type { Act, PreparingContext } from '../acts/perform-act.ts';
import { type Refused, refuse } from '../acts/user-error.ts';
import { askableOrganisation } from './askable-organisation.ts';
import { askArrangements, capacityFault, monthlyOf, nothingTold, type ToldArrangements } from './capacity.ts';
import { overruleFaults } from './request-input.ts';
import { requestOfOwnTeam } from './request-of-own-team.ts';
import { type RequestRow, requestById } from './request-rows.ts';
import { requestStatus } from './request-status.ts';
import { storeDelivery } from './store-request.ts';

/** `AcceptCounterOfferInput` of the schema. */
export interface AcceptCounterOfferInput {
  idempotencyKey: string;
  requestId: string;
  version: number;
  overruleReason?: string | null;
}

/** `Mutation.acceptCounterOffer`: agrees with what the organisation offers, as it was seen. */
export const acceptCounterOffer: Act<AcceptCounterOfferInput, ToldArrangements> = {
  name: 'acceptCounterOffer',
  roles: ['professional', 'team-lead'],
  prepare: (input, context) => toldOf(input, context),
  async perform({ requestId, version, overruleReason }, context, told = nothingTold) {
    const request = await requestOfOwnTeam(requestId, context);
    if (!request) return refuse('REQUEST_UNKNOWN', 'requestId');
    const { client_id: clientId, oin, kind } = request;
    // First, for how the request stands is the organisation's to tell.
    const askable = await askableOrganisation({ clientId, oin, kind }, context);
    if ('refused' in askable) return askable;
    const standing = standingFault(request, version, context.today);
    if (standing) return standing;
    const faults = overruleFaults(overruleReason);
    if (faults.length > 0) return { refused: faults };
    if (kind === 'PAYMENT_ARRANGEMENT') {
      const added = { clientId, monthlyCents: monthlyOf(request), requestId, overruleReason };
      const fault = await capacityFault(added, told, context);
      if (fault) return { refused: [{ ...fault, field: 'requestId' }] };
    }
    const deliveryId = await storeDelivery(context, { requestId, act: 'accept-offer', version });
    return { done: { clientId, recordId: requestId, oin, deliveryId } };
  },
};

/** Why an offer cannot be agreed with as it stands. */
function standingFault(request: RequestRow, version: number, today: string): Refused | null {
  const open = requestStatus(request, today) === 'COUNTER_OFFERED' && request.last_status !== 'waiting';
  if (!open) return refuse('TRANSITION_NOT_ALLOWED', 'requestId');
  return request.version === version ? null : refuse('STALE_VERSION', 'version');
}

async function toldOf(
  { requestId, overruleReason }: AcceptCounterOfferInput,
  context: PreparingContext,
): Promise<ToldArrangements> {
  const request = await requestById(context.database, requestId);
  if (request?.kind !== 'PAYMENT_ARRANGEMENT') return nothingTold;
  return askArrangements({ clientId: request.client_id, oin: request.oin, overruleReason }, context);
}
