import { appendOnly } from '../../../database/append-only.ts';

const statuses = `('REQUESTED', 'PROPOSED', 'COUNTER_OFFERED', 'GRANTED', 'ACTIVE', 'REFUSED', 'WITHDRAWN', 'ENDED', 'LAPSED',
  'BROKEN', 'COMPLETED', 'IN_DEFAULT')`;

/** Presses of the pause button, what was asked of organisations, what is to be delivered to them, and how it stands there. */
export const requestStatements: readonly string[] = [
  `create table pauses (
    id uuid primary key default gen_random_uuid(),
    client_id text not null references clients,
    until_date date not null,
    reason text not null,
    pressed_by text not null,
    team_id text not null references teams,
    pressed_at timestamptz not null
  )`,
  `create index pauses_by_client on pauses (client_id, pressed_at desc)`,
  `create table pause_exclusions (
    pause_id uuid not null references pauses,
    oin text not null references organisations,
    reason text not null,
    primary key (pause_id, oin)
  )`,
  `create table pause_releases (
    pause_id uuid primary key references pauses,
    reason text not null,
    released_by text not null,
    released_at timestamptz not null
  )`,
  `create table requests (
    id uuid primary key,
    client_id text not null references clients,
    oin text not null references organisations,
    kind text not null check (kind in ('DEBT_FREEZE', 'PAYMENT_ARRANGEMENT')),
    pause_id uuid references pauses,
    purpose text not null,
    bases jsonb not null,
    debt_assistance boolean not null,
    terms jsonb not null,
    reason text not null,
    overrule_reason text,
    asked_by text not null,
    asker_role text not null,
    team_id text not null references teams,
    asked_at timestamptz not null,
    check (pause_id is null or kind = 'DEBT_FREEZE')
  )`,
  `create index requests_by_client on requests (client_id, asked_at desc, id)`,
  `create unique index one_request_per_organisation_and_pause on requests (pause_id, oin) where pause_id is not null`,
  // How a request stands at its organisation. It never goes back to an earlier version: answers can come in any order.
  `create table request_states (
    request_id uuid primary key references requests,
    status text not null check (status in ${statuses}),
    version integer not null check (version > 0),
    terms jsonb,
    reason text,
    automatic boolean not null,
    contact jsonb,
    known_at timestamptz not null
  )`,
  // What is to be delivered, and what came of it. Whoever delivers has a lease, by the clock of the database.
  `create table outbox (
    id uuid primary key default gen_random_uuid(),
    request_id uuid not null references requests,
    ordinal integer not null check (ordinal > 0),
    act text not null check (act in ('ask', 'withdraw', 'accept-offer')),
    purpose text not null,
    asker_role text not null,
    reason text check ((act = 'withdraw') = (reason is not null)),
    version integer check ((act = 'accept-offer') = (version is not null)),
    status text not null
      check (status in ('waiting', 'delivered', 'rejected', 'not-allowed', 'given-up', 'cancelled')),
    faults jsonb,
    not_allowed_because text,
    attempts integer not null default 0 check (attempts >= 0),
    made_at timestamptz not null,
    next_attempt_at timestamptz not null,
    give_up_at timestamptz not null,
    leased_until timestamptz,
    check ((status = 'rejected') = (faults is not null)),
    check ((status = 'not-allowed') = (not_allowed_because is not null)),
    check ((act = 'ask') = (ordinal = 1)),
    unique (request_id, ordinal)
  )`,
  `create unique index one_waiting_delivery_per_request on outbox (request_id) where status = 'waiting'`,
  `create index outbox_due on outbox (next_attempt_at) where status = 'waiting'`,
  `create table known_contacts (
    oin text primary key references organisations,
    name text not null,
    phone text not null,
    email text not null,
    hours text not null,
    known_at timestamptz not null
  )`,
  ...['pauses', 'pause_exclusions', 'pause_releases', 'requests'].flatMap(appendOnly),
];

/** Each time that something was delivered, or tried to be: what an organisation may have been told, and on what basis. */
export const attemptStatements: readonly string[] = [
  `create table delivery_attempts (
    delivery_id uuid not null references outbox,
    attempt integer not null check (attempt > 0),
    purpose text not null,
    bases jsonb not null,
    made_at timestamptz not null,
    primary key (delivery_id, attempt)
  )`,
  ...appendOnly('delivery_attempts'),
];

/** What the runtime may do where that is less than on other tables. */
export const requestRights = {
  pauses: 'select, insert',
  pause_exclusions: 'select, insert',
  pause_releases: 'select, insert',
  requests: 'select, insert',
  request_states: 'select, insert, update',
  outbox: 'select, insert, update (status, faults, not_allowed_because, attempts, next_attempt_at, leased_until)',
  known_contacts: 'select, insert, update',
  delivery_attempts: 'select, insert',
};
