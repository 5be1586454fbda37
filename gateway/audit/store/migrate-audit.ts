import { appendOnly, refuseChange } from '../../../database/append-only.ts';
import { type Migrations, migrateSchema, runAll } from '../../../database/migrate.ts';
import { actorStatements } from './actor-statements.ts';

const databaseRole = 'kl_gateway';

/** The log, as `gateway/audit/record` describes it: partitions by month of `at`, chains by writer. */
const logStatements = [
  refuseChange,
  `create table records (
    at timestamptz not null,
    writer uuid not null,
    seq bigint not null check (seq > 0),
    hash bytea not null check (length(hash) = 32),
    content jsonb not null,
    primary key (writer, seq, at)
  ) partition by range (at)`,
  `create index records_by_time on records (at)`,
  `create index records_by_subject on records ((content ->> 'subject'), at) where content ->> 'subject' is not null`,
  `create index records_by_actor on records ((content -> 'actor' ->> 'subject'), at)`,
  `create index records_by_trace on records ((content ->> 'trace'))`,
  ...appendOnly('records'),
  `create table field_sets (digest text primary key, coordinates text[] not null)`,
  ...appendOnly('field_sets'),
  `create table checkpoints (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    jws text not null unique
  )`,
  ...appendOnly('checkpoints'),
  // With the owner's rights, for whoever writes the log makes no tables; and just for the months around now.
  `create function ensure_month(month timestamptz) returns void language plpgsql security definer
    set search_path = audit, pg_temp as $$
  declare
    first date := date_trunc('month', month at time zone 'UTC');
    name text := 'records_' || to_char(first, 'YYYY_MM');
  begin
    if first < date_trunc('month', now() at time zone 'UTC') - interval '1 month'
      or first > date_trunc('month', now() at time zone 'UTC') + interval '2 months' then
      raise exception 'not a month around now' using errcode = 'invalid_parameter_value';
    end if;
    if to_regclass('audit.' || name) is not null then return; end if;
    perform pg_advisory_xact_lock(hashtext('korte-lijnen audit months'));
    if to_regclass('audit.' || name) is not null then return; end if;
    -- Attached when it is whole: whoever reads the log meanwhile is not in the way.
    execute format('create table %I (like records including all)', name);
    execute format('alter table records attach partition %I for values from (%L) to (%L)', name,
      first::timestamp at time zone 'UTC', (first + interval '1 month')::timestamp at time zone 'UTC');
    execute format('create trigger never_truncated before truncate on %I execute function refuse_change()', name);
  end $$`,
  `revoke all on function ensure_month(timestamptz) from public`,
  `grant execute on function ensure_month(timestamptz) to ${databaseRole}`,
  `select ensure_month(now()), ensure_month(now() + interval '1 month')`,
];

/** How far the log was sent to a collector (see `gateway/audit/otlp`), for each chain. Says nothing that the log does not. */
const otlpStatements = [
  `create table otlp_positions (
    collector text not null,
    writer uuid not null,
    seq bigint not null check (seq > 0),
    primary key (collector, writer)
  )`,
];

/** By activity, from the oldest on: the one question of the reading interface that no other index serves. */
const readingStatements = [
  `create index records_by_activity on records ((content ->> 'activity'), ((content ->> 'start')::bigint))
    where content ->> 'activity' is not null`,
];

// The first checkpoint of a writer has the heads of all others: too long a text for an index that keeps it.
const checkpointStatements = [
  `alter table checkpoints drop constraint checkpoints_jws_key`,
  `alter table checkpoints add constraint checkpoints_once exclude using hash (jws with =)`,
];

const migrations: Migrations = {
  '001-log': { up: runAll(logStatements) },
  '002-otlp-positions': { up: runAll(otlpStatements) },
  '003-actors': { up: runAll(actorStatements) },
  '004-reading': { up: runAll(readingStatements) },
  '005-long-checkpoints': { up: runAll(checkpointStatements) },
};

const rights = {
  records: 'select, insert',
  field_sets: 'select, insert',
  checkpoints: 'select, insert',
  actors: 'select, insert',
  otlp_positions: 'select, insert, update',
};

/**
 * Brings the schema `audit` up to date: the access log. It belongs to whoever runs this; the gateway's own role can read it
 * and add to it, and change nothing of it but how far it was sent on.
 *
 * @param databaseUrl of the owner, who may create schemas and roles
 */
export async function migrateAudit(databaseUrl: string): Promise<void> {
  await migrateSchema(databaseUrl, { schema: 'audit', databaseRole, unlisted: 'nothing' }, migrations, rights);
}
