import { appendOnly } from '../../../database/append-only.ts';

/** Emergency accesses, and what became of each: closed before its time or not, reviewed or not. Nothing is ever changed. */
export const emergencyStatements: readonly string[] = [
  `create table emergency_accesses (
    id uuid primary key default gen_random_uuid(),
    client_id text not null references clients,
    actor_subject text not null,
    actor_role text not null,
    actor_organisation text not null,
    actor_team text,
    reason text not null check (char_length(reason) >= 20),
    categories text[] not null check (cardinality(categories) between 1 and 4),
    opened_at timestamptz not null,
    expires_at timestamptz not null,
    check (expires_at > opened_at and expires_at <= opened_at + interval '60 minutes')
  )`,
  `create index emergency_accesses_by_client on emergency_accesses (client_id)`,
  `create index emergency_accesses_by_time on emergency_accesses (opened_at desc, id)`,
  `create table emergency_closings (
    access_id uuid primary key references emergency_accesses,
    closed_at timestamptz not null,
    closed_by text not null
  )`,
  `create table emergency_reviews (
    access_id uuid primary key references emergency_accesses,
    outcome text not null check (outcome in ('JUSTIFIED', 'NOT_JUSTIFIED', 'INVESTIGATE')),
    remark text not null,
    reviewed_by text not null,
    reviewed_at timestamptz not null
  )`,
  ...['emergency_accesses', 'emergency_closings', 'emergency_reviews'].flatMap(appendOnly),
];
