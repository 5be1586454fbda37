import { sql } from 'kysely';
import { anyOf } from '../../batch-loaders.ts';
import type { DebtFreezeStatus } from '../../contract/tables.ts';
import { type ActScope, reject } from '../acts/act-scope.ts';
import { type CoveredDebt, owedCents } from '../arrangements/arrangement-terms.ts';
import { type DebtorDossier, dossierWith } from '../store/client-debts.ts';
import { holdingFreezes } from './freeze-machine.ts';

/**
 * The debts that a freeze is to cover, of one dossier: a freeze is part of one. Without names all on which something is owed and
 * that no freeze covers or asks for; where the client has several dossiers, those of the first that has any. Where debts are
 * named, they must all be so.
 *
 * @throws {ActRejected} when there are none, or a named one is not the client's, is paid, or is covered already
 */
export async function freezableDebts(
  scope: ActScope,
  dossiers: readonly DebtorDossier[],
  named: readonly string[] | null,
): Promise<DebtorDossier> {
  const asked = named === null ? dossiers : [dossierWith(dossiers, named)];
  const owed = asked.map((dossier) => ({ ...dossier, debts: dossier.debts.filter((debt) => owedCents(debt) > 0) }));
  const all = owed.flatMap(({ debts }) => debts);
  const isPaid = named !== null && all.length < new Set(named).size;
  if (all.length === 0 || isPaid) reject('NO_DEBTS', named === null ? null : 'debtIds');
  const covered = await coveredDebts(scope, all);
  const [free] = owed
    .map((dossier) => ({ ...dossier, debts: dossier.debts.filter(({ id }) => !covered.has(id)) }))
    .filter(({ debts }) => debts.length > 0);
  if (!free || (named !== null && covered.size > 0)) {
    const isFrozen = [...covered.values()].includes('FROZEN');
    reject(isFrozen ? 'DEBT_FROZEN_ALREADY' : 'DEBT_REQUESTED_ALREADY', 'debtIds');
  }
  return free;
}

/** Those of the debts that a freeze covers that is granted or asked for, except by a record of this id. */
export async function coveredDebts(
  { store, oin, today }: ActScope,
  debts: readonly Pick<CoveredDebt, 'id'>[],
  except = '',
): Promise<ReadonlyMap<string, 'FROZEN' | 'REQUESTED'>> {
  const rows = await store
    .selectFrom('debt_freeze_debts as covered')
    .innerJoin('debt_freezes as other', (join) =>
      join.onRef('other.oin', '=', 'covered.oin').onRef('other.id', '=', 'covered.debt_freeze_id'),
    )
    .select(['covered.debt_id as debtId', 'other.status'])
    .where('covered.oin', '=', oin)
    .where('covered.debt_id', '=', anyOf(debts.map(({ id }) => id)))
    .where('other.id', '<>', except)
    .where('other.status', '=', sql<DebtFreezeStatus>`any(${[...holdingFreezes]}::text[])`)
    .where(sql<string>`coalesce((other.offer ->> 'until')::date, other.until_date)`, '>=', today)
    .orderBy(sql`other.status in ('GRANTED', 'ACTIVE')`)
    .execute();
  return new Map(rows.map(({ debtId, status }) => [debtId, isGranted(status) ? 'FROZEN' : 'REQUESTED']));
}

function isGranted(status: DebtFreezeStatus): boolean {
  return status === 'GRANTED' || status === 'ACTIVE';
}
