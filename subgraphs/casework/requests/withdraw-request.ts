import type { Act, ActContext } from '../acts/perform-act.ts';
import { textFaults } from '../acts/text-faults.ts';
import { type Refused, refuse } from '../acts/user-error.ts';
import { type Askable, askableOrganisation } from './askable-organisation.ts';
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
    const { client_id: clientId, oin, kind } = request;
    const askable = await askableOrganisation({ clientId, oin, kind }, context);
    // How a request stands is the organisation's to tell; that it was never sent is not.
    const isUnsent = request.last_act === 'ask' && request.last_status === 'waiting' && request.ask_attempts === 0;
    if ('refused' in askable && !isUnsent) return askable;
    if (isOver(requestStatus(request, context.today))) return refuse('TRANSITION_NOT_ALLOWED', 'requestId');
    const withdrawn = await withdraw(request, reason.trim(), context, askable);
    if ('refused' in withdrawn) return withdrawn;
    return { done: { clientId, recordId: requestId, oin, ...withdrawn } };
  },
};

/**
 * What waited for delivery is cancelled, and the organisation is told of the withdrawal: an attempt that got no answer may have
 * arrived. Nothing is told where nothing was ever sent. Who calls holds the request.
 *
 * @param askable whether the organisation may be told, if that is to be known now; it is decided at each delivery anyway
 */
export async function withdraw(
  request: RequestRow,
  reason: string,
  context: ActContext,
  askable?: Askable | Refused,
): Promise<{ deliveryId?: string } | Refused> {
  const requestId = request.id;
  if (request.last_act === 'withdraw' && request.last_status === 'waiting') return { deliveryId: request.last_id };
  const waiting = await lockWaiting(requestId, context);
  const neverSent = waiting?.act === 'ask' && waiting.attempts === 0;
  if (!neverSent && askable && 'refused' in askable) return askable;
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
