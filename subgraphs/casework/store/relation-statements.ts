import { refuseChange } from '../../../database/append-only.ts';

/** Which team helps which client, from when until when. */
export const relationStatements: readonly string[] = [
  refuseChange,
  `create table case_relations (
    id uuid primary key default gen_random_uuid(),
    client_id text not null references clients,
    team_id text not null references teams,
    valid_from timestamptz not null,
    valid_until timestamptz check (valid_until >= valid_from),
    ended_by text,
    end_reason text,
    check ((valid_until is null) = (ended_by is null)),
    check ((valid_until is null) = (end_reason is null))
  )`,
  `create unique index one_open_relation_per_team on case_relations (client_id, team_id) where valid_until is null`,
  `create index case_relations_by_client on case_relations (client_id)`,
  `create trigger ended_once before update on case_relations for each row when (old.valid_until is not null)
    execute function refuse_change()`,
];
