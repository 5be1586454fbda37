import type { RequestKind } from '../../kit/requests/wire/act-wire.ts';
import type { ActContext } from '../acts/perform-act.ts';
import { type Refused, refuse } from '../acts/user-error.ts';
import { type AskingBasis, basisForCategories, type NoBasis } from '../links/basis-for-asking.ts';
import { type PartnerRole, roleInGraph } from '../partner-roles.ts';
import { helpedClient } from '../relations/current-relation.ts';
import { categoryOf } from './decide-delivery.ts';

/** A client of the own team, and on what basis an organisation is asked about this client. */
export interface Askable {
  clientId: string;
  role: PartnerRole;
  basis: AskingBasis;
}

/**
 * May this organisation be asked this about this client? The basis comes before the link: without one, nobody learns here whether
 * the organisation knows the client.
 */
export async function askableOrganisation(
  asked: { clientId: string; oin: string; kind: RequestKind },
  context: ActContext,
): Promise<Askable | Refused> {
  const { transaction: database, acting, organisations, now } = context;
  const { oin, kind } = asked;
  const client = await helpedClient(database, { clientId: asked.clientId, team: acting.team, at: now });
  if (!client) return refuse('CLIENT_UNKNOWN', 'clientId');
  const role = roleInGraph(organisations.find((each) => each.oin === oin)?.role ?? '')?.role;
  if (!role) return refuse('ORGANISATION_UNKNOWN', 'oin');
  const about = { clientId: client.id, oin, role, categories: [categoryOf[kind]] };
  const basis = await basisForCategories(about, { ...context, database, askerRole: acting.role });
  if ('not' in basis) return refuseWithout(basis.not);
  const link = await database
    .selectFrom('links')
    .select('oin')
    .where('client_id', '=', client.id)
    .where('oin', '=', oin)
    .executeTakeFirst();
  return link ? { clientId: client.id, role, basis } : refuse('NOT_LINKED', 'oin');
}

/** Refuses an act that there is no basis for. */
export function refuseWithout(basis: NoBasis): Refused {
  return refuse(basis, basis === 'NO_LEGAL_BASIS' || basis === 'CONSENT_MISSING' ? 'oin' : null);
}
