import type { Act } from '../acts/perform-act.ts';
import { textFaults } from '../acts/text-faults.ts';
import { refuse } from '../acts/user-error.ts';
import { openCase } from '../plan/open-case.ts';
import { isRecordId } from '../store/record-id.ts';

/** `CloseEscalationInput` of the schema. */
export interface CloseEscalationInput {
  idempotencyKey: string;
  escalationId: string;
  outcome: string;
}

/** `Mutation.closeEscalation`: what came of it, once. One of another team's client looks like one that does not exist. */
export const closeEscalation: Act<CloseEscalationInput> = {
  name: 'closeEscalation',
  roles: ['professional', 'team-lead'],
  async perform({ escalationId, outcome }, context) {
    const { transaction, acting, now } = context;
    const escalation = isRecordId(escalationId)
      ? await transaction
          .selectFrom('escalations')
          .innerJoin('cases', 'cases.id', 'escalations.case_id')
          .select(['escalations.id', 'escalations.case_id', 'cases.client_id'])
          .where('escalations.id', '=', escalationId)
          .executeTakeFirst()
      : undefined;
    const open = await openCase(escalation?.client_id ?? '', context);
    if (!escalation || 'refused' in open || open.id !== escalation.case_id) {
      return refuse('ESCALATION_UNKNOWN', 'escalationId');
    }
    const faults = textFaults([{ field: 'outcome', value: outcome, max: 2_000 }]);
    if (faults.length > 0) return { refused: faults };
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('escalation_closings')
      .values({ escalation_id: escalation.id, outcome: outcome.trim(), closed_by: acting.subject, closed_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) return refuse('ESCALATION_CLOSED_ALREADY', 'escalationId');
    return { done: { clientId: open.client_id, recordId: escalation.id } };
  },
};
