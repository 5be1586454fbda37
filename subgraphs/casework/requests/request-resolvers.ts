import type { CaseworkContext } from '../context.ts';
import { partnerStub } from '../partner-roles.ts';
import { contactOf } from './contact.ts';
import type { RequestRow } from './request-rows.ts';
import { requestStatus } from './request-status.ts';

/** `ClientRequest` of the schema. */
export const clientRequestResolvers = {
  clientId: (request: RequestRow) => request.client_id,
  sourceOin: (request: RequestRow) => request.oin,
  organisation: (request: RequestRow) => partnerStub(request),
  status: (request: RequestRow, _: object, { today }: CaseworkContext) => requestStatus(request, today),
  version: (request: RequestRow) => request.version ?? 0,
  askedAt: (request: RequestRow) => request.asked_at.toISOString(),
  askedBy: (request: RequestRow) => request.asked_by,
  asked: (request: RequestRow) => request.terms,
  answered: (request: RequestRow) => request.held_terms,
  answer: answerOf,
  automatic: (request: RequestRow) => request.automatic ?? false,
  knownAt: (request: RequestRow) => request.known_at?.toISOString() ?? null,
  nextAttemptAt: (request: RequestRow) => whileWaiting(request, request.next_attempt_at),
  giveUpAt: (request: RequestRow) => whileWaiting(request, request.give_up_at),
  contact: ({ contact, oin }: RequestRow, _: object, context: CaseworkContext) => contact ?? contactOf(oin, context),
};

/** What the organisation said of its decision; a code where it took no request, or was not asked any more. */
export function answerOf(request: RequestRow): string | null {
  const { answer, state_status: said, ask_faults: faults, not_allowed_because: because } = request;
  return answer ?? (said === null ? faults?.[0]?.code : null) ?? because;
}

/** A moment of what is still to be delivered. */
export function whileWaiting({ last_status: status }: RequestRow, moment: Date): string | null {
  return status === 'waiting' ? moment.toISOString() : null;
}

/** Those that an organisation took, or may still take, are shown; latest first. */
export async function requestsOf(clientId: string, { load, today }: CaseworkContext): Promise<readonly RequestRow[]> {
  const requests = await load.requests.load(clientId);
  return requests.filter((request) => requestStatus(request, today) !== 'REJECTED');
}
