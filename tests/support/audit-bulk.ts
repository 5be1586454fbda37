import pg from 'pg';
import type { FieldSet } from '../../gateway/audit/record/field-set.ts';

/** Records as they go into the table: hash and canonical text of each, in the same order. */
export interface ChainRows {
  hashes: string[];
  contents: string[];
}

/** What goes into the log, and the time that it spans. */
export interface Filling {
  from: number;
  until: number;
  rows: Iterable<ChainRows>;
  fieldSets: readonly FieldSet[];
  /** Takes the indexes away meanwhile: quicker for many rows. Nobody else can use the log until it is done. */
  withoutIndexes: boolean;
}

// "offset 0": else PostgreSQL would read the text anew for each column.
const insertText = `
  insert into audit.records (at, writer, seq, hash, content)
  select to_timestamp((content ->> 'at')::float8 / 1000), (content ->> 'writer')::uuid, (content ->> 'seq')::bigint,
    hash, content
  from (select decode(hash, 'hex') as hash, content::jsonb as content
    from rows from (string_to_table($1, e'\\n'), string_to_table($2, e'\\n')) as given (hash, content) offset 0) as given`;

/** Adds records to the log as the owner of the database, with the partitions that they need. All of it or nothing. */
export async function fillLog(databaseUrl: string, filling: Filling): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query('begin');
    const restore = filling.withoutIndexes ? await takeIndexesAway(client) : [];
    await ensureMonths(client, filling);
    for (const { digest, coordinates } of filling.fieldSets) {
      await client.query('insert into audit.field_sets values ($1, $2) on conflict do nothing', [digest, coordinates]);
    }
    for (const { hashes, contents } of filling.rows) {
      if (contents.length === 0) continue;
      const values = [hashes.join('\n'), contents.join('\n')];
      await client.query({ name: 'insert-records', text: insertText, values });
    }
    for (const statement of restore) await client.query(statement);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

/** @returns the statements that make them again */
async function takeIndexesAway(client: pg.Client): Promise<string[]> {
  const indexes = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = 'audit.records'::regclass and not indisprimary`,
  );
  const keys = await client.query<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where conrelid = 'audit.records'::regclass and contype = 'p'`,
  );
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
  for (const { name } of keys.rows) await client.query(`alter table audit.records drop constraint ${name}`);
  return [
    `set local maintenance_work_mem = '256MB'`,
    ...keys.rows.map(({ name, definition }) => `alter table audit.records add constraint ${name} ${definition}`),
    ...indexes.rows.map(({ definition }) => definition.replace(' ON ONLY ', ' ON ')),
  ];
}

/** Also months that the function of the schema makes no partition for. */
async function ensureMonths(client: pg.Client, { from, until }: Filling): Promise<void> {
  const start = new Date(from);
  for (let month = 0; ; month += 1) {
    const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month));
    if (first.getTime() > until) return;
    const next = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month + 1));
    const name = `audit.records_${first.toISOString().slice(0, 7).replace('-', '_')}`;
    const values = `for values from ('${first.toISOString()}') to ('${next.toISOString()}')`;
    await client.query(`create table if not exists ${name} partition of audit.records ${values}`);
  }
}
