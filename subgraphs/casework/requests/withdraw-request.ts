import type { Act, ActContext } from '../acts/perform-act.ts';
import { textFaults } from '../acts/text-faults.ts';
import { type Refused, refuse } from '../acts/user-error.ts';
import { askableOrganisation } from './askable-organisation.ts';
import { requestOfOwnTeam } from './request-of-own-team.ts';
import type { RequestRow } from './request-rows.ts';
import { isOver, requestStatus } from './request-status.ts';
import { storeDelivery } from './store-request.ts';

/** `WithdrawRequestInput` of the schema. */
export interface WithdrawRequestInput {
  idempotencyKey: string;
  requestId: string;
  reason: string;
}

/** `Mutation.withdrawRequest`: takes a request back, or gives up a freeze that runs. */
export const withdrawRequest: Act<WithdrawRequestInput> = {
  name: 'withdrawRequest',
  roles: ['professional', 'team-lead'],
  async perform({ requestId, reason }, context) {
    const request = await requestOfOwnTeam(requestId, context);
    if (!request) return refuse('REQUEST_UNKNOWN', 'requestId');
    const faults = textFaults([{ field: 'reason', value: reason, max: 2_000 }]);
    if (faults.length > 0) return { refused: faults };
    if (isOver(requestStatus(request, context.today))) return refuse('TRANSITION_NOT_ALLOWED', 'requestId');
    const withdrawn = await withdraw(request, reason.trim(), context);
    if ('refused' in withdrawn) return withdrawn;
    const { client_id: clientId, oin } = request;
    return { done: { clientId, recordId: requestId, oin, ...withdrawn } };
  },
};

/**
 * What waited for delivery is cancelled, and the organisation is told of the withdrawal: an attempt that got no answer may have
 * arrived. Nothing is told where nothing was ever sent. Who calls holds the request.
 */
export async function withdraw(
  request: RequestRow,
  reason: string,
  context: ActContext,
): Promise<{ deliveryId?: string } | Refused> {
  const { id: requestId, client_id: clientId, oin, kind } = request;
  if (request.last_act === 'withdraw' && request.last_status === 'waiting') return { deliveryId: request.last_id };
  const waiting = await lockWaiting(requestId, context);
  const neverSent = waiting?.act === 'ask' && waiting.attempts === 0;
  const askable = neverSent || (await askableOrganisation({ clientId, oin, kind }, context));
  if (askable !== true && 'refused' in askable) return askable;
  if (waiting) await cancel(waiting.id, context);
  return neverSent ? {} : { deliveryId: await storeDelivery(context, { requestId, act: 'withdraw', reason }) };
}

/** What still waits, undefined if nothing does. Who delivers it counted the attempt before, and cannot begin meanwhile. */
async function lockWaiting(requestId: string, { transaction }: ActContext) {
  return transaction
    .selectFrom('outbox')
    .select(['id', 'act', 'attempts'])
    .where('request_id', '=', requestId)
    .where('status', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst();
}

async function cancel(id: string, { transaction }: ActContext): Promise<void> {
  await transaction
    .updateTable('outbox')
    .set({ status: 'cancelled', leased_until: null })
    .where('id', '=', id)
    .execute();
}
