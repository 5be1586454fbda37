import type { CallFacts } from '../../../signed-calls/sign-call.ts';
import type { PartnerAct } from '../../kit/requests/wire/act-wire.ts';
import type { ActAnswer } from '../../kit/requests/wire/answer-wire.ts';
import type { AskingBasis } from '../links/basis-for-asking.ts';

/**
 * Asks an organisation to do something. Rejects when it could not be reached: then it is not known whether it was done. An
 * organisation that refuses the call itself has `rejected` it with NOT_GRANTED.
 */
export type PerformPartnerAct = (oin: string, act: PartnerAct, asking: CallFacts) => Promise<ActAnswer>;

/** Who asks: what the person is at an organisation. It is not told who it is. */
export interface ActAsker {
  role: string;
  organisation: string;
}

/** The activity under which contact persons answer requests. */
export const requestHandling = 'urn:korte-lijnen:activity:request-handling';

/** Asks as a professional, about one client. */
export function askingForClient(asker: ActAsker, pseudonym: string, { purpose, bases }: AskingBasis): CallFacts {
  const categories = bases.map(({ category }) => category);
  const grants = [{ subjects: [pseudonym], categories, basis: bases }];
  return { act: actorOf(asker), purpose, activity: purpose, grants, categories: [] };
}

/** Asks as a contact person of the organisation that is asked. */
export function askingAsContactPerson(organisation: string): CallFacts {
  const about = { purpose: requestHandling, activity: requestHandling, grants: [], categories: ['requests'] };
  return { act: { role: 'contact-person', organisation }, ...about };
}

/** Asks about the contact persons of an organisation, for an activity. */
export function askingAboutContacts(asker: ActAsker, purpose: string): CallFacts {
  return { act: actorOf(asker), purpose, activity: purpose, grants: [], categories: ['contact-persons'] };
}

/** Written out: of who asks no more may leave than this. */
function actorOf({ role, organisation }: ActAsker): CallFacts['act'] {
  return { role, organisation };
}
