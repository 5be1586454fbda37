import { appendOnly } from '../../../database/append-only.ts';

/** The acts that were done, by their idempotency key: to do one again gives what it gave. No personal data, but ids. */
export const actStatements: readonly string[] = [
  `create table acts (
    actor_subject text not null,
    idempotency_key text not null,
    act text not null,
    content_sha256 text not null,
    result jsonb not null,
    done_at timestamptz not null,
    primary key (actor_subject, idempotency_key)
  )`,
  ...appendOnly('acts'),
];
