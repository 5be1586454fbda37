import type { Updateable } from 'kysely';
import type { ContractTables } from '../contract/tables.ts';
import type { ActFault } from './answer-wire.ts';
import { type ArrangementEvent, nextArrangementStatus } from './arrangement-machine.ts';
import type { ArrangementRecord, OwnStore } from './arrangement-records.ts';

/** What happens to an arrangement, and what is stored of it. */
export interface ArrangementChange {
  event: ArrangementEvent;
  /** Id of the contact person; null: casework. */
  by: string | null;
  /** Null: nothing is said, and what was said before stays. */
  reason: string | null;
  at: Date;
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
 * Why something cannot happen to an arrangement as it stands; null: it can.
 *
 * @param version that was seen by who asks; null: whatever it is
 */
export function changeFault(
  { status, version: kept }: Pick<ArrangementRecord, 'status' | 'version'>,
  event: ArrangementEvent,
  version: number | null,
): ActFault | null {
  const isOpen = status === 'PROPOSED' || status === 'COUNTER_OFFERED';
  if (decisions.has(event) && !isOpen) return { code: 'REQUEST_DECIDED_ALREADY', field: null };
  if (version !== null && version !== kept) return { code: 'STALE_VERSION', field: 'version' };
  if (nextArrangementStatus(status, event) === null) return { code: 'TRANSITION_NOT_ALLOWED', field: null };
  return null;
}

/** Stores what happened, one version further; an offer that was open is over. To be called with the arrangement locked. */
export async function changeArrangement(
  { store, oin }: OwnStore,
  kept: ArrangementRecord,
  { event, by, reason, at, columns = {} }: ArrangementChange,
): Promise<ArrangementRecord> {
  const status = nextArrangementStatus(kept.status, event);
  if (status === null) throw new Error(`${event} cannot happen to an arrangement that is ${kept.status}`);
  const version = kept.version + 1;
  const changed = await store
    .updateTable('payment_arrangements')
    .set({ offer: null, ...columns, status, version, ...(reason === null ? {} : { reason }) })
    .where('oin', '=', oin)
    .where('id', '=', kept.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await store
    .insertInto('request_events')
    .values({ oin, kind: 'PAYMENT_ARRANGEMENT', id: kept.id, version, transition: event, status, at, by, reason })
    .execute();
  return { ...changed, pseudonym: kept.pseudonym, debtIds: kept.debtIds };
}
