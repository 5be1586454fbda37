import type { Act } from '../acts/perform-act.ts';
import { refuse } from '../acts/user-error.ts';
import { closeAccess, findEmergencyAccess } from './emergency-queue.ts';

/** `CloseEmergencyAccessInput` of the schema. */
export interface CloseEmergencyAccessInput {
  idempotencyKey: string;
  emergencyAccessId: string;
}

/** `Mutation.closeEmergencyAccess`: by who opened it or the privacy officer. One that is over already stays as it is. */
export const closeEmergencyAccess: Act<CloseEmergencyAccessInput> = {
  name: 'closeEmergencyAccess',
  roles: ['professional', 'team-lead', 'privacy-officer'],
  async perform({ emergencyAccessId }, { transaction, acting, now }) {
    const access = await findEmergencyAccess(transaction, emergencyAccessId);
    const own = access?.actor_subject === acting.subject;
    if (!access || !(own || acting.role === 'privacy-officer')) {
      return refuse('EMERGENCY_ACCESS_UNKNOWN', 'emergencyAccessId');
    }
    await closeAccess(transaction, access, { at: now, by: acting.subject });
    return { done: { clientId: access.client_id, recordId: access.id } };
  },
};
