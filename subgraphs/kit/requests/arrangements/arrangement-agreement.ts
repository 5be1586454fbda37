import { anyOf } from '../../batch-loaders.ts';
import type { ActScope } from '../acts/act-scope.ts';
import type { RuleException } from '../wire/act-wire.ts';
import type { ActFault, ActFaultCode } from '../wire/answer-wire.ts';
import type { OwnStore } from './arrangement-records.ts';
import { type CoveredDebt, type PromisedTerms, termsFaults } from './arrangement-terms.ts';
import { hasFailed } from './failed-arrangement.ts';

/** An arrangement that is proposed, offered or about to run. */
export interface PlannedArrangement {
  id: string;
  dossier: string;
  terms: PromisedTerms;
  debts: readonly CoveredDebt[];
}

/** By which exception a rule is set aside. */
const exceptionTo: Readonly<Partial<Record<ActFaultCode, RuleException>>> = {
  AMOUNT_BELOW_MINIMUM: 'BELOW_MINIMUM',
  ARREARS_BELOW_MINIMUM: 'BELOW_MINIMUM',
  EARLIER_ARRANGEMENT_FAILED: 'EARLIER_ARRANGEMENT_FAILED',
};

/** Why an arrangement cannot be proposed; whether an earlier one failed is for who decides. Debts are locked. */
export async function proposalFaults(scope: ActScope, planned: PlannedArrangement): Promise<readonly ActFault[]> {
  return [
    ...(await coveredAlready(scope, planned)),
    ...termsFaults(planned.terms, planned.debts, scope.today),
    ...(await roleFaults(scope, planned)),
  ];
}

/** Why an arrangement cannot begin now, under the exceptions that are made. Debts are locked. */
export async function agreementFaults(
  scope: ActScope,
  planned: PlannedArrangement,
  exceptions: readonly RuleException[],
): Promise<readonly ActFault[]> {
  const ruled = [...(await roleFaults(scope, planned)), ...(await earlierFailed(scope, planned))];
  return [
    ...(await promiseFaults(scope, planned)),
    ...ruled.filter(({ code }) => !exceptions.some((exception) => exception === exceptionTo[code])),
  ];
}

/** Why what was offered cannot begin any more. The rules were held against it when it was offered. */
export async function promiseFaults(scope: ActScope, planned: PlannedArrangement): Promise<readonly ActFault[]> {
  const running = await coveredAlready(scope, planned);
  return [
    ...running.filter(({ code }) => code === 'DEBT_IN_ARRANGEMENT_ALREADY'),
    ...termsFaults(planned.terms, planned.debts, scope.today),
  ];
}

/** A debt is in one arrangement that runs, or in one proposal, at a time. */
export async function coveredAlready(
  { store, oin }: OwnStore,
  { id, debts }: Pick<PlannedArrangement, 'id' | 'debts'>,
): Promise<readonly ActFault[]> {
  const others = await store
    .selectFrom('payment_arrangement_debts as covered')
    .innerJoin('payment_arrangements as other', (join) =>
      join.onRef('other.oin', '=', 'covered.oin').onRef('other.id', '=', 'covered.payment_arrangement_id'),
    )
    .select('other.status')
    .where('covered.oin', '=', oin)
    .where('covered.debt_id', '=', anyOf(debts.map((debt) => debt.id)))
    .where('other.id', '<>', id)
    .where('other.status', 'in', ['ACTIVE', 'PROPOSED', 'COUNTER_OFFERED'])
    .execute();
  if (others.length === 0) return [];
  const runs = others.some(({ status }) => status === 'ACTIVE');
  return [{ code: runs ? 'DEBT_IN_ARRANGEMENT_ALREADY' : 'DEBT_REQUESTED_ALREADY', field: 'debtIds' }];
}

async function roleFaults({ store, oin, rules }: ActScope, { dossier, debts }: PlannedArrangement) {
  const ids = debts.map(({ id }) => id);
  const unsettleable = await rules.unsettleableDebts(store, oin, ids);
  const cannot: ActFault[] = unsettleable.length > 0 ? [{ code: 'CANNOT_BE_SETTLED', field: 'debtIds' }] : [];
  return [...cannot, ...(await rules.arrangementFaults(store, { oin, dossier }, debts))];
}

/** The exceptions without which nobody can grant it. */
export async function exceptionsNeeded(
  own: OwnStore,
  planned: Pick<PlannedArrangement, 'id' | 'dossier'>,
): Promise<readonly RuleException[]> {
  const failed = await earlierFailed(own, planned);
  return failed.length > 0 ? ['EARLIER_ARRANGEMENT_FAILED'] : [];
}

/** Did an arrangement of this dossier end in default? */
async function earlierFailed(
  { store, oin }: OwnStore,
  { id, dossier }: Pick<PlannedArrangement, 'id' | 'dossier'>,
): Promise<readonly ActFault[]> {
  const failed = await store
    .selectFrom('payment_arrangements')
    .select('id')
    .where('oin', '=', oin)
    .where('dossier', '=', dossier)
    .where('id', '<>', id)
    .where(hasFailed('payment_arrangements'))
    .limit(1)
    .execute();
  return failed.length > 0 ? [{ code: 'EARLIER_ARRANGEMENT_FAILED', field: null }] : [];
}
