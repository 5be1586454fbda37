import { type Selectable, sql } from 'kysely';
import { anyOf } from '../../batch-loaders.ts';
import type { ContractTables } from '../../contract/tables.ts';
import { type ActScope, reject } from '../acts/act-scope.ts';
import type { AgreedTerms, CoveredDebt } from './arrangement-terms.ts';

/** The store of one organisation, within a transaction. */
export type OwnStore = Pick<ActScope, 'store' | 'oin'>;

/** A payment arrangement as it is kept, with the client's pseudonym and the debts that it covers. */
export type ArrangementRecord = Selectable<ContractTables['payment_arrangements']> & {
  pseudonym: string | null;
  debtIds: readonly string[];
};

/**
 * Reads an arrangement and keeps others from changing it meanwhile.
 *
 * @throws {ActRejected} when the organisation has none with this id
 */
export async function lockArrangement(own: OwnStore, id: string): Promise<ArrangementRecord> {
  return (await findArrangement(own, id)) ?? reject('REQUEST_UNKNOWN', 'id');
}

/** As `lockArrangement`; undefined when there is none. */
export async function findArrangement({ store, oin }: OwnStore, id: string): Promise<ArrangementRecord | undefined> {
  const locked = await store
    .selectFrom('payment_arrangements')
    .selectAll()
    .where('oin', '=', oin)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!locked) return undefined;
  const { pseudonym } = await store
    .selectFrom('dossiers')
    .select('pseudonym')
    .where('oin', '=', oin)
    .where('reference', '=', locked.dossier)
    .executeTakeFirstOrThrow();
  const covered = await store
    .selectFrom('payment_arrangement_debts')
    .select('debt_id')
    .where('oin', '=', oin)
    .where('payment_arrangement_id', '=', id)
    .orderBy('debt_id')
    .execute();
  return { ...locked, pseudonym, debtIds: covered.map((row) => row.debt_id) };
}

/** Reads debts and keeps others from changing them, or from adding to them, meanwhile. Always in one order: no deadlock. */
export async function lockDebts({ store, oin }: OwnStore, ids: readonly string[]): Promise<CoveredDebt[]> {
  const debts = await store
    .selectFrom('debts')
    .select(['id', 'kind', 'since', 'principal_cents', 'paid_cents', 'waived_cents'])
    .where('oin', '=', oin)
    .where('id', '=', anyOf(ids))
    .orderBy('id')
    .forUpdate()
    .execute();
  // After the lock, so that what was added while it was waited for counts.
  const added = await store
    .selectFrom('surcharges')
    .select(['debt_id', sql<number>`sum(amount_cents)::float8`.as('cents')])
    .where('oin', '=', oin)
    .where('debt_id', '=', anyOf(ids))
    .where('undone_on', 'is', null)
    .groupBy('debt_id')
    .execute();
  const surcharges = new Map(added.map(({ debt_id, cents }) => [debt_id, cents]));
  return debts.map((debt) => ({
    id: debt.id,
    kind: debt.kind,
    since: debt.since,
    principalCents: debt.principal_cents,
    surchargeCents: surcharges.get(debt.id) ?? 0,
    paidCents: debt.paid_cents,
    waivedCents: debt.waived_cents,
  }));
}

/** What the arrangement promises, as it is kept. */
export function keptTerms(kept: ArrangementRecord): AgreedTerms {
  return {
    monthlyCents: kept.monthly_cents,
    instalments: kept.instalments,
    firstDueOn: kept.first_due_on,
    deferredUntil: kept.deferred_until,
    waivedCents: kept.waived_cents,
    undoSurcharges: kept.undo_surcharges,
    conditions: kept.conditions,
  };
}

/** The columns that hold terms. */
export function termsColumns(terms: AgreedTerms) {
  return {
    monthly_cents: terms.monthlyCents,
    instalments: terms.instalments,
    first_due_on: terms.firstDueOn,
    deferred_until: terms.deferredUntil,
    waived_cents: terms.waivedCents,
    undo_surcharges: terms.undoSurcharges,
    conditions: terms.conditions,
  };
}
