import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { PartnerActOf } from '../wire/act-wire.ts';
import type { ActAnswer } from '../wire/answer-wire.ts';
import { type ActScope, reject } from './act-scope.ts';

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
export async function arrivalOf(scope: ActScope, request: NewRequest): Promise<Arrival> {
  const { store, oin } = scope;
  const records = await recordsWith(scope, request.id);
  if (records.length > 0) {
    const isSame = records.every(({ requested }) => isDeepStrictEqual(requested, request));
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

/** The answer to a request that was taken back before it came: it makes no record. */
export function deadOnArrival(request: NewRequest): ActAnswer {
  const never = { id: request.id, ...stillborn };
  return request.act === 'request-debt-freeze'
    ? { outcome: 'done', state: { kind: 'DEBT_FREEZE', ...never, terms: request.terms } }
    : { outcome: 'done', state: { kind: 'PAYMENT_ARRANGEMENT', ...never, ...unpaid, terms: request.terms } };
}

/** Is there a record with this id, of either kind? */
export async function hasArrived(scope: ActScope, id: string): Promise<boolean> {
  return (await recordsWith(scope, id)).length > 0;
}

/** Takes back a request that has not come: it is dead when it comes. To do so again changes nothing. There are no terms to tell. */
export async function withdrawBeforeArrival(scope: ActScope, act: PartnerActOf<'withdraw'>): Promise<ActAnswer> {
  const { store, oin, now } = scope;
  const { id, kind, pseudonym, reason } = act;
  await store
    .insertInto('request_tombstones')
    .values({ oin, id, kind, pseudonym, reason, buried_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const never = { id, ...stillborn, reason, terms: null };
  return {
    outcome: 'done',
    state: kind === 'DEBT_FREEZE' ? { kind, ...never } : { kind, ...never, ...unpaid },
  };
}

const stillborn = { version: 1, status: 'WITHDRAWN', reason: null, automatic: false, contact: null } as const;
const unpaid = { paidCents: 0, missedInstalments: 0 };

/** Of either kind: an id belongs to one record. */
async function recordsWith({ store, oin }: ActScope, id: string): Promise<{ requested: unknown }[]> {
  const { rows } = await sql<{ requested: unknown }>`
    select requested from debt_freezes where oin = ${oin} and id = ${id}
    union all select requested from payment_arrangements where oin = ${oin} and id = ${id}`.execute(store);
  return rows;
}
