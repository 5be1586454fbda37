import type { Statement } from './log-connection.ts';

/** Sees that the month of this moment, and the next, have a place in the log. */
export function ensureMonths(now: number): Statement {
  const next = new Date(now);
  next.setUTCMonth(next.getUTCMonth() + 1, 1);
  return {
    name: 'ensure-months',
    text: `select audit.ensure_month(to_timestamp($1::float8 / 1000)), audit.ensure_month(to_timestamp($2::float8 / 1000))`,
    values: [now, next.getTime()],
  };
}
