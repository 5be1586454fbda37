import { type Kysely, type Selectable, sql } from 'kysely';
import type { CaseworkTables } from '../store/tables.ts';
import type { OutboxTable } from './request-tables.ts';

/** What is to be delivered, and is by nobody else meanwhile. */
export type LeasedDelivery = Selectable<OutboxTable>;

/** Which of what waits. */
export type Wanted = { neverTriedOf: readonly string[] } | { ids: readonly string[] } | { dueAt: Date };

/** How much of what is due is taken at once. What an act made is taken whole: it has one part an organisation. */
export const maxLeased = 50;

/**
 * Takes what waits and nobody delivers, for some time; an attempt is counted before it is made. Who dies meanwhile leaves it to
 * whoever comes when the time is over. Time here is the database's: processes whose clocks differ share it.
 */
export async function leaseDeliveries(
  database: Kysely<CaseworkTables>,
  wanted: Wanted,
  leaseMs: number,
): Promise<LeasedDelivery[]> {
  const { rows } = await sql<LeasedDelivery>`
    update outbox set attempts = attempts + 1,
      leased_until = clock_timestamp() + ${leaseMs}::double precision * interval '1 millisecond'
    where id in (
      select id from outbox
      where status = 'waiting' and (leased_until is null or leased_until < clock_timestamp()) and ${which(wanted)}
      order by next_attempt_at, id
      limit ${'dueAt' in wanted ? maxLeased : null}
      for update skip locked
    )
    returning *`.execute(database);
  return rows;
}

function which(wanted: Wanted) {
  if ('ids' in wanted) return sql`id = any(${wanted.ids}::uuid[])`;
  if ('dueAt' in wanted) return sql`next_attempt_at <= ${wanted.dueAt}`;
  return sql`attempts = 0 and request_id = any(${wanted.neverTriedOf}::uuid[])`;
}
