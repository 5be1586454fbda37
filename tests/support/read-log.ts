import pg from 'pg';
import type { LogRecord } from '../../gateway/audit/record/log-record.ts';

/** A record as it stands in the log, with the field coordinates that it names. */
export interface LoggedRecord extends LogRecord {
  coordinates: readonly string[];
}

const text = `
  select content, coalesce(coordinates, '{}') as coordinates
  from audit.records left join audit.field_sets on digest = content ->> 'fields'
  order by at, writer, seq`;

/** All records of the log, in the order in which they were recorded. */
export async function readLog(databaseUrl: string): Promise<LoggedRecord[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ content: LogRecord; coordinates: string[] }>(text);
    return rows.map(({ content, coordinates }) => ({ ...content, coordinates }));
  } finally {
    await client.end();
  }
}
