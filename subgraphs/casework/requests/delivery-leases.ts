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
    with taken_back as materialized (${takenBack}),
    due as materialized (
      select outbox.id, next_attempt_at, row_number() over (partition by oin order by next_attempt_at, outbox.id) as place
      from outbox join requests as asked on asked.id = request_id left join taken_back using (client_id, oin)
      where ${isFree} and ${which(wanted)} and (act <> 'ask' or since is null or since > made_at)
    )
    update outbox set attempts = attempts + 1,
      leased_until = clock_timestamp() + ${leaseMs}::double precision * interval '1 millisecond'
    where id in (
      select id from outbox where ${isFree} and id = any(array(
        select id from due order by place, next_attempt_at, id limit ${'dueAt' in wanted ? maxLeased : null}
      ))
      for update skip locked
    )
    returning *`.execute(database);
  return rows;
}

const isFree = sql`outbox.status = 'waiting' and (leased_until is null or leased_until < clock_timestamp())`;

/** What was taken back would stand in the way of what is asked since, while the organisation does not know that it was. */
const takenBack = sql`
  select client_id, oin, min(made_at) as since from outbox join requests on requests.id = request_id
  where status = 'waiting' and act = 'withdraw' group by client_id, oin`;

function which(wanted: Wanted) {
  if ('ids' in wanted) return sql`outbox.id = any(${wanted.ids}::uuid[])`;
  if ('dueAt' in wanted) return sql`next_attempt_at <= ${wanted.dueAt}`;
  return sql`attempts = 0 and request_id = any(${wanted.neverTriedOf}::uuid[])`;
}
