import type pg from 'pg';
import type { LogRecord } from '../record/log-record.ts';

/** A row of the log. */
export interface RecordRow {
  content: LogRecord;
  /** 64 hex digits. */
  hash: string;
}

/** A part of the log, by the time of recording in milliseconds since 1970. */
export interface Period {
  /** The first moment that counts; default: the beginning. */
  from?: number | undefined;
  /** The first moment that counts no more; default: no end. */
  to?: number | undefined;
}

/** What is held in memory at once, whatever the log's size. */
const rowsAtOnce = 500;

/** How long one batch may take; the first sorts what the index has not. */
const batchTimeoutMs = 60_000;

/** How long whoever takes the output may stand still: as long as the log is read, no month of it can be made or dropped. */
const idleTimeoutMs = 60_000;

const openCursor = `
  declare exported no scroll cursor for
  select content, encode(hash, 'hex') as hash
  from audit.records
  where at >= $1 and at < $2
  order by at, writer, seq`;

const countRecords = 'select count(*)::float8 as count from audit.records where at >= $1 and at < $2';

/** The log as it stood at one moment. */
export interface LogSnapshot {
  /** How many records it has in the period. */
  count(): Promise<number>;
  /** Those records by time, a batch at a time: the next is read when it is asked for. */
  batches(): AsyncGenerator<RecordRow[]>;
}

/**
 * Lets the log be read as it stands now, however long that takes: one transaction, REPEATABLE READ and read-only, on a
 * connection of its own that is given back at the end.
 *
 * @throws what the database says
 */
export async function withSnapshot<T>(
  database: pg.Pool,
  period: Period,
  use: (snapshot: LogSnapshot) => Promise<T>,
): Promise<T> {
  const client = await database.connect();
  // Lost between two batches, it is found out at the next; without a listener it would end the process.
  const lost = (): void => {};
  client.on('error', lost);
  let isGood = false;
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(`set local statement_timeout = ${batchTimeoutMs}`);
    await client.query(`set local idle_in_transaction_session_timeout = ${idleTimeoutMs}`);
    // From its first query on a transaction sees the log as it stood then.
    await client.query('select');
    const result = await use(
      snapshotOf(client, [momentText(period.from, '-infinity'), momentText(period.to, 'infinity')]),
    );
    await client.query('commit');
    isGood = true;
    return result;
  } finally {
    // A connection of which it is not known how it stands is not used again.
    if (isGood) client.off('error', lost);
    client.release(!isGood);
  }
}

function snapshotOf(client: pg.PoolClient, period: readonly [string, string]): LogSnapshot {
  return {
    async count() {
      const { rows } = await client.query<{ count: number }>(countRecords, [...period]);
      return rows[0]?.count ?? 0;
    },
    async *batches() {
      await client.query(openCursor, [...period]);
      for (;;) {
        const { rows } = await client.query<RecordRow>(`fetch ${rowsAtOnce} from exported`);
        if (rows.length === 0) return;
        yield rows;
      }
    },
  };
}

function momentText(at: number | undefined, none: string): string {
  return at === undefined ? none : new Date(at).toISOString();
}
