import type { Generated } from 'kysely';
import type { ActsTable } from '../acts/acts-table.ts';
import type { ConsentEventsTable, ConsentsTable } from '../consent/consent-tables.ts';
import type { EmergencyTables } from '../emergency/emergency-tables.ts';
import type { EscalationTables } from '../escalation/escalation-tables.ts';
import type { LinkTables } from '../links/link-tables.ts';
import type { PartnerRole } from '../partner-roles.ts';
import type { PlanTables } from '../plan/plan-tables.ts';
import type { RequestTables } from '../requests/request-tables.ts';

/** The tables of the schema `casework`. Dates are ISO 8601 text, instants `Date`, amounts euro cents. */
export interface CaseworkTables extends EmergencyTables, EscalationTables, LinkTables, PlanTables, RequestTables {
  organisations: { oin: string; role: PartnerRole; name: string };
  teams: { id: string; name: string; municipality: string };
  households: { id: string };
  clients: ClientRow;
  cases: CaseRow;
  debts_elsewhere: {
    case_id: string;
    /** Place in the list. */
    ordinal: number;
    description: string;
    creditors: number;
    amount_cents: number;
  };
  links: { client_id: string; oin: string; pseudonym: string };
  case_relations: CaseRelationsTable;
  consents: ConsentsTable;
  consent_events: ConsentEventsTable;
  acts: ActsTable;
}

/** That a team helps a client, from when until when. A relation that ended is not changed any more. */
export interface CaseRelationsTable {
  id: Generated<string>;
  client_id: string;
  team_id: string;
  valid_from: Date;
  /** Null: it lasts. */
  valid_until: Date | null;
  /** The subject of who ended it; null: it lasts. */
  ended_by: string | null;
  end_reason: string | null;
}

export interface ClientRow {
  id: string;
  given: string;
  prefix: string | null;
  family: string;
  birth_date: string;
  household_id: string | null;
}

export interface CaseRow {
  id: string;
  client_id: string;
  team_id: string;
  status: 'OPEN' | 'CLOSED';
  opened_on: string;
  closed_on: string | null;
  summary: string;
  repayment_capacity_cents: number | null;
}
