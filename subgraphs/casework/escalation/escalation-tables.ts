import type { Generated } from 'kysely';

/** Upwards. */
export const escalationLevels = ['TEAM_LEAD', 'MUNICIPALITY', 'NATIONAL_DESK'] as const;

export type EscalationLevel = (typeof escalationLevels)[number];

/** Who is above the contact persons, and within how many working days they answer. */
export interface EscalationLevelRow {
  level: EscalationLevel;
  /** Only of a team lead. */
  team_id: string | null;
  /** Only of a municipality. */
  municipality: string | null;
  name: string;
  phone: string;
  email: string | null;
  term_days: number;
}

/** The tables of escalation. Append-only, but for the levels. */
export interface EscalationTables {
  escalation_levels: EscalationLevelRow;
  /** A press of the red button. */
  escalations: {
    id: Generated<string>;
    case_id: string;
    level: EscalationLevel;
    reason: string;
    pressed_by: string;
    pressed_at: Date;
    /** The last working day of the term, ISO 8601. */
    due_on: string;
  };
  escalation_closings: { escalation_id: string; outcome: string; closed_by: string; closed_at: Date };
}
