import { personalCategories } from '../../schema/categories.ts';
import type { CategoryAccess, RequestAccess } from '../consent/access-control.ts';
import type { Organisation } from '../partners/organisation.ts';

/** One line of `Client.access`. */
export interface ListedDecision {
  oin: string;
  organisation: string;
  role: string;
  category: string;
  allowed: boolean;
  basis: string | null;
  article: string | null;
  consentId: string | null;
  emergencyAccessId: string | null;
  until: string | null;
  reason: string | null;
}

/**
 * What was, or would be, decided on a client: by organisation and category.
 *
 * @param all also of organisations that the client is not linked to
 */
export async function accessDecisions(
  access: RequestAccess,
  clientId: string,
  organisations: readonly Organisation[],
  all: boolean,
): Promise<ListedDecision[]> {
  const [links = []] = await access.of([clientId]);
  const linked = new Set(links.map(({ oin }) => oin));
  const listed = organisations.filter(({ oin, role }) => all || role === 'casework' || linked.has(oin));
  return listed.flatMap((organisation) => {
    const isLinked = organisation.role === 'casework' || linked.has(organisation.oin);
    return personalCategories.flatMap((category) => {
      const decided = access.about(clientId, organisation)(category);
      // Most categories are not kept by most roles: what no rule names of this source is not listed.
      if (!decided.allowed && decided.reason === 'NO_LEGAL_BASIS' && !access.keeps(organisation, category)) return [];
      return [line(organisation, category, decided.allowed && !isLinked ? notLinked : decided)];
    });
  });
}

const notLinked: CategoryAccess = { allowed: false, reason: 'NOT_LINKED' };

function line({ oin, name, role }: Organisation, category: string, decided: CategoryAccess): ListedDecision {
  const because = decided.allowed ? decided : undefined;
  return {
    oin,
    organisation: name,
    role,
    category,
    allowed: decided.allowed,
    basis: because?.basis ?? null,
    article: because?.article ?? null,
    consentId: because?.consent?.id ?? null,
    emergencyAccessId: because?.emergencyId ?? null,
    until: because?.until == null ? null : new Date(because.until).toISOString(),
    reason: decided.allowed ? null : decided.reason,
  };
}
