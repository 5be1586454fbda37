import type { Kysely } from 'kysely';
import type { ContractTables } from '../kit/contract/tables.ts';
import {
  commonRequestRules,
  type DossierPlace,
  type RequestRules,
  type RoleMeasure,
} from '../kit/requests/rules/role-rules.ts';
import type { HousingTables } from './tables.ts';

/** An eviction that was announced, with its date, is called off by whoever may make an exception for it. */
const callOffEviction: RoleMeasure = {
  async faultOf(store, place, exceptions) {
    const stage = await evictionStage(store, place);
    if (stage === undefined || stage === 'CALLED_OFF') return { code: 'MEASURE_NOT_APPLICABLE', field: 'measures' };
    if (stage !== 'ANNOUNCED' || exceptions.includes('EVICTION_ANNOUNCED')) return null;
    return { code: 'MANDATE_EXCEEDED', field: 'exceptions' };
  },
  async take(store, { oin, dossier }, { conditions }) {
    await withEvictions(store)
      .updateTable('evictions')
      .set({ stage: 'CALLED_OFF', date: null, conditions: [...conditions] })
      .where('oin', '=', oin)
      .where('dossier', '=', dossier)
      .where('stage', '<>', 'CALLED_OFF')
      .execute();
  },
};

async function evictionStage(store: Kysely<ContractTables>, { oin, dossier }: DossierPlace) {
  const eviction = await withEvictions(store)
    .selectFrom('evictions')
    .select('stage')
    .where('oin', '=', oin)
    .where('dossier', '=', dossier)
    .forUpdate()
    .executeTakeFirst();
  return eviction?.stage;
}

function withEvictions(store: Kysely<ContractTables>) {
  return store.withTables<Pick<HousingTables, 'evictions'>>();
}

/** What housing corporations hold to: the common terms, and an eviction that is called off with a decision. */
export const housingRequestRules: RequestRules = {
  ...commonRequestRules,
  measures: { CALL_OFF_EVICTION: callOffEviction },
};
