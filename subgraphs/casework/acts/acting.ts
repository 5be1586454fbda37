import { SubgraphError } from '../../kit/errors.ts';
import type { CaseworkContext } from '../context.ts';

/** What someone is at the wijkteams' organisation. */
export type ActingRole = 'professional' | 'team-lead' | 'privacy-officer';

/** A person of the wijkteams' organisation, on whose behalf the gateway calls. */
export interface Acting {
  /** The identity provider's subject. */
  subject: string;
  role: string;
  organisation: string;
  team: string | null;
}

/**
 * Who acts.
 *
 * @throws {SubgraphError} UNAUTHENTICATED when the call names nobody: nothing is done on behalf of no one
 */
export function actingPerson({ actor }: CaseworkContext): Acting {
  const { subject, role, organisation, team } = actor ?? {};
  if (!subject || !role || !organisation) {
    throw new SubgraphError('UNAUTHENTICATED', 'The call does not say on whose behalf it is made');
  }
  return { subject, role, organisation, team: team ?? null };
}

/** May this person do what people in these roles of the wijkteams' own organisation do? */
export function mayAct(acting: Acting, roles: readonly ActingRole[], { organisation }: CaseworkContext): boolean {
  if (acting.organisation !== organisation.oin) return false;
  return roles.some((role) => role === acting.role && (role === 'privacy-officer' || acting.team !== null));
}
