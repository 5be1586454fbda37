import type pg from 'pg';

/** A month of the log. */
export interface LogMonth {
  /** `2021-03` */
  month: string;
  /** Of its partition in the schema `audit`. */
  table: string;
  /** Where it ends, in milliseconds since 1970. */
  end: number;
}

/** The months that ended `termMonths` months ago or longer, the oldest first. */
export async function monthsPastTerm(client: pg.ClientBase, termMonths: number, now: number): Promise<LogMonth[]> {
  const cut = monthsBefore(now, termMonths);
  const months = await logMonths(client);
  return months.filter(({ end }) => end <= cut);
}

/** How many records a month has. */
export async function countMonth(client: pg.ClientBase, { table }: LogMonth): Promise<number> {
  const { rows } = await client.query(`select count(*)::float8 as count from audit.${table}`);
  return rows[0].count;
}

async function logMonths(client: pg.ClientBase): Promise<LogMonth[]> {
  const { rows } = await client.query<{ table: string }>(
    `select relname as table from pg_inherits join pg_class on pg_class.oid = inhrelid
     where inhparent = 'audit.records'::regclass order by relname`,
  );
  return rows.flatMap(({ table }) => {
    const [, year, month] = /^records_(\d{4})_(\d{2})$/.exec(table) ?? [];
    if (year === undefined || month === undefined) return [];
    return [{ month: `${year}-${month}`, table, end: Date.UTC(Number(year), Number(month)) }];
  });
}

/** The same day and time some months earlier; the last day of that month where it is shorter. */
function monthsBefore(now: number, months: number): number {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, days));
  return date.getTime();
}
