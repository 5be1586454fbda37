import type { MatchAttributes } from '../../kit/matching/match-subjects.ts';
import type { MatchAnswer } from '../../kit/matching/match-wire.ts';
import type { Act, ActContext, Done } from '../acts/perform-act.ts';
import { type Refused, refuse } from '../acts/user-error.ts';
import { type PartnerRole, roleInGraph } from '../partner-roles.ts';
import { type HelpedClient, helpedClient } from '../relations/current-relation.ts';
import { answerOf } from './ask-organisation.ts';
import { type BasisForAsking, basisForAsking } from './basis-for-asking.ts';
import { isLinked, recognisablePerson, storeLink } from './link-store.ts';
import { matchingAttributes } from './matching-attributes.ts';

/** `LinkClientInput` of the schema. */
export interface LinkClientInput {
  idempotencyKey: string;
  clientId: string;
  oin: string;
}

/** Everything that must be so before an organisation is asked. */
interface Question {
  client: HelpedClient;
  oin: string;
  attributes: MatchAttributes;
  basis: BasisForAsking;
}

/** `Mutation.linkClient`: asks an organisation whether it knows the client, and links the two where it knows exactly one. */
export const linkClient: Act<LinkClientInput> = {
  name: 'linkClient',
  roles: ['professional', 'team-lead'],
  async perform(input, context) {
    const question = await questionOf(input, context);
    if ('refused' in question) return question;
    const { client, oin, attributes, basis } = question;
    const pseudonym = context.partners?.pseudonymOf(oin, client.id) ?? '';
    const answer = await answerOf(
      context.partners,
      oin,
      { pseudonym, attributes },
      { ...basis, asker: context.acting },
    );
    if (!answer) return refuse('ORGANISATION_UNAVAILABLE', 'oin');
    if (answer.outcome === 'MATCHED') await storeLink(context.transaction, { clientId: client.id, oin, pseudonym });
    return keep(question, answer, context);
  },
};

async function questionOf({ clientId, oin }: LinkClientInput, context: ActContext): Promise<Question | Refused> {
  const { transaction, acting, now } = context;
  const client = await helpedClient(transaction, { clientId, team: acting.team, at: now });
  if (!client) return refuse('CLIENT_UNKNOWN', 'clientId');
  const role = partnerRoleOf(oin, context);
  if (!role) return refuse('ORGANISATION_UNKNOWN', 'oin');
  if (await isLinked(transaction, client.id, oin)) return refuse('LINKED_ALREADY', 'oin');
  const basis = await basisForAsking({ clientId: client.id, oin, role }, context);
  if ('refused' in basis) return basis;
  const attributes = matchingAttributes(role, await recognisablePerson(transaction, client));
  return attributes ? { basis, client, oin, attributes } : refuse('ATTRIBUTES_MISSING', 'clientId');
}

function partnerRoleOf(oin: string, { organisations }: ActContext): PartnerRole | undefined {
  const organisation = organisations.find((candidate) => candidate.oin === oin);
  return organisation && roleInGraph(organisation.role)?.role;
}

async function keep(question: Question, answer: MatchAnswer, { transaction, acting, now }: ActContext): Promise<Done> {
  const { client, oin, attributes } = question;
  const { purpose, article } = question.basis;
  const { outcome } = answer;
  const asked = { purpose, article, sent_by: attributes.by, asked_by: acting.subject, asked_at: now };
  const { id } = await transaction
    .insertInto('link_requests')
    .values({ client_id: client.id, oin, outcome, ...asked })
    .returning('id')
    .executeTakeFirstOrThrow();
  const candidates = outcome === 'SEVERAL' ? answer.candidates : [];
  if (candidates.length > 0) {
    const rows = candidates.map(({ candidate, description }) => ({ request_id: id, candidate, description }));
    await transaction.insertInto('link_candidates').values(rows).execute();
  }
  return { done: { clientId: client.id, recordId: id, oin, outcome, candidates } };
}
