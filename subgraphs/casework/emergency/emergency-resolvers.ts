import { SubgraphError } from '../../kit/errors.ts';
import { actingPerson, mayAct } from '../acts/acting.ts';
import type { CaseworkContext } from '../context.ts';
import { type PageArguments, pageOf } from '../page.ts';
import type { EmergencyAccess } from './emergency-queue.ts';

/**
 * `Query.emergencyAccesses`.
 *
 * @throws {SubgraphError} ROLE_NOT_ALLOWED for whoever is no privacy officer of the wijkteams
 */
export async function emergencyAccesses(
  _: unknown,
  { reviewed, ...page }: PageArguments & { reviewed?: boolean | null },
  context: CaseworkContext,
): Promise<readonly EmergencyAccess[]> {
  if (!mayAct(actingPerson(context), ['privacy-officer'], context)) {
    throw new SubgraphError('ROLE_NOT_ALLOWED', 'Only the privacy officer sees the emergency accesses');
  }
  return context.listEmergencyAccesses({ reviewed: reviewed ?? undefined, ...pageOf(page) });
}

/** `EmergencyAccess` of the schema. */
export const emergencyAccessResolvers = {
  clientId: (access: EmergencyAccess) => access.client_id,
  openedBy: (access: EmergencyAccess) => access.actor_subject,
  team: (access: EmergencyAccess) => access.actor_team,
  openedAt: (access: EmergencyAccess) => access.opened_at.toISOString(),
  expiresAt: (access: EmergencyAccess) => access.expires_at.toISOString(),
  closedAt: (access: EmergencyAccess) => access.closed_at?.toISOString() ?? null,
  review: ({ outcome, remark, reviewed_by, reviewed_at }: EmergencyAccess) =>
    outcome && { outcome, remark, reviewedBy: reviewed_by, reviewedAt: reviewed_at?.toISOString() },
};
