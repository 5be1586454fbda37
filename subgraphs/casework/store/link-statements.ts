import { appendOnly } from '../../../database/append-only.ts';

/** How a client can be recognised, apart from all else; and which organisation was asked what, and answered what. */
export const linkStatements: readonly string[] = [
  `create table client_addresses (
    client_id text primary key references clients,
    postcode text not null,
    house_number text not null
  )`,
  `create table client_bsns (
    client_id text primary key references clients,
    bsn text not null unique check (bsn ~ '^[0-9]{9}$')
  )`,
  `create table link_requests (
    id uuid primary key default gen_random_uuid(),
    client_id text not null references clients,
    oin text not null references organisations,
    purpose text not null,
    article text not null,
    sent_by text not null check (sent_by in ('bsn', 'address')),
    outcome text not null check (outcome in ('MATCHED', 'NONE', 'SEVERAL')),
    asked_by text not null,
    asked_at timestamptz not null
  )`,
  `create table link_candidates (
    request_id uuid not null references link_requests,
    candidate text not null,
    description text not null,
    primary key (request_id, candidate)
  )`,
  `create table link_confirmations (
    request_id uuid primary key references link_requests,
    candidate text not null,
    confirmed_by text not null,
    confirmed_at timestamptz not null,
    foreign key (request_id, candidate) references link_candidates
  )`,
  ...['link_requests', 'link_candidates', 'link_confirmations'].flatMap(appendOnly),
];
