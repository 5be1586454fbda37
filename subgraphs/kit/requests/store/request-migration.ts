import { type Migrations, runAll } from '../../../../database/migrate.ts';

/** Who can be reached when and how, and what a mandate leaves open; rows that are there get the defaults. */
const contactPersons = `
  alter table contact_persons
    add column channel text not null default 'PHONE' check (channel in ('PHONE', 'EMAIL', 'SECURE_EMAIL')),
    add column absent_until date,
    add column office_hours jsonb not null default '[]' check (jsonb_typeof(office_hours) = 'array'),
    add column exceptions text[] not null default '{}'
      check (exceptions <@ array['EARLIER_ARRANGEMENT_FAILED', 'BELOW_MINIMUM', 'EVICTION_ANNOUNCED']),
    add column login text,
    add unique (oin, login)`;

/** The convenant "landelijke pauzeknop": freezes within these bounds are granted without a human. */
const automaticAgreements = `
  create table automatic_agreements (
    oin text primary key check (oin ~ '^[0-9]{20}$'),
    max_days integer not null check (max_days > 0),
    max_debt_cents euro_cents not null,
    since date not null
  )`;

/** What casework asked, whose turn it is, and what was decided: the same of freezes and of arrangements. */
const requested = `
    add column version integer not null default 1 check (version > 0),
    add column reason text,
    add column requested jsonb,
    add column asked_because text,
    add column asked_at timestamptz,
    add column pause boolean not null default false,
    add column assigned_to text,
    add column offer jsonb,
    add column decided_by text,
    add column decided_at timestamptz,
    add foreign key (oin, assigned_to) references contact_persons,
    add foreign key (oin, decided_by) references contact_persons,
    add check ((status = 'COUNTER_OFFERED') = (offer is not null))`;

const debtFreezes = `
  alter table debt_freezes
    drop constraint debt_freezes_status_check,
    add constraint debt_freezes_status_check check (status in ('REQUESTED', 'COUNTER_OFFERED', 'GRANTED', 'ACTIVE', 'REFUSED',
      'WITHDRAWN', 'ENDED', 'LAPSED', 'BROKEN')),
    add column automatic boolean not null default false,
    ${requested}`;

const paymentArrangements = `
  alter table payment_arrangements
    drop constraint payment_arrangements_status_check,
    add constraint payment_arrangements_status_check check (status in ('PROPOSED', 'COUNTER_OFFERED', 'ACTIVE', 'REFUSED',
      'WITHDRAWN', 'COMPLETED', 'IN_DEFAULT', 'ENDED')),
    add column undo_surcharges boolean not null default false,
    ${requested}`;

const indexes = [
  // What waits for the organisation, oldest first; and what a debt or a dossier is covered by.
  `create index debt_freezes_waiting on debt_freezes (oin, asked_at, id) where status = 'REQUESTED'`,
  `create index payment_arrangements_waiting on payment_arrangements (oin, asked_at, id) where status = 'PROPOSED'`,
  `create index on debt_freeze_debts (oin, debt_id)`,
  `create index on payment_arrangement_debts (oin, debt_id)`,
];

/** A request that was withdrawn before it came: dead on arrival. */
const tombstones = `
  create table request_tombstones (
    oin text not null check (oin ~ '^[0-9]{20}$'),
    id text not null,
    kind text not null check (kind in ('DEBT_FREEZE', 'PAYMENT_ARRANGEMENT')),
    pseudonym text not null,
    reason text not null,
    buried_at timestamptz not null,
    primary key (oin, id)
  )`;

/** What was answered to acts that changed a record, so that each is done once. Not `jsonb`: it is answered again as it was. */
const answeredActs = `
  create table answered_acts (
    oin text not null check (oin ~ '^[0-9]{20}$'),
    key text not null,
    content_sha256 text not null,
    answer json not null,
    done_at timestamptz not null,
    primary key (oin, key)
  )`;

/** Every stored change of a freeze or an arrangement; never updated. */
const requestEvents = `
  create table request_events (
    oin text not null check (oin ~ '^[0-9]{20}$'),
    kind text not null check (kind in ('DEBT_FREEZE', 'PAYMENT_ARRANGEMENT')),
    id text not null,
    version integer not null check (version > 0),
    transition text not null,
    status text not null,
    at timestamptz not null,
    by text,
    reason text,
    primary key (oin, kind, id, version)
  )`;

/** What it takes that casework asks and contact persons decide; comes after a role's own tables. */
export const requestMigrations: Migrations = {
  '0004-requests': {
    up: runAll([
      contactPersons,
      automaticAgreements,
      debtFreezes,
      paymentArrangements,
      ...indexes,
      tombstones,
      answeredActs,
      requestEvents,
    ]),
  },
};

/** What was done is added to, never changed. */
export const requestRights = {
  request_tombstones: 'select, insert',
  answered_acts: 'select, insert',
  request_events: 'select, insert',
} as const;
