import type pg from 'pg';
import type { LogRecord } from '../../gateway/audit/record/log-record.ts';

/** A change of something that access is decided by, and when it was committed. */
export interface FactChange {
  table: 'case_relations' | 'consents' | 'consent_events' | 'emergency_accesses' | 'emergency_closings' | 'links';
  isGone: boolean;
  row: Record<string, unknown>;
  /** Microseconds since 1970. */
  committed: number;
}

/** A record of the log, with the field coordinates that it names, and when it was committed. */
export interface CommittedRecord extends LogRecord {
  coordinates: readonly string[];
  /** Microseconds since 1970. */
  committed: number;
}

const tables = ['case_relations', 'consents', 'consent_events', 'emergency_accesses', 'emergency_closings', 'links'];

const microseconds = (xid: string) => `(extract(epoch from pg_xact_commit_timestamp(${xid})) * 1000000)::float8`;

// Each change as a row of its own, whose transaction is that of the change: PostgreSQL keeps when that was committed.
const install = `
  create schema history;
  create table history.changes (
    id bigint generated always as identity, name text not null, is_gone boolean not null, content jsonb not null
  );
  create table history.slowness (seconds float8 not null);
  insert into history.slowness values (0);
  create function history.note() returns trigger language plpgsql security definer set search_path = history, pg_temp as $$
  begin
    insert into changes (name, is_gone, content)
    values (tg_table_name, tg_op = 'DELETE', case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end);
    return null;
  end $$;
  create function history.slow() returns trigger language plpgsql security definer set search_path = history, pg_temp as $$
  begin
    perform pg_sleep((select seconds from slowness));
    return null;
  end $$;
  create trigger slow after insert on audit.records for each statement execute function history.slow();
  ${tables
    .map(
      (table) => `
        create trigger note_history after insert or update or delete on casework.${table}
          for each row execute function history.note();
        insert into history.changes (name, is_gone, content)
          select '${table}', false, to_jsonb(fact) from casework.${table} as fact;`,
    )
    .join('')}`;

/** Notes from now on in which order facts about clients and records of the log are committed, in this database. */
export async function noteHistory(owner: pg.Pool): Promise<void> {
  await owner.query(install);
}

/** Lets each statement that records take so long between its look at the facts and its commit. */
export async function slowRecording(owner: pg.Pool, milliseconds: number): Promise<void> {
  await owner.query('update history.slowness set seconds = $1', [milliseconds / 1000]);
}

/** All changes, in the order of their commits. */
export async function readChanges(owner: pg.Pool): Promise<FactChange[]> {
  const { rows } = await owner.query<FactChange>(
    `select name as table, is_gone as "isGone", content as row, ${microseconds('xmin')} as committed
     from history.changes order by committed, id`,
  );
  return rows;
}

/** The records of these traces, in the order of their commits. */
export async function readRecords(owner: pg.Pool, traces: readonly string[]): Promise<CommittedRecord[]> {
  const { rows } = await owner.query<{ content: LogRecord; coordinates: string[]; committed: number }>(
    `select content, coalesce(coordinates, '{}') as coordinates, ${microseconds('records.xmin')} as committed
     from audit.records left join audit.field_sets on digest = content ->> 'fields'
     where content ->> 'trace' = any ($1) order by committed, writer, seq`,
    [traces],
  );
  return rows.map(({ content, ...more }) => ({ ...content, ...more }));
}
