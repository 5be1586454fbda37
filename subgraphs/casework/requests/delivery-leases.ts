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
 * whoever comes when the time is over. Time here is the database's: processes whose clocks differ share it. Of what is due
 * organisations get as much each as there is, the first of each first: who does not answer keeps nobody else waiting.
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
      select id from outbox where ${isFree} and id in (
        select waiting.id from (
          select outbox.id, next_attempt_at, row_number() over (partition by oin order by next_attempt_at, outbox.id) as place
          from outbox join requests as asked on asked.id = request_id
          where ${isFree} and ${which(wanted)} and not ${isTooEarly}
        ) as waiting
        order by place, next_attempt_at, id
        limit ${'dueAt' in wanted ? maxLeased : null}
      )
      for update skip locked
    )
    returning *`.execute(database);
  return rows;
}

const isFree = sql`(outbox.status = 'waiting' and (leased_until is null or leased_until < clock_timestamp()))`;

/** What was asked before and taken back since would stand in its way, while the organisation does not know that it was. */
const isTooEarly = sql`(outbox.act = 'ask' and exists (
  select from outbox as earlier join requests as taken_back on taken_back.id = earlier.request_id
  where earlier.status = 'waiting' and earlier.act = 'withdraw' and earlier.made_at <= outbox.made_at
    and taken_back.client_id = asked.client_id and taken_back.oin = asked.oin))`;

function which(wanted: Wanted) {
  if ('ids' in wanted) return sql`outbox.id = any(${wanted.ids}::uuid[])`;
  if ('dueAt' in wanted) return sql`next_attempt_at <= ${wanted.dueAt}`;
  return sql`attempts = 0 and request_id = any(${wanted.neverTriedOf}::uuid[])`;
}
