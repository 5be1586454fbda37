import type pg from 'pg';

/** A row of the log as it stands in the table. */
export interface LogRow {
  writer: string;
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
  /** 64 hex digits. */
  hash: string;
  /** The content, as PostgreSQL writes jsonb. */
  text: string;
}

/** A part of time, in milliseconds since 1970: from `from` up to, not including, `to`. null: no bound. */
export interface Period {
  from: number | null;
  to: number | null;
}

export const allTime: Period = { from: null, to: null };

const rowsAtOnce = 400;

/** Numbers that no JavaScript number holds, and null, become what no record has. */
const number = (text: string | null | undefined) => Number(text ?? 'none');

const asText: pg.CustomTypesConfig = { getTypeParser: () => (value: string) => value };

/** Which rows are in a period: its bounds are the parameters $1 and $2. */
export const inPeriod = `($1::float8 is null or at >= to_timestamp($1::float8 / 1000))
  and ($2::float8 is null or at < to_timestamp($2::float8 / 1000))`;

/** How many rows there are. */
export async function countRows(client: pg.ClientBase, { from, to }: Period): Promise<number> {
  const { rows } = await client.query(`select count(*)::float8 as count from audit.records where ${inPeriod}`, [
    from,
    to,
  ]);
  return rows[0].count;
}

/**
 * The rows in order of chain and number, some at a time; the next come while these are looked at. Inside a transaction, in
 * which nothing else is asked until all have come.
 */
export async function* readRows(client: pg.ClientBase, { from, to }: Period): AsyncGenerator<LogRow[]> {
  await client.query(
    `declare log_rows no scroll cursor for
     select writer, seq, extract(epoch from at) * 1000, encode(hash, 'hex'), content::text from audit.records
     where ${literal(from, to)} order by writer, seq, at`,
  );
  const fetch = () =>
    client.query<(string | null)[]>({ text: `fetch ${rowsAtOnce} from log_rows`, rowMode: 'array', types: asText });
  let next = fetch();
  try {
    for (;;) {
      const { rows } = await next;
      if (rows.length === 0) return;
      next = fetch();
      yield rows.map(logRow);
    }
  } finally {
    // Whoever stops early leaves no promise behind that nobody waits for.
    await next.catch(() => undefined);
    await client.query('close log_rows').catch(() => undefined);
  }
}

/** A cursor takes no parameters; these are numbers of our own. */
function literal(from: number | null, to: number | null): string {
  const bound = (value: number | null) => (value === null ? 'null' : String(value));
  return inPeriod.replaceAll('$1', bound(from)).replaceAll('$2', bound(to));
}

function logRow([writer, seq, at, hash, text]: (string | null)[]): LogRow {
  return { writer: writer ?? '', seq: number(seq), at: number(at), hash: hash ?? '', text: text ?? '' };
}
