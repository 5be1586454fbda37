import pg from 'pg';
import { ensureDatabaseRole, type Migrations, migrateSchema, runAll } from '../../../database/migrate.ts';
import { migratedSchemaOf } from '../../kit/database.ts';
import { actStatements } from './act-statements.ts';
import { consentStatements } from './consent-statements.ts';
import { emergencyStatements } from './emergency-statements.ts';
import { factsVersionStatements } from './facts-version-statements.ts';
import { gatewayRole, gatewayStatements, gatewayViews } from './gateway-views.ts';
import { likenessStatements } from './likeness-statements.ts';
import { linkStatements } from './link-statements.ts';
import { planStatements } from './plan-statements.ts';
import { relationStatements } from './relation-statements.ts';
import { attemptStatements, requestRights, requestStatements } from './request-statements.ts';

/** The ids that casework gives: a UUID in lower case. Text, for whoever reads the links has them as text. */
const id = `text check (id ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$')`;

const tables = [
  `create table organisations (
    oin text primary key check (oin ~ '^[0-9]{20}$'),
    role text not null check (role in ('work-and-income', 'wmo', 'housing', 'insurer', 'cjib')),
    name text not null
  )`,
  `create table teams (id text primary key, name text not null, municipality text not null)`,
  `create table households (id ${id} primary key)`,
  `create table clients (
    id ${id} primary key,
    given text not null,
    prefix text,
    family text not null,
    birth_date date not null,
    household_id text references households
  )`,
  `create index clients_by_household on clients (household_id)`,
  `create table cases (
    id ${id} primary key,
    client_id text not null references clients,
    team_id text not null references teams,
    status text not null check (status in ('OPEN', 'CLOSED')),
    opened_on date not null,
    closed_on date check (closed_on >= opened_on),
    summary text not null,
    repayment_capacity_cents integer check (repayment_capacity_cents >= 0),
    check ((status = 'CLOSED') = (closed_on is not null))
  )`,
  `create unique index one_open_case_per_client on cases (client_id) where status = 'OPEN'`,
  `create index cases_by_client on cases (client_id)`,
  `create index caseload on cases (team_id, opened_on, client_id) where status = 'OPEN'`,
  `create table debts_elsewhere (
    case_id text not null references cases on delete cascade,
    ordinal integer not null,
    description text not null,
    creditors integer not null check (creditors > 0),
    amount_cents integer not null check (amount_cents >= 0),
    primary key (case_id, ordinal)
  )`,
  `create table links (
    client_id text not null references clients,
    oin text not null references organisations,
    pseudonym text not null,
    primary key (client_id, oin),
    unique (oin, pseudonym)
  )`,
];

const gatewayLinks = [
  `create view gateway_links as select client_id, oin, pseudonym from links`,
  `grant usage on schema casework to ${gatewayRole}`,
  `grant select on gateway_links to ${gatewayRole}`,
];

const migrations: Migrations = {
  '001-clients-cases-and-links': { up: runAll(tables) },
  '002-links-for-the-gateway': { up: runAll(gatewayLinks) },
  '003-case-relations': { up: runAll(relationStatements) },
  '004-consent-register': { up: runAll(consentStatements) },
  '005-emergency-access': { up: runAll(emergencyStatements) },
  '006-acts': { up: runAll(actStatements) },
  '007-facts-for-the-gateway': { up: runAll(gatewayStatements) },
  '008-linking': { up: runAll(linkStatements) },
  '009-facts-versions': { up: runAll(factsVersionStatements) },
  '010-likeness': { up: runAll(likenessStatements) },
  '011-requests': { up: runAll(requestStatements) },
  '012-plans-and-escalation': { up: runAll(planStatements) },
  '013-delivery-attempts': { up: runAll(attemptStatements) },
};

const appendOnlyTables = [
  'consents',
  'consent_events',
  'emergency_accesses',
  'emergency_closings',
  'emergency_reviews',
  'acts',
  'link_requests',
  'link_candidates',
  'link_confirmations',
  'case_plans',
  'costs_avoided',
  'escalations',
  'escalation_closings',
  'request_answers',
];

/**
 * What the runtime may do where that is less than on any other table. On a view, too: what is changed through one is
 * changed with the rights of its owner.
 */
const rights = {
  ...Object.fromEntries(appendOnlyTables.map((table) => [table, 'select, insert'])),
  ...Object.fromEntries(gatewayViews.map((view) => [view, 'select'])),
  ...requestRights,
  facts_versions: 'select',
  escalation_levels: 'select, insert',
  case_relations: 'select, insert, update (valid_until, ended_by, end_reason)',
};

/** Brings the schema `casework` up to date, and makes the gateway's database role if it is not there. */
export async function migrateCasework(databaseUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  try {
    await ensureDatabaseRole(owner, gatewayRole);
  } finally {
    await owner.end();
  }
  await migrateSchema(databaseUrl, migratedSchemaOf('casework'), migrations, rights);
}
