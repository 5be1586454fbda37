import pg from 'pg';
import { withSettings } from '../../../database/settings.ts';
import { AuditUnavailableError, SearchTooLargeError } from '../../errors.ts';
import { withRole } from '../../store/database.ts';

/** A statement about the log. */
export interface LogQuery {
  text: string;
  values: readonly unknown[];
}

/** Reads the log for people who ask: never more at once, nor longer, than leaves room for recording. */
export interface LogReader {
  /**
   * @throws {SearchTooLargeError} when it takes longer than it may
   * @throws {AuditUnavailableError} when the log cannot be read
   */
  read<Row extends pg.QueryResultRow>(query: LogQuery): Promise<Row[]>;
  close(): Promise<void>;
}

const maxConnections = 3;
const queryCanceled = '57014';

/**
 * A reader with connections of its own, made when first needed.
 *
 * @param limitMs how long one statement may take, in milliseconds; default 5,000
 */
export function logReader(databaseUrl: string, { limitMs = 5_000 }: { limitMs?: number } = {}): LogReader {
  const pool = new pg.Pool({
    connectionString: withSettings(withRole(databaseUrl), '-c work_mem=64MB -c jit=off'),
    application_name: 'korte-lijnen gateway questions',
    max: maxConnections,
    connectionTimeoutMillis: 3_000,
    statement_timeout: limitMs,
    // For a database that no longer says that it stopped.
    query_timeout: limitMs + 2_000,
    allowExitOnIdle: true,
  });
  pool.on('error', () => {});
  return {
    async read<Row extends pg.QueryResultRow>({ text, values }: LogQuery) {
      try {
        return (await pool.query<Row>(text, [...values])).rows;
      } catch (cause) {
        // The cause may carry what was searched for.
        throw cause instanceof pg.DatabaseError && cause.code === queryCanceled
          ? new SearchTooLargeError('The search would take too long: narrow the period.')
          : new AuditUnavailableError('The access log could not be read.');
      }
    },
    close: () => pool.end(),
  };
}
