import { type Kysely, type Selectable, sql } from 'kysely';
import { anyOf, type ListLoader, listLoader } from '../../kit/batch-loaders.ts';
import type { CaseworkContext } from '../context.ts';
import type { CaseRow, CaseworkTables } from '../store/tables.ts';
import { type EscalationTables, escalationLevels } from './escalation-tables.ts';

/** A press of the red button, and what came of it. */
export interface Escalation extends Selectable<EscalationTables['escalations']> {
  closed_at: Date | null;
  outcome: string | null;
}

/** The escalations of a case, by its id; latest first, which is the highest: it only goes up. */
export function escalationsLoader(database: Kysely<CaseworkTables>): ListLoader<Escalation> {
  return listLoader(
    (caseIds) =>
      database
        .selectFrom('escalations as escalation')
        .leftJoin('escalation_closings as closing', 'closing.escalation_id', 'escalation.id')
        .selectAll('escalation')
        .select(['closing.closed_at', 'closing.outcome'])
        .where('escalation.case_id', '=', anyOf(caseIds))
        .orderBy('escalation.case_id')
        .orderBy(sql`array_position(${escalationLevels}::text[], escalation.level)`, 'desc')
        .execute(),
    ({ case_id }) => case_id,
  );
}

/** What escalation adds to `Case`. */
export const caseEscalationFields = {
  escalations: (row: CaseRow, _: object, { load }: CaseworkContext) => load.escalations.load(row.id),
};

/** `Escalation` of the schema. */
export const escalationResolvers = {
  pressedAt: (escalation: Escalation) => escalation.pressed_at.toISOString(),
  dueOn: (escalation: Escalation) => escalation.due_on,
  overdue: (escalation: Escalation, _: object, { today }: CaseworkContext) =>
    escalation.closed_at === null && escalation.due_on < today,
  closedAt: (escalation: Escalation) => escalation.closed_at?.toISOString() ?? null,
};
