import type { Selectable, Updateable } from 'kysely';
import type { ContractTables, DebtFreezeStatus } from '../../contract/tables.ts';
import { type ActScope, reject } from '../acts/act-scope.ts';
import { type FreezeEvent, nextFreezeStatus, settleFreeze } from './freeze-machine.ts';
import type { AgreedFreeze } from './freeze-terms.ts';

type FreezeRow = Selectable<ContractTables['debt_freezes']>;

/** A freeze as it stands today: `status` and `version` with what the clock did since it was stored. */
export type FreezeRecord = FreezeRow & {
  settled: ReturnType<typeof settleFreeze>;
  /** The client; null: not linked. */
  pseudonym: string | null;
  debtIds: readonly string[];
};

/**
 * Reads a freeze and keeps others from changing it meanwhile.
 *
 * @throws {ActRejected} when there is none with this id
 */
export async function lockFreeze({ store, oin, today }: ActScope, id: string): Promise<FreezeRecord> {
  const row = await store
    .selectFrom('debt_freezes')
    .selectAll()
    .where('oin', '=', oin)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) reject('REQUEST_UNKNOWN', 'id');
  const dossier = await store
    .selectFrom('dossiers')
    .select('pseudonym')
    .where('oin', '=', oin)
    .where('reference', '=', row.dossier)
    .executeTakeFirst();
  const covered = await store
    .selectFrom('debt_freeze_debts')
    .select('debt_id')
    .where('oin', '=', oin)
    .where('debt_freeze_id', '=', id)
    .orderBy('debt_id')
    .execute();
  const settled = settleFreeze({ ...row, ...heldFreeze(row) }, today);
  const debtIds = covered.map((each) => each.debt_id);
  return {
    ...row,
    status: settled.status,
    version: settled.version,
    settled,
    pseudonym: dossier?.pseudonym ?? null,
    debtIds,
  };
}

/** What holds of a freeze: as it is kept, or with a counter-offer as it is offered. */
export function heldFreeze({ from_date, until_date, conditions, offer }: FreezeRow): AgreedFreeze {
  if (offer === null) return { from: from_date, until: until_date, conditions };
  return { from: offer.from, until: offer.until, conditions: offer.conditions };
}

/** What happens to a freeze, and what is stored of it. */
export interface FreezeChange {
  event: FreezeEvent;
  /** Id of the contact person; null: casework. */
  by: string | null;
  /** Null: nothing is said, and what was said before stays. Why it was passed up is no decision, and stands in the events alone. */
  reason: string | null;
  columns?: Omit<Updateable<ContractTables['debt_freezes']>, 'oin' | 'id' | 'status' | 'version' | 'reason'>;
}

/** An answer to a request that waits for one; anything else happens to what was answered. */
const answers: ReadonlySet<FreezeEvent> = new Set(['grant', 'grant-now', 'refuse', 'counter-offer', 'pass-up']);
const undecided: ReadonlySet<DebtFreezeStatus> = new Set(['REQUESTED', 'COUNTER_OFFERED']);

/**
 * Looks whether something can happen to a freeze that is locked.
 *
 * @param version that is named; null: none is
 * @throws {ActRejected} when it cannot
 */
export function checkChange(freeze: FreezeRecord, event: FreezeEvent, version: number | null): void {
  const isPossible = nextFreezeStatus(freeze.status, event) !== null;
  if (!isPossible && answers.has(event)) {
    reject(undecided.has(freeze.status) ? 'TRANSITION_NOT_ALLOWED' : 'REQUEST_DECIDED_ALREADY');
  }
  if (version !== null && version !== freeze.version) reject('STALE_VERSION', 'version');
  if (!isPossible) reject('TRANSITION_NOT_ALLOWED');
}

/** Stores what happened to a freeze that is locked, one version further, and before it what the clock did. */
export async function changeFreeze(
  scope: ActScope,
  freeze: FreezeRecord,
  { event, by, reason, columns = {} }: FreezeChange,
): Promise<void> {
  const { store, oin, now: at } = scope;
  const status = nextFreezeStatus(freeze.status, event);
  if (status === null) throw new Error(`${event} cannot happen to a freeze that is ${freeze.status}`);
  const version = freeze.version + 1;
  const said = reason === null || event === 'pass-up' ? {} : { reason };
  await store
    .updateTable('debt_freezes')
    .set({ offer: null, ...columns, status, version, ...said })
    .where('oin', '=', oin)
    .where('id', '=', freeze.id)
    .execute();
  const place = { oin, kind: 'DEBT_FREEZE', id: freeze.id, at } as const;
  const clock = freeze.settled.events.map((each) => ({ ...place, ...each, by: null, reason: null }));
  await store
    .insertInto('request_events')
    .values([...clock, { ...place, transition: event, status, version, by, reason }])
    .execute();
}
