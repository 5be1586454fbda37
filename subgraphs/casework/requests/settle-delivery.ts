import type { Kysely } from 'kysely';
import type { ActFault, RequestState } from '../../kit/requests/wire/answer-wire.ts';
import type { CaseworkTables } from '../store/tables.ts';
import type { NotTold } from './decide-delivery.ts';
import type { LeasedDelivery } from './delivery-leases.ts';
import { storeStates } from './store-state.ts';

/** What came of a delivery, for good. */
export type Settlement =
  | { status: 'delivered'; states: readonly RequestState[] }
  | { status: 'rejected'; faults: readonly ActFault[]; states: readonly RequestState[] }
  | { status: 'not-allowed'; because: NotTold }
  | { status: 'given-up' };

/** Keeps what came of a delivery, with what the organisation said, in one transaction; one that was cancelled meanwhile stays cancelled. */
export async function settleDelivery(
  database: Kysely<CaseworkTables>,
  settled: { delivery: LeasedDelivery; oin: string; settlement: Settlement; askedAt: Date },
): Promise<void> {
  const { delivery, oin, settlement, askedAt } = settled;
  const { status } = settlement;
  await database.transaction().execute(async (transaction) => {
    if ('states' in settlement) {
      await storeStates(transaction, { oin, states: settlement.states, knownAt: askedAt });
    }
    await transaction
      .updateTable('outbox')
      .set({
        status,
        faults: status === 'rejected' ? JSON.stringify(settlement.faults) : null,
        not_allowed_because: status === 'not-allowed' ? settlement.because : null,
        leased_until: null,
      })
      .where('id', '=', delivery.id)
      .where('status', '=', 'waiting')
      .execute();
  });
}

/** Gives a delivery back, to be tried again at a moment. */
export async function putOffDelivery(database: Kysely<CaseworkTables>, id: string, nextAttemptAt: Date): Promise<void> {
  await database
    .updateTable('outbox')
    .set({ next_attempt_at: nextAttemptAt, leased_until: null })
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .execute();
}
