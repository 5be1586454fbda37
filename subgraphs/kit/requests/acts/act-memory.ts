import { hash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { ContractTables } from '../../contract/tables.ts';
import type { PartnerAct } from '../wire/act-wire.ts';
import type { ActAnswer } from '../wire/answer-wire.ts';
import { type ActScope, reject } from './act-scope.ts';

/** An act that changes a record, and so is done once for its key. */
export type KeyedAct = Extract<PartnerAct, { key: string }>;

/**
 * Lets acts on one record, and acts with one key, wait for each other until the transaction ends. A row lock would not do: a
 * request that is not there yet has no row, and may be withdrawn before it comes.
 */
export async function takeTurns(store: Kysely<ContractTables>, oin: string, act: PartnerAct): Promise<void> {
  // Always the key first: no two acts hold what the other waits for.
  if ('key' in act) await takeTurn(store, `act ${oin} ${act.key}`);
  if ('id' in act) await takeTurn(store, `request ${oin} ${act.id}`);
}

async function takeTurn(store: Kysely<ContractTables>, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(store);
}

/**
 * What was answered to this act before; undefined when it was not done yet.
 *
 * @throws {ActRejected} when the key was used for something else
 */
export async function answeredBefore({ store, oin }: ActScope, act: KeyedAct): Promise<ActAnswer | undefined> {
  const known = await store
    .selectFrom('answered_acts')
    .select(['answer', 'content_sha256 as content'])
    .where('oin', '=', oin)
    .where('key', '=', act.key)
    .executeTakeFirst();
  if (known && known.content !== contentOf(act)) reject('IDEMPOTENCY_KEY_REUSED', 'key');
  return known?.answer;
}

/** Keeps what is answered, in the transaction that does it. */
export async function keepAnswer({ store, oin, now }: ActScope, act: KeyedAct, answer: ActAnswer): Promise<void> {
  const kept = { oin, key: act.key, content_sha256: contentOf(act), answer: JSON.stringify(answer), done_at: now };
  await store.insertInto('answered_acts').values(kept).execute();
}

/** Reading an act puts its properties in the order of its shape, whatever order they came in. */
function contentOf(act: KeyedAct): string {
  return hash('sha256', JSON.stringify(act), 'hex');
}
