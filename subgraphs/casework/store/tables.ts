import type { PartnerRole } from '../partner-roles.ts';

/** The tables of the schema `casework`. Dates are ISO 8601 text, amounts euro cents. */
export interface CaseworkTables {
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
