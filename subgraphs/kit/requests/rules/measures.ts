import type { Kysely } from 'kysely';
import type { ContractTables } from '../../contract/tables.ts';
import type { Measure, RuleException } from '../wire/act-wire.ts';
import type { ActFault } from '../wire/answer-wire.ts';
import type { DossierPlace, RequestRules } from './role-rules.ts';

/** Why measures cannot be taken with a decision; empty: they can. To be asked before anything is changed. */
export async function measureFaults(
  store: Kysely<ContractTables>,
  rules: RequestRules,
  asked: { place: DossierPlace; measures: readonly Measure[]; exceptions: readonly RuleException[] },
): Promise<readonly ActFault[]> {
  const faults: ActFault[] = [];
  for (const measure of new Set(asked.measures)) {
    const known = rules.measures[measure];
    const fault = known
      ? await known.faultOf(store, asked.place, asked.exceptions)
      : ({ code: 'MEASURE_NOT_OF_ROLE', field: 'measures' } as const);
    if (fault) faults.push(fault);
  }
  return faults;
}

/** Takes the measures of a decision; one that there is nothing to do for any more changes nothing. */
export async function takeMeasures(
  store: Kysely<ContractTables>,
  rules: RequestRules,
  taken: { place: DossierPlace; measures: readonly Measure[]; conditions: readonly string[]; today: string },
): Promise<void> {
  const { place, measures, conditions, today } = taken;
  for (const measure of new Set(measures)) await rules.measures[measure]?.take(store, place, { conditions, today });
}
