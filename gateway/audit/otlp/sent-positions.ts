import pg from 'pg';
import { withRole } from '../../store/database.ts';
import type { LogRecord } from '../record/log-record.ts';

/** A chain of which some records were not sent yet. */
export interface UnsentChain {
  writer: string;
  /** The last record that was sent; 0: none. Text, for it is a bigint. */
  seq: string;
}

/** How far the log was sent to one collector. One program at a time holds it, of all that use the database. */
export interface SentPositions extends AsyncDisposable {
  /** Up to 10,000 chains with something unsent, by writer. */
  unsent(): Promise<UnsentChain[]>;
  /** The records of a chain after this one, in order; 500 at the most. */
  next(chain: UnsentChain): Promise<LogRecord[]>;
  /** All of this chain up to here was sent. Never goes back. */
  sent(writer: string, seq: number): Promise<void>;
  /** Is the connection, and with it the hold, still there? */
  readonly isHeld: boolean;
}

// From writer to writer along the primary key, rather than past every record.
const unsentChains = `
  with recursive chains (writer) as (
    (select writer from audit.records order by writer limit 1)
    union all
    select (select next.writer from audit.records as next where next.writer > chains.writer order by next.writer limit 1)
    from chains where chains.writer is not null
  )
  select chains.writer, coalesce(position.seq, 0)::text as seq
  from chains left join audit.otlp_positions as position on position.collector = $1 and position.writer = chains.writer
  where chains.writer is not null and exists (
    select from audit.records where records.writer = chains.writer and records.seq > coalesce(position.seq, 0))
  order by chains.writer limit 10000`;

const nextRecords = `
  select content from audit.records where writer = $1 and seq > $2 order by seq limit 500`;

const keepPosition = `
  insert into audit.otlp_positions as known (collector, writer, seq) values ($1, $2, $3)
  on conflict (collector, writer) do update set seq = greatest(known.seq, excluded.seq)`;

/**
 * Holds the positions of a collector, on a connection of its own.
 *
 * @returns null when another program holds them
 * @throws what the database says
 */
export async function holdPositions(databaseUrl: string, collector: string): Promise<SentPositions | null> {
  const client = new pg.Client({
    connectionString: withRole(databaseUrl),
    application_name: 'korte-lijnen gateway otlp',
    keepAlive: true,
    connectionTimeoutMillis: 3_000,
    statement_timeout: 10_000,
    query_timeout: 15_000,
  });
  let isHeld = true;
  const lost = (): void => {
    isHeld = false;
  };
  client.on('error', lost).on('end', lost);
  const close = () => client.end().catch(() => {});
  try {
    await client.connect();
    const lock = `select pg_try_advisory_lock(hashtext('korte-lijnen otlp'), hashtext($1)) as held`;
    const { rows } = await client.query<{ held: boolean }>(lock, [collector]);
    if (!rows[0]?.held) {
      await close();
      return null;
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    unsent: async () => (await client.query<UnsentChain>(unsentChains, [collector])).rows,
    next: async ({ writer, seq }) => {
      const { rows } = await client.query<{ content: LogRecord }>(nextRecords, [writer, seq]);
      return rows.map(({ content }) => content);
    },
    sent: async (writer, seq) => {
      await client.query(keepPosition, [collector, writer, seq]);
    },
    get isHeld() {
      return isHeld;
    },
    [Symbol.asyncDispose]: close,
  };
}
