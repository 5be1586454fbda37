import { sql } from 'kysely';
import type { Migrations } from '../../../database/migrate.ts';

/** `oin` comes first in every key: no row of one organisation can point at another's. */
const people = sql`
  create domain euro_cents as integer check (value between 0 and 1000000000);

  create table contact_persons (
    oin text not null check (oin ~ '^[0-9]{20}$'),
    id text not null,
    name text not null,
    position text not null,
    phone text not null,
    email text not null,
    hours text not null,
    deputy_id text,
    max_freeze_days integer not null check (max_freeze_days >= 0),
    max_arrangement_cents euro_cents not null,
    may_waive_surcharge boolean not null,
    escalates_to_id text,
    primary key (oin, id),
    foreign key (oin, deputy_id) references contact_persons,
    foreign key (oin, escalates_to_id) references contact_persons,
    check (deputy_id <> id),
    check (escalates_to_id <> id)
  );

  create table dossiers (
    oin text not null check (oin ~ '^[0-9]{20}$'),
    reference text not null,
    pseudonym text not null,
    primary key (oin, reference)
  );
  create index on dossiers (oin, pseudonym);

  create table dossier_contact_persons (
    oin text not null,
    dossier text not null,
    contact_person_id text not null,
    position integer not null,
    primary key (oin, dossier, contact_person_id),
    foreign key (oin, dossier) references dossiers,
    foreign key (oin, contact_person_id) references contact_persons
  );`;

const debts = sql`
  create table debts (
    oin text not null,
    dossier text not null,
    id text not null,
    kind text not null check (kind in ('RENT', 'HEALTH_PREMIUM', 'HEALTH_COSTS', 'FINE', 'BENEFIT_RECOVERY',
      'LOAN_ASSISTANCE', 'OWN_CONTRIBUTION', 'OTHER')),
    description text not null,
    since date not null,
    stage text not null check (stage in ('REMINDER', 'NOTICE', 'BAILIFF', 'JUDGMENT', 'ENFORCEMENT')),
    principal_cents euro_cents not null,
    paid_cents euro_cents not null,
    waived_cents euro_cents not null,
    primary key (oin, id),
    unique (oin, dossier, id),
    foreign key (oin, dossier) references dossiers
  );

  create table surcharges (
    oin text not null,
    debt_id text not null,
    position integer not null,
    kind text not null check (kind in ('COLLECTION_COSTS', 'COURT_COSTS', 'STATUTORY_INCREASE', 'INTEREST',
      'ADMINISTRATIVE_PREMIUM')),
    amount_cents euro_cents not null,
    added_on date not null,
    undone_on date check (undone_on >= added_on),
    primary key (oin, debt_id, position),
    foreign key (oin, debt_id) references debts
  );`;

const agreements = sql`
  create table debt_freezes (
    oin text not null,
    dossier text not null,
    id text not null,
    status text not null check (status in ('REQUESTED', 'GRANTED', 'ACTIVE', 'REFUSED', 'ENDED')),
    from_date date not null,
    until_date date not null,
    conditions text[] not null,
    primary key (oin, id),
    unique (oin, dossier, id),
    foreign key (oin, dossier) references dossiers,
    check (until_date >= from_date)
  );

  create table debt_freeze_debts (
    oin text not null,
    dossier text not null,
    debt_freeze_id text not null,
    debt_id text not null,
    primary key (oin, debt_freeze_id, debt_id),
    foreign key (oin, dossier, debt_freeze_id) references debt_freezes (oin, dossier, id),
    foreign key (oin, dossier, debt_id) references debts (oin, dossier, id)
  );

  create table payment_arrangements (
    oin text not null,
    dossier text not null,
    id text not null,
    status text not null check (status in ('PROPOSED', 'ACTIVE', 'REFUSED', 'COMPLETED', 'IN_DEFAULT', 'ENDED')),
    monthly_cents euro_cents not null check (monthly_cents > 0),
    instalments integer not null check (instalments > 0),
    first_due_on date not null,
    deferred_until date check (deferred_until <= first_due_on),
    paid_cents euro_cents not null,
    missed_instalments integer not null check (missed_instalments between 0 and instalments),
    waived_cents euro_cents not null,
    conditions text[] not null,
    primary key (oin, id),
    unique (oin, dossier, id),
    foreign key (oin, dossier) references dossiers
  );

  create table payment_arrangement_debts (
    oin text not null,
    dossier text not null,
    payment_arrangement_id text not null,
    debt_id text not null,
    primary key (oin, payment_arrangement_id, debt_id),
    foreign key (oin, dossier, payment_arrangement_id) references payment_arrangements (oin, dossier, id),
    foreign key (oin, dossier, debt_id) references debts (oin, dossier, id)
  );`;

/** The tables that every role has; a role's own migrations come after these. */
export const contractMigrations: Migrations = {
  '0001-partner-contract': {
    async up(database) {
      for (const part of [people, debts, agreements]) await part.execute(database);
    },
  },
};
