import type { ActContext } from '../acts/perform-act.ts';
import { helpedClient } from '../relations/current-relation.ts';
import { isRecordId } from '../store/record-id.ts';
import { type RequestRow, requestById } from './request-rows.ts';
import { hold } from './store-request.ts';

/** A request for a client whom the own team helps, held until the transaction ends; undefined for any other. */
export async function requestOfOwnTeam(id: string, context: ActContext): Promise<RequestRow | undefined> {
  const { transaction, acting, now } = context;
  if (!isRecordId(id)) return undefined;
  await hold(transaction, 'request', id);
  const request = await requestById(transaction, id);
  const asked = { clientId: request?.client_id ?? '', team: acting.team, at: now };
  return (await helpedClient(transaction, asked)) && request;
}
