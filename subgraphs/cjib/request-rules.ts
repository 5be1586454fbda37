import { anyOf } from '../kit/batch-loaders.ts';
import { totalOwedCents } from '../kit/requests/arrangements/arrangement-terms.ts';
import { commonRequestRules, type RequestRules } from '../kit/requests/rules/role-rules.ts';
import type { CjibTables } from './tables.ts';

/** In euro cents; less is paid at once. */
const minimumDebtCents = 7_500;

/**
 * What the CJIB holds to: its own emergency stop counts as a freeze; instalments from € 75; fines that nothing can settle.
 */
export const cjibRequestRules: RequestRules = {
  ...commonRequestRules,
  otherStops: (store, { oin, dossier }) =>
    store
      .withTables<Pick<CjibTables, 'emergency_stops'>>()
      .selectFrom('emergency_stops')
      .select(['from_date as from', 'until_date as until'])
      .where('oin', '=', oin)
      .where('dossier', '=', dossier)
      .execute(),
  arrangementFaults: async (_store, _place, debts) =>
    totalOwedCents(debts) < minimumDebtCents ? [{ code: 'AMOUNT_BELOW_MINIMUM', field: 'debtIds' }] : [],
  async unsettleableDebts(store, oin, debtIds) {
    const fines = await store
      .withTables<Pick<CjibTables, 'fines'>>()
      .selectFrom('fines')
      .select('debt_id')
      .where('oin', '=', oin)
      .where('debt_id', '=', anyOf(debtIds))
      .where('cannot_be_settled_because', 'is not', null)
      .execute();
    return fines.map((fine) => fine.debt_id);
  },
};
