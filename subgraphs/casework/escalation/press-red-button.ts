import { lastDayOfTerm } from '../../../calendar/working-days.ts';
import type { Act, ActContext } from '../acts/perform-act.ts';
import { textFaults } from '../acts/text-faults.ts';
import { refuse } from '../acts/user-error.ts';
import { openCase } from '../plan/open-case.ts';
import type { CaseRow } from '../store/tables.ts';
import { levelsAbove } from './escalation-levels.ts';
import { type EscalationLevelRow, escalationLevels } from './escalation-tables.ts';

/** `PressRedButtonInput` of the schema. */
export interface PressRedButtonInput {
  idempotencyKey: string;
  clientId: string;
  reason: string;
}

/** `Mutation.pressRedButton`: to the level above the highest that the case was at, whether that one answered or not. */
export const pressRedButton: Act<PressRedButtonInput> = {
  name: 'pressRedButton',
  roles: ['professional', 'team-lead'],
  async perform({ clientId, reason }, context) {
    const open = await openCase(clientId, context);
    if ('refused' in open) return open;
    const faults = textFaults([{ field: 'reason', value: reason, max: 2_000 }]);
    if (faults.length > 0) return { refused: faults };
    const next = await nextLevel(open, context);
    if (!next) return refuse('NO_LEVEL_ABOVE', 'clientId');
    const { transaction, acting, now, today } = context;
    const { id } = await transaction
      .insertInto('escalations')
      .values({
        case_id: open.id,
        level: next.level,
        reason: reason.trim(),
        pressed_by: acting.subject,
        pressed_at: now,
        due_on: lastDayOfTerm(today, next.term_days),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { done: { clientId: open.client_id, recordId: id } };
  },
};

async function nextLevel(row: CaseRow, { transaction }: ActContext): Promise<EscalationLevelRow | undefined> {
  const pressed = await transaction.selectFrom('escalations').select('level').where('case_id', '=', row.id).execute();
  const highest = Math.max(-1, ...pressed.map(({ level }) => escalationLevels.indexOf(level)));
  const above = await levelsAbove(transaction, row.team_id);
  return above.find(({ level }) => escalationLevels.indexOf(level) > highest);
}
