import type { Generated } from 'kysely';

export type ReviewOutcome = 'JUSTIFIED' | 'NOT_JUSTIFIED' | 'INVESTIGATE';

/** The tables of emergency access. Append-only. */
export interface EmergencyTables {
  emergency_accesses: {
    id: Generated<string>;
    client_id: string;
    actor_subject: string;
    actor_role: string;
    actor_organisation: string;
    actor_team: string | null;
    reason: string;
    categories: string[];
    opened_at: Date;
    expires_at: Date;
  };
  /** Those that were closed before their time. */
  emergency_closings: { access_id: string; closed_at: Date; closed_by: string };
  /** Those that the privacy officer reviewed. */
  emergency_reviews: {
    access_id: string;
    outcome: ReviewOutcome;
    remark: string;
    reviewed_by: string;
    reviewed_at: Date;
  };
}
