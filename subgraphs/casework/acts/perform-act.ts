import { createHash } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { CaseworkContext } from '../context.ts';
import type { CaseworkTables } from '../store/tables.ts';
import { type Acting, type ActingRole, actingPerson, mayAct } from './acting.ts';
import type { ActResult } from './acts-table.ts';
import { type Refused, refuse } from './user-error.ts';

/** What an act works with. */
export interface ActContext
  extends Pick<
    CaseworkContext,
    'now' | 'today' | 'purpose' | 'organisation' | 'organisations' | 'register' | 'partners' | 'requestTermMs'
  > {
  /** One that everything the act does is in. */
  transaction: Transaction<CaseworkTables>;
  acting: Acting;
}

/** What an act is prepared with: no transaction is open, so organisations can be asked. */
export interface PreparingContext extends CaseworkContext {
  acting: Acting;
}

/** Something that is done in casework, once an idempotency key. */
export interface Act<Input, Prepared = undefined> {
  /** The field of `Mutation`. */
  name: string;
  /** Who may do it. */
  roles: readonly ActingRole[];
  /** Finds out what the act needs from elsewhere; left out where it needs nothing. */
  prepare?(input: Input, context: PreparingContext): Promise<Prepared>;
  /** Refuses or does; one that refuses has changed nothing. */
  perform(input: Input, context: ActContext, prepared?: Prepared): Promise<Done | Refused>;
}

export interface Done {
  done: ActResult;
}

/** What came of an act; with what it was prepared with, where it was. */
export type Performed<Prepared> = (Done | Refused) & { prepared?: Prepared | undefined };

/**
 * Does an act in one transaction. The same key with the same content gives what it gave the first time, however it stands by
 * now; with other content it is refused. A refusal is not kept: the key can be used again for a better input.
 */
export async function performAct<Input extends { idempotencyKey: string }, Prepared = undefined>(
  act: Act<Input, Prepared>,
  { idempotencyKey, ...content }: Input,
  context: CaseworkContext,
): Promise<Performed<Prepared>> {
  const acting = actingPerson(context);
  if (!mayAct(acting, act.roles, context)) return refuse('ROLE_NOT_ALLOWED');
  if (!/^[\x21-\x7e]{8,100}$/.test(idempotencyKey)) return refuse('IDEMPOTENCY_KEY_INVALID', 'idempotencyKey');
  const key = { actor_subject: acting.subject, idempotency_key: idempotencyKey };
  const contentHash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const input = { idempotencyKey, ...content } as Input;
  const before = act.prepare && !(await earlierAct(context.database, key));
  const prepared = before ? await act.prepare?.(input, { ...context, acting }) : undefined;
  const outcome = await context.database.transaction().execute(async (transaction) => {
    await waitForOthers(transaction, key);
    const earlier = await earlierAct(transaction, key);
    if (earlier) {
      const same = earlier.act === act.name && earlier.content_sha256 === contentHash;
      return same ? { done: earlier.result } : refuse('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey');
    }
    const performed = await act.perform(input, { ...context, transaction, acting }, prepared);
    if ('refused' in performed) return performed;
    const kept = { ...key, act: act.name, content_sha256: contentHash, result: JSON.stringify(performed.done) };
    await transaction
      .insertInto('acts')
      .values({ ...kept, done_at: context.now })
      .execute();
    return performed;
  });
  // What was read before the act may be otherwise by now.
  for (const loader of Object.values(context.load)) loader.clearAll();
  return { ...outcome, prepared };
}

interface Key {
  actor_subject: string;
  idempotency_key: string;
}

/** Two acts with one key at once: the second waits until the first is done. */
async function waitForOthers(transaction: Kysely<CaseworkTables>, key: Key): Promise<void> {
  const name = JSON.stringify([key.actor_subject, key.idempotency_key]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction);
}

function earlierAct(transaction: Kysely<CaseworkTables>, key: Key) {
  return transaction
    .selectFrom('acts')
    .select(['act', 'content_sha256', 'result'])
    .where('actor_subject', '=', key.actor_subject)
    .where('idempotency_key', '=', key.idempotency_key)
    .executeTakeFirst();
}
