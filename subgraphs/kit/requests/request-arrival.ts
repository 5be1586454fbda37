import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { type ActScope, reject } from './act-scope.ts';
import type { PartnerActOf, RequestKind } from './act-wire.ts';

/** A request by which a record is made, with the id that it gets. */
export type NewRequest = PartnerActOf<'request-debt-freeze' | 'propose-payment-arrangement'>;

/**
 * - `new`: nothing of it is known.
 * - `repeated`: the record is there, as this request made it.
 * - `withdrawn`: it was taken back before it came.
 */
export type Arrival = 'new' | 'repeated' | 'withdrawn';

/**
 * Tells a request that comes for the first time from one that is delivered again, or too late.
 *
 * @throws {ActRejected} when the id is that of another request, or of a record of the organisation's own
 */
export async function arrivalOf({ store, oin }: ActScope, request: NewRequest): Promise<Arrival> {
  const { rows } = await sql<{ requested: unknown }>`
    select requested from debt_freezes where oin = ${oin} and id = ${request.id}
    union all select requested from payment_arrangements where oin = ${oin} and id = ${request.id}`.execute(store);
  if (rows.length > 0) {
    const isSame = rows.every(({ requested }) => isDeepStrictEqual(requested, request));
    return isSame ? 'repeated' : reject('REQUEST_REUSED', 'id');
  }
  const tombstone = await store
    .selectFrom('request_tombstones')
    .select('id')
    .where('oin', '=', oin)
    .where('id', '=', request.id)
    .executeTakeFirst();
  return tombstone ? 'withdrawn' : 'new';
}

/** Keeps that a request is dead when it comes. To do so again changes nothing. */
export async function bury(
  { store, oin, now }: ActScope,
  { id, kind, pseudonym, reason }: { id: string; kind: RequestKind; pseudonym: string; reason: string },
): Promise<void> {
  await store
    .insertInto('request_tombstones')
    .values({ oin, id, kind, pseudonym, reason, buried_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
