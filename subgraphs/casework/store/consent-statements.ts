import { appendOnly } from '../../../database/append-only.ts';

/** The consent register; fields of ISO/IEC TS 27560:2023. How a consent stands is its last event. */
export const consentStatements: readonly string[] = [
  `create table consents (
    id uuid primary key default gen_random_uuid(),
    schema_version text not null,
    client_id text not null references clients,
    representative_name text,
    representative_capacity text
      check (representative_capacity in ('PARENT', 'GUARDIAN', 'CURATOR', 'MENTOR', 'ADMINISTRATOR')),
    controller_oin text not null check (controller_oin ~ '^[0-9]{20}$'),
    source_role text not null
      check (source_role in ('casework', 'work-and-income', 'wmo', 'housing', 'insurer', 'cjib')),
    source_oin text check (source_oin ~ '^[0-9]{20}$'),
    recipient_oin text not null check (recipient_oin ~ '^[0-9]{20}$'),
    recipient_role text not null,
    purpose text not null,
    activity_id text not null,
    categories text[] not null check (cardinality(categories) > 0),
    special boolean not null,
    explicit boolean not null,
    kind text not null check (kind in ('processing', 'lifting_secrecy', 'accepting_help')),
    basis text not null,
    article text not null,
    notice_version text not null,
    notice_language text not null,
    how_given text check (how_given in ('IN_WRITING', 'ORALLY', 'DIGITALLY')),
    evidence_reference text,
    retention text not null,
    jurisdiction text not null,
    how_to_withdraw text not null,
    valid_from timestamptz not null,
    valid_until timestamptz check (valid_until > valid_from),
    check ((representative_name is null) = (representative_capacity is null)),
    check ((how_given is null) = (evidence_reference is null)),
    check (explicit or not special)
  )`,
  `create index consents_by_client on consents (client_id)`,
  `create table consent_events (
    consent_id uuid not null references consents,
    version integer not null check (version > 0),
    event text not null
      check (event in ('requested', 'given', 'withdrawn', 'lapsed', 'invalidated', 'terminated')),
    occurred_at timestamptz not null,
    actor text not null,
    place text,
    reason text,
    primary key (consent_id, version)
  )`,
  ...appendOnly('consents'),
  ...appendOnly('consent_events'),
];
