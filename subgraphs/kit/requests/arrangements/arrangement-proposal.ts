import { type ActScope, reject, rejectIfAny } from '../acts/act-scope.ts';
import { contactPersonsOf } from '../mandates/contact-persons.ts';
import { assignee, firstLine } from '../mandates/decider-of.ts';
import { covers } from '../mandates/mandate.ts';
import { type DebtorDossier, dossierWith, lockClientDebts } from '../store/client-debts.ts';
import type { PartnerActOf, RuleException } from '../wire/act-wire.ts';
import { exceptionsNeeded, proposalFaults } from './arrangement-agreement.ts';
import { neededMandate } from './arrangement-mandate.ts';
import { termsColumns } from './arrangement-records.ts';
import { owedCents, type PromisedTerms } from './arrangement-terms.ts';

type Proposal = PartnerActOf<'propose-payment-arrangement'>;

/**
 * Makes the record of a proposal that came for the first time, and gives it to the first who can grant it. It belongs to one
 * dossier: where no debts are named, to the first in which something is owed that instalments can settle, with all of that.
 *
 * @throws {ActRejected} when it cannot be proposed
 */
export async function proposeArrangement(scope: ActScope, act: Proposal): Promise<void> {
  const { id, pseudonym, terms } = act;
  const dossiers = await lockClientDebts(scope, pseudonym);
  const chosen = terms.debtIds === null ? await settleable(scope, dossiers) : dossierWith(dossiers, terms.debtIds);
  const { reference: dossier, debts } = chosen;
  rejectIfAny(await proposalFaults(scope, { id, dossier, terms, debts }));
  const assignedTo = await whoseTurn(scope, chosen, terms, await exceptionsNeeded(scope, { id, dossier }));
  await storeProposal(scope, act, chosen, assignedTo);
}

async function settleable({ store, oin, rules }: ActScope, dossiers: readonly DebtorDossier[]): Promise<DebtorDossier> {
  const owed = dossiers.flatMap(({ debts }) => debts).filter((debt) => owedCents(debt) > 0);
  if (owed.length === 0) reject('NO_DEBTS', 'debtIds');
  const ids = owed.map(({ id }) => id);
  const excluded = new Set(await rules.unsettleableDebts(store, oin, ids));
  const left = new Set(ids.filter((id) => !excluded.has(id)));
  const chosen = dossiers.find(({ debts }) => debts.some(({ id }) => left.has(id)));
  if (!chosen) reject('CANNOT_BE_SETTLED', 'debtIds');
  return { ...chosen, debts: chosen.debts.filter(({ id }) => left.has(id)) };
}

async function whoseTurn(
  { store, oin, today }: ActScope,
  { contactIds }: DebtorDossier,
  terms: PromisedTerms,
  exceptions: readonly RuleException[],
): Promise<string | null> {
  const persons = await contactPersonsOf(store, oin);
  const needed = neededMandate(terms, exceptions);
  const start = contactIds.length > 0 ? contactIds : firstLine(persons);
  return assignee(persons, start, { may: (person) => covers(person, needed), today })?.id ?? null;
}

async function storeProposal(
  { store, oin, now }: ActScope,
  act: Proposal,
  { reference, debts }: DebtorDossier,
  assignedTo: string | null,
): Promise<void> {
  const place = { oin, dossier: reference };
  await store
    .insertInto('payment_arrangements')
    .values({
      ...place,
      ...termsColumns(act.terms),
      id: act.id,
      status: 'PROPOSED',
      paid_cents: 0,
      missed_instalments: 0,
      requested: JSON.stringify(act),
      asked_because: act.reason,
      asked_at: act.askedAt,
      assigned_to: assignedTo,
    })
    .execute();
  const covered = debts.map((debt) => ({ ...place, payment_arrangement_id: act.id, debt_id: debt.id }));
  await store.insertInto('payment_arrangement_debts').values(covered).execute();
  const told = { kind: 'PAYMENT_ARRANGEMENT', transition: 'propose', status: 'PROPOSED' } as const;
  await store
    .insertInto('request_events')
    .values({ oin, id: act.id, ...told, version: 1, at: now, by: null, reason: null })
    .execute();
}
