import type { Act, ActContext } from '../acts/perform-act.ts';
import { refuse } from '../acts/user-error.ts';
import { roleInGraph } from '../partner-roles.ts';
import { helpedClient } from '../relations/current-relation.ts';
import { isRecordId } from '../store/record-id.ts';
import { answerOf } from './ask-organisation.ts';
import { basisForAsking } from './basis-for-asking.ts';
import { isLinked, storeLink } from './link-store.ts';

/** `ConfirmLinkInput` of the schema. */
export interface ConfirmLinkInput {
  idempotencyKey: string;
  linkRequestId: string;
  candidate: string;
}

/** `Mutation.confirmLink`: a person says which of the candidates the client is; the organisation is told. */
export const confirmLink: Act<ConfirmLinkInput> = {
  name: 'confirmLink',
  roles: ['professional', 'team-lead'],
  async perform({ linkRequestId, candidate }, context) {
    const { transaction, acting, partners, now } = context;
    const request = await requestOfOwnTeam(linkRequestId, context);
    if (!request) return refuse('LINK_REQUEST_UNKNOWN', 'linkRequestId');
    const { oin, client_id: clientId } = request;
    if (!(await isCandidate(linkRequestId, candidate, context))) return refuse('CANDIDATE_UNKNOWN', 'candidate');
    if (await isLinked(transaction, clientId, oin)) return refuse('LINKED_ALREADY', 'linkRequestId');
    const role = roleInGraph(context.organisations.find((each) => each.oin === oin)?.role ?? '')?.role;
    if (!role) return refuse('ORGANISATION_UNAVAILABLE', 'linkRequestId');
    const basis = await basisForAsking({ clientId, oin, role }, context);
    if ('refused' in basis) return basis;
    const pseudonym = partners?.pseudonymOf(oin, clientId) ?? '';
    const answer = await answerOf(partners, oin, { pseudonym, candidate }, { ...basis, asker: acting });
    if (answer?.outcome !== 'MATCHED') return refuse('ORGANISATION_UNAVAILABLE', 'linkRequestId');
    await storeLink(transaction, { clientId, oin, pseudonym });
    const confirmed = { request_id: linkRequestId, candidate, confirmed_by: acting.subject, confirmed_at: now };
    await transaction.insertInto('link_confirmations').values(confirmed).execute();
    return { done: { clientId, recordId: linkRequestId, oin, outcome: 'MATCHED' } };
  },
};

async function requestOfOwnTeam(id: string, { transaction, acting, now }: ActContext) {
  if (!isRecordId(id)) return undefined;
  const request = await transaction
    .selectFrom('link_requests')
    .select(['client_id', 'oin'])
    .where('id', '=', id)
    .executeTakeFirst();
  const clientId = request?.client_id ?? '';
  return (await helpedClient(transaction, { clientId, team: acting.team, at: now })) && request;
}

async function isCandidate(requestId: string, candidate: string, { transaction }: ActContext): Promise<boolean> {
  const candidates = await transaction
    .selectFrom('link_candidates')
    .select('candidate')
    .where('request_id', '=', requestId)
    .execute();
  return candidates.some((row) => row.candidate === candidate);
}
