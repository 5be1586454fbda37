import type { Act } from '../acts/perform-act.ts';
import { textFaults } from '../acts/text-faults.ts';
import { refuse } from '../acts/user-error.ts';
import { closeAccess, findEmergencyAccess } from './emergency-queue.ts';
import type { ReviewOutcome } from './emergency-tables.ts';

/** `ReviewEmergencyAccessInput` of the schema. */
export interface ReviewEmergencyAccessInput {
  idempotencyKey: string;
  emergencyAccessId: string;
  outcome: ReviewOutcome;
  remark: string;
}

/** `Mutation.reviewEmergencyAccess`: once, by a privacy officer who did not open it. What was not justified is closed. */
export const reviewEmergencyAccess: Act<ReviewEmergencyAccessInput> = {
  name: 'reviewEmergencyAccess',
  roles: ['privacy-officer'],
  async perform({ emergencyAccessId, outcome, remark }, { transaction, acting, now }) {
    const faults = textFaults([{ field: 'remark', value: remark, max: 2_000 }]);
    const access = await findEmergencyAccess(transaction, emergencyAccessId);
    if (!access) return refuse('EMERGENCY_ACCESS_UNKNOWN', 'emergencyAccessId');
    if (access.actor_subject === acting.subject) return refuse('REVIEW_OF_OWN_ACCESS', 'emergencyAccessId');
    if (faults.length > 0) return { refused: faults };
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('emergency_reviews')
      .values({ access_id: access.id, outcome, remark: remark.trim(), reviewed_by: acting.subject, reviewed_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) return refuse('REVIEWED_ALREADY', 'emergencyAccessId');
    if (outcome === 'NOT_JUSTIFIED') await closeAccess(transaction, access, { at: now, by: acting.subject });
    return { done: { clientId: access.client_id, recordId: access.id } };
  },
};
