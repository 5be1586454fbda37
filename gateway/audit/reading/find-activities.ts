import type pg from 'pg';
import { type LdvLine, ldvLine } from '../export/ldv-line.ts';
import type { LogRecord } from '../record/log-record.ts';
import type { ActivityQuery } from './activity-query.ts';

/** How many lines one answer holds at the most. */
export const maxActivities = 1_000;

/** The lines that were asked for, the oldest first. */
export interface FoundActivities {
  lines: LdvLine[];
  /** Are there more? Then these are the oldest. */
  hasMore: boolean;
}

/**
 * Finds lines of the Logboek Dataverwerkingen.
 *
 * @throws what the database says; it does not take longer than its pool allows a statement
 */
export async function findActivities(database: pg.Pool, query: ActivityQuery): Promise<FoundActivities> {
  const values: (string | number)[] = [maxActivities + 1];
  const conditions = [`content ->> 'activity' is not null`];
  const where = (value: string | number | null, condition: (place: string) => string): void => {
    if (value === null) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  where(query.trace, (place) => `content ->> 'trace' = ${place}`);
  where(query.activity, (place) => `content ->> 'activity' = ${place}`);
  where(query.subject, (place) => `content ->> 'subject' = ${place}`);
  where(query.from, (place) => `(content ->> 'start')::bigint >= ${place}`);
  where(query.to, (place) => `(content ->> 'end')::bigint <= ${place}`);
  // Says nothing more, but there is an index by start and none by end.
  where(query.to, (place) => `(content ->> 'start')::bigint <= ${place}`);
  const { rows } = await database.query<{ content: LogRecord }>(
    `select content from audit.records where ${conditions.join(' and ')}
     order by (content ->> 'start')::bigint, at, writer, seq limit $1`,
    values,
  );
  const lines = rows.slice(0, maxActivities).flatMap(({ content }) => ldvLine(content) ?? []);
  return { lines, hasMore: rows.length > maxActivities };
}
