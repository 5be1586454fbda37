import { SubgraphError } from '../../kit/errors.ts';
import type { CaseworkContext } from '../context.ts';
import { type PageArguments, pageOf } from '../page.ts';
import { askingContactPerson } from './contact-person.ts';
import { answerOf } from './forward-decision.ts';
import type { ReceivedRequest } from './received-request.ts';

/**
 * `Query.requestsForMe`: as the caller's own organisation keeps them.
 *
 * @throws {SubgraphError} ROLE_NOT_ALLOWED for whoever is no contact person there, NO_PURPOSE for another purpose than answering
 * requests, PARTNER_UNAVAILABLE when the organisation does not answer
 */
export async function requestsForMe(
  _: unknown,
  { open, ...page }: PageArguments & { open?: boolean | null },
  context: CaseworkContext,
): Promise<readonly ReceivedRequest[]> {
  const { subject, organisation: oin } = askingContactPerson(context);
  const act = { act: 'list-requests', decider: subject, open: open ?? null, ...pageOf(page) } as const;
  const answer = await answerOf(oin, act, context);
  if (answer?.outcome === 'requests') return answer.requests.map((request) => ({ ...request, oin }));
  if (answer?.outcome === 'rejected') {
    throw new SubgraphError('ROLE_NOT_ALLOWED', 'The organisation does not know the caller as a contact person');
  }
  throw new SubgraphError('PARTNER_UNAVAILABLE', 'The organisation does not answer');
}
