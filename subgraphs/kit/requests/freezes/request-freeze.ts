import { dutchDate } from '../../../../calendar/dutch-date.ts';
import { type ActScope, rejectIfAny } from '../acts/act-scope.ts';
import { totalOwedCents } from '../arrangements/arrangement-terms.ts';
import { contactPersonsOf } from '../mandates/contact-persons.ts';
import { assignee } from '../mandates/decider-of.ts';
import { covers } from '../mandates/mandate.ts';
import { freezeLimitMonths } from '../rules/freeze-limit.ts';
import { type DebtorDossier, lockClientDebts } from '../store/client-debts.ts';
import type { PartnerActOf } from '../wire/act-wire.ts';
import { automaticAgreement, frozenBefore, grantsAtOnce } from './automatic-agreement.ts';
import { freezableDebts } from './freezable-debts.ts';
import { earlierOf, freezeDays } from './freeze-days.ts';
import { beginningToday, freezeDateFaults } from './freeze-terms.ts';
import { rowFault } from './freezes-in-a-row.ts';

type Request = PartnerActOf<'request-debt-freeze'>;

/**
 * Makes the record of a request that came for the first time: at once granted where a standing agreement says so, else it waits for
 * who may decide it.
 *
 * @throws {ActRejected} when there can be no such freeze
 */
export async function requestFreeze(scope: ActScope, request: Request): Promise<void> {
  const { today } = scope;
  const agreement = await automaticAgreement(scope);
  const limitMonths = freezeLimitMonths(scope.role, {
    debtAssistance: request.debtAssistance,
    automaticAgreement: agreement !== null,
  });
  const askedOn = dutchDate(new Date(request.askedAt));
  const earliest = earlierOf(askedOn, today);
  rejectIfAny(freezeDateFaults(request.terms, { earliest, today, limitMonths }));
  const dossiers = await lockClientDebts(scope, request.pseudonym);
  const dossier = await freezableDebts(scope, dossiers, request.terms.debtIds);
  const terms = beginningToday(request.terms, today);
  const debtIds = dossier.debts.map(({ id }) => id);
  const tooLong = await rowFault(scope, terms, { dossier: dossier.reference, debtIds, limitMonths });
  rejectIfAny(tooLong ? [tooLong] : []);
  const days = freezeDays(terms);
  const owedCents =
    totalOwedCents(dossier.debts) +
    (await frozenBefore(
      scope,
      dossiers.flatMap(({ debts }) => debts),
    ));
  await insertFreeze(scope, request, dossier, grantsAtOnce(agreement, { days, owedCents }));
}

async function insertFreeze(
  scope: ActScope,
  request: Request,
  dossier: DebtorDossier,
  automatic: boolean,
): Promise<void> {
  const { store, oin, today, now } = scope;
  const terms = beginningToday(request.terms, today);
  const granted = terms.from <= today ? 'ACTIVE' : 'GRANTED';
  const place = { oin, dossier: dossier.reference };
  const { id } = request;
  const status = automatic ? granted : 'REQUESTED';
  await store
    .insertInto('debt_freezes')
    .values({
      ...place,
      ...{ id, status, automatic, from_date: terms.from, until_date: terms.until, conditions: terms.conditions },
      ...{ requested: JSON.stringify(request), asked_because: request.reason, asked_at: request.askedAt },
      pause: request.pause,
      assigned_to: automatic ? null : await turnOf(scope, dossier, freezeDays(terms)),
      decided_at: automatic ? now : null,
    })
    .execute();
  const covered = dossier.debts.map((debt) => ({ ...place, debt_freeze_id: id, debt_id: debt.id }));
  await store.insertInto('debt_freeze_debts').values(covered).execute();
  const event = { oin, kind: 'DEBT_FREEZE', id, version: 1, transition: 'request', status, at: now } as const;
  await store
    .insertInto('request_events')
    .values({ ...event, by: null, reason: null })
    .execute();
}

/** Id of the contact person whose turn it is. */
async function turnOf({ store, oin, today }: ActScope, dossier: DebtorDossier, days: number): Promise<string | null> {
  const needed = { days, amountCents: null, waives: false, exceptions: [] };
  const persons = await contactPersonsOf(store, oin);
  return assignee(persons, dossier.contactIds, { may: (person) => covers(person, needed), today })?.id ?? null;
}
