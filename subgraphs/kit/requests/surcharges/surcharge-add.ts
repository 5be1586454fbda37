import { sql } from 'kysely';
import type { SurchargeKind } from '../../contract/tables.ts';
import type { OwnStore } from '../arrangements/arrangement-records.ts';

/** What an organisation wants to add to a debt. */
export interface NewSurcharge {
  debtId: string;
  kind: SurchargeKind;
  amountCents: number;
  addedOn: string;
}

export type SurchargeOutcome =
  | { added: true }
  /** `frozenUntil` is the last day of the freeze that runs. */
  | { added: false; because: 'DEBT_FROZEN'; frozenUntil: string }
  | { added: false; because: 'DEBT_UNKNOWN' };

/** Adds to what is owed on a debt, unless a freeze runs on the day it is added; then nothing is stored. */
export async function addSurcharge({ store, oin }: OwnStore, surcharge: NewSurcharge): Promise<SurchargeOutcome> {
  const { debtId, kind, amountCents, addedOn } = surcharge;
  const debt = await store
    .selectFrom('debts')
    .select('id')
    .where('oin', '=', oin)
    .where('id', '=', debtId)
    .forUpdate()
    .executeTakeFirst();
  if (!debt) return { added: false, because: 'DEBT_UNKNOWN' };
  const { rows } = await sql<{ until: string | null; position: number }>`
    select debt_frozen_until(${oin}, ${debtId}, ${addedOn}::date) as until,
      (select coalesce(max(position) + 1, 0) from surcharges where oin = ${oin} and debt_id = ${debtId}) as position
  `.execute(store);
  const { until = null, position = 0 } = rows[0] ?? {};
  if (until !== null) return { added: false, because: 'DEBT_FROZEN', frozenUntil: until };
  await store
    .insertInto('surcharges')
    .values({ oin, debt_id: debtId, position, kind, amount_cents: amountCents, added_on: addedOn, undone_on: null })
    .execute();
  return { added: true };
}
