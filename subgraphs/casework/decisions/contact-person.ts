import { SubgraphError } from '../../kit/errors.ts';
import { type Acting, actingPerson } from '../acts/acting.ts';
import type { CaseworkContext } from '../context.ts';
import { roleInGraph } from '../partner-roles.ts';
import { requestHandling } from '../requests/ask-for-act.ts';

/** Why someone may not answer requests here. */
export type NoAnswering = 'ROLE_NOT_ALLOWED' | 'NO_PURPOSE';

/**
 * A contact person of an organisation that keeps dossiers, who answers what was asked of it; nobody else does, nor for another
 * purpose.
 *
 * @throws {SubgraphError} UNAUTHENTICATED when the call names nobody
 */
export function answeringPerson(context: CaseworkContext): Acting | NoAnswering {
  const acting = actingPerson(context);
  const own = context.organisations.find(({ oin }) => oin === acting.organisation);
  if (acting.role !== 'contact-person' || !own || !roleInGraph(own.role)) return 'ROLE_NOT_ALLOWED';
  return context.purpose === requestHandling ? acting : 'NO_PURPOSE';
}

/** As `answeringPerson`, for a question: whoever may not ask gets an error. */
export function askingContactPerson(context: CaseworkContext): Acting {
  const answering = answeringPerson(context);
  if (typeof answering !== 'string') return answering;
  throw new SubgraphError(answering, 'Only contact persons of an organisation see the requests to it, to answer them');
}
