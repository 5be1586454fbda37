import { type RawBuilder, sql } from 'kysely';

/**
 * Was an arrangement not kept? One that ended after it was in default has failed, also when it was taken up again in between: who
 * may not make the exception for a failed arrangement does not get round it so.
 *
 * @param alias of `payment_arrangements` in the query
 */
export function hasFailed(alias: string): RawBuilder<boolean> {
  const of = (column: string) => sql.ref(`${alias}.${column}`);
  return sql`(${of('status')} = 'IN_DEFAULT' or ${of('status')} = 'ENDED' and (${of('missed_instalments')} > 0 or exists (
    select from request_events event where event.oin = ${of('oin')} and event.kind = 'PAYMENT_ARRANGEMENT'
      and event.id = ${of('id')} and event.status = 'IN_DEFAULT')))`;
}
