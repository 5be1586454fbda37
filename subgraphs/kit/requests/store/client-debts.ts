import { type ActScope, reject } from '../acts/act-scope.ts';
import { lockDebts } from '../arrangements/arrangement-records.ts';
import type { CoveredDebt } from '../arrangements/arrangement-terms.ts';

/** A dossier of the client whom a request is about, with what is owed by it. */
export interface DebtorDossier {
  reference: string;
  /** Ids of the contact persons who may decide, the first one first. */
  contactIds: readonly string[];
  debts: readonly CoveredDebt[];
}

/**
 * A client's dossiers at this organisation in the order of their references, locked: what is asked for one client is looked at
 * one by one, and nothing is added to the debts meanwhile.
 *
 * @throws {ActRejected} when the organisation does not know the client
 */
export async function lockClientDebts(scope: ActScope, pseudonym: string): Promise<DebtorDossier[]> {
  const { store, oin } = scope;
  const dossiers = await store
    .selectFrom('dossiers')
    .select('reference')
    .where('oin', '=', oin)
    .where('pseudonym', '=', pseudonym)
    .orderBy('reference')
    .forUpdate()
    .execute();
  if (dossiers.length === 0) reject('CLIENT_UNKNOWN_THERE');
  const references = dossiers.map(({ reference }) => reference);
  const owed = await store
    .selectFrom('debts')
    .select(['id', 'dossier'])
    .where('oin', '=', oin)
    .where('dossier', 'in', references)
    .execute();
  const locked = await lockDebts(
    scope,
    owed.map(({ id }) => id),
  );
  const contacts = await store
    .selectFrom('dossier_contact_persons')
    .select(['dossier', 'contact_person_id as id'])
    .where('oin', '=', oin)
    .where('dossier', 'in', references)
    .orderBy('position')
    .execute();
  const dossierOf = new Map(owed.map(({ id, dossier }) => [id, dossier]));
  return references.map((reference) => ({
    reference,
    contactIds: contacts.filter(({ dossier }) => dossier === reference).map(({ id }) => id),
    debts: locked.filter(({ id }) => dossierOf.get(id) === reference),
  }));
}

/**
 * The dossier that has all these debts.
 *
 * @throws {ActRejected} when one is not there, is another client's, or belongs to another dossier than the first: they look alike
 */
export function dossierWith(dossiers: readonly DebtorDossier[], debtIds: readonly string[]): DebtorDossier {
  const wanted = [...new Set(debtIds)];
  const found = dossiers.find(({ debts }) => wanted.every((id) => debts.some((debt) => debt.id === id)));
  if (!found) reject('DEBT_UNKNOWN', 'debtIds');
  return { ...found, debts: found.debts.filter(({ id }) => wanted.includes(id)) };
}
