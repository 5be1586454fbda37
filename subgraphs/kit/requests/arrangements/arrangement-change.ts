import type { Updateable } from 'kysely';
import type { ContractTables } from '../../contract/tables.ts';
import { type ActScope, reject } from '../acts/act-scope.ts';
import { type ArrangementEvent, nextArrangementStatus } from './arrangement-machine.ts';
import type { ArrangementRecord } from './arrangement-records.ts';

/** What happens to an arrangement, and what is stored of it. */
export interface ArrangementChange {
  event: ArrangementEvent;
  /** Id of the contact person; null: casework. */
  by: string | null;
  /** Null: nothing is said, and what was said before stays. */
  reason: string | null;
  columns?: Omit<Updateable<ContractTables['payment_arrangements']>, 'oin' | 'id' | 'status' | 'version' | 'reason'>;
}

const decisions: ReadonlySet<ArrangementEvent> = new Set([
  'grant',
  'refuse',
  'counter-offer',
  'pass-up',
  'accept',
  'withdraw',
]);

/**
 * Ends the act if this cannot happen to the arrangement as it stands.
 *
 * @param version that was seen by who asks; null: whatever it is
 * @throws {ActRejected}
 */
export function rejectUnlessPossible(
  { status, version: kept }: Pick<ArrangementRecord, 'status' | 'version'>,
  event: ArrangementEvent,
  version: number | null,
): void {
  const isOpen = status === 'PROPOSED' || status === 'COUNTER_OFFERED';
  if (decisions.has(event) && !isOpen) reject('REQUEST_DECIDED_ALREADY');
  if (version !== null && version !== kept) reject('STALE_VERSION', 'version');
  if (nextArrangementStatus(status, event) === null) reject('TRANSITION_NOT_ALLOWED');
}

/** Stores what happened, one version further; an offer that was open is over. To be called with the arrangement locked. */
export async function changeArrangement(
  { store, oin, now }: ActScope,
  kept: ArrangementRecord,
  { event, by, reason, columns = {} }: ArrangementChange,
): Promise<ArrangementRecord> {
  const status = nextArrangementStatus(kept.status, event) ?? reject('TRANSITION_NOT_ALLOWED');
  const version = kept.version + 1;
  // Who passes it up says so to who is above; it is no reason of a decision.
  const said = reason === null || event === 'pass-up' ? {} : { reason };
  const changed = await store
    .updateTable('payment_arrangements')
    .set({ offer: null, ...columns, ...said, status, version })
    .where('oin', '=', oin)
    .where('id', '=', kept.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await store
    .insertInto('request_events')
    .values({ oin, kind: 'PAYMENT_ARRANGEMENT', id: kept.id, version, transition: event, status, at: now, by, reason })
    .execute();
  return { ...changed, pseudonym: kept.pseudonym, debtIds: kept.debtIds };
}
