import { type Kysely, sql } from 'kysely';
import type { CaseworkTables } from '../store/tables.ts';
import { type EscalationLevelRow, escalationLevels } from './escalation-tables.ts';

/** The levels above a team's contact persons: its lead, its municipality, the national desk; upwards, as far as they are known. */
export async function levelsAbove(
  database: Kysely<CaseworkTables>,
  teamId: string | null,
): Promise<readonly EscalationLevelRow[]> {
  const { rows: known } = await sql<EscalationLevelRow>`
    select level.* from escalation_levels as level left join teams as team on team.id = ${teamId ?? ''}
    where level.team_id = team.id or level.municipality = team.municipality or level.level = 'NATIONAL_DESK'
  `.execute(database);
  return known.toSorted((a, b) => escalationLevels.indexOf(a.level) - escalationLevels.indexOf(b.level));
}

/** `EscalationStep` of the schema. */
export const escalationStepResolvers = {
  termDays: (level: EscalationLevelRow) => level.term_days,
};
