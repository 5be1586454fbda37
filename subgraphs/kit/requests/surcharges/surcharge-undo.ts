import { type Kysely, sql } from 'kysely';
import { anyOf } from '../../batch-loaders.ts';
import type { ContractTables, SurchargeKind } from '../../contract/tables.ts';

/**
 * Takes surcharges of debts back: from today they count no more. One that was to be added later is never added.
 *
 * @param undone.kinds default: of every kind
 */
export async function undoSurcharges(
  store: Kysely<ContractTables>,
  undone: { oin: string; debtIds: readonly string[]; today: string; kinds?: readonly SurchargeKind[] },
): Promise<void> {
  const { oin, debtIds, today, kinds } = undone;
  await store
    .updateTable('surcharges')
    .set({ undone_on: sql<string>`greatest(${today}::date, added_on)` })
    .where('oin', '=', oin)
    .where('debt_id', '=', anyOf(debtIds))
    .where('undone_on', 'is', null)
    .$if(kinds !== undefined, (query) => query.where('kind', '=', sql<SurchargeKind>`any(${kinds}::text[])`))
    .execute();
}
