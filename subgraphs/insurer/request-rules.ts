import type { Kysely } from 'kysely';
import type { ContractTables } from '../kit/contract/tables.ts';
import {
  commonRequestRules,
  type DossierPlace,
  type RequestRules,
  type RoleMeasure,
} from '../kit/requests/rules/role-rules.ts';
import { undoSurcharges } from '../kit/requests/surcharges/surcharge-undo.ts';
import type { InsurerTables } from './tables.ts';

/** Whole monthly premiums; from as many the insurer offers an arrangement (Zvw art. 18a). */
const minimumMonthsInArrears = 2;

/** The insurer takes the client back, and what the CAK added to the premium is undone with it (Zvw art. 18d, 18e). */
const takeBackFromCak: RoleMeasure = {
  async faultOf(store, place) {
    const policy = await policyOf(store, place);
    return policy?.reported_to_cak ? null : { code: 'MEASURE_NOT_APPLICABLE', field: 'measures' };
  },
  async take(store, place, { today }) {
    const { oin, dossier } = place;
    const taken = await withPolicies(store)
      .updateTable('policies')
      .set({ reported_to_cak: false, cak_report_date: null })
      .where('oin', '=', oin)
      .where('dossier', '=', dossier)
      .where('reported_to_cak', '=', true)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return;
    const debts = await store
      .selectFrom('debts')
      .select('id')
      .where('oin', '=', oin)
      .where('dossier', '=', dossier)
      .execute();
    const debtIds = debts.map(({ id }) => id);
    await undoSurcharges(store, { oin, debtIds, today, kinds: ['ADMINISTRATIVE_PREMIUM'] });
  },
};

async function policyOf(store: Kysely<ContractTables>, { oin, dossier }: DossierPlace) {
  return withPolicies(store)
    .selectFrom('policies')
    .select(['months_in_arrears', 'reported_to_cak'])
    .where('oin', '=', oin)
    .where('dossier', '=', dossier)
    .forUpdate()
    .executeTakeFirst();
}

function withPolicies(store: Kysely<ContractTables>) {
  return store.withTables<Pick<InsurerTables, 'policies'>>();
}

/** What health insurers hold to: premium in instalments from two months of it, and a client who is taken back from the CAK. */
export const insurerRequestRules: RequestRules = {
  ...commonRequestRules,
  async arrangementFaults(store, place, debts) {
    if (!debts.some(({ kind }) => kind === 'HEALTH_PREMIUM')) return [];
    const months = (await policyOf(store, place))?.months_in_arrears ?? 0;
    return months < minimumMonthsInArrears ? [{ code: 'ARREARS_BELOW_MINIMUM', field: 'debtIds' }] : [];
  },
  measures: { TAKE_BACK_FROM_CAK: takeBackFromCak },
};
