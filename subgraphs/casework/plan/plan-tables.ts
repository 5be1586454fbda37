import type { Generated } from 'kysely';

/** One version of the plan of a case (maatwerkplan). */
export interface CasePlansTable {
  case_id: string;
  version: number;
  present: string;
  desired: string;
  if_nothing_done: string;
  legitimacy: string;
  involvement: string;
  return_expected: string;
  /** The subject of who wrote it. */
  written_by: string;
  written_at: Date;
}

/** Costs that were avoided, as the team states them. */
export interface CostsAvoidedTable {
  id: Generated<string>;
  case_id: string;
  description: string;
  amount_cents: number;
  /** The subject of who stated it. */
  stated_by: string;
  stated_at: Date;
}

/** The tables of the plan of a case. Append-only. */
export interface PlanTables {
  case_plans: CasePlansTable;
  costs_avoided: CostsAvoidedTable;
}
