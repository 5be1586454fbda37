import type { Kysely } from 'kysely';
import { anyOf, listLoader } from '../batch-loaders.ts';
import type { ContractTables } from './tables.ts';

export type ContractLoaders = ReturnType<typeof contractLoaders>;

type Database = Kysely<ContractTables>;

/**
 * The relations of the partner contract, limited to one organisation; made anew for each call. A loader runs one
 * statement for all that a call asks of its relation, and none when nothing is asked.
 */
export function contractLoaders(database: Database, oin: string) {
  return {
    ...contactPersonLoaders(database, oin),
    dossiersOfClient: listLoader(
      (pseudonyms) =>
        database
          .selectFrom('dossiers')
          .select(['reference', 'pseudonym'])
          .where('oin', '=', oin)
          .where('pseudonym', '=', anyOf(pseudonyms))
          .orderBy('reference')
          .$narrowType<{ pseudonym: string }>()
          .execute(),
      (row) => row.pseudonym,
    ),
    debtsOfDossier: listLoader(
      (references) => debtsOf(database, oin, references),
      (row) => row.dossier,
    ),
    surchargesOfDebt: listLoader(
      (debtIds) => surchargesOf(database, oin, debtIds),
      (row) => row.debtId,
    ),
    ...agreementLoaders(database, oin),
  };
}

/**
 * An organisation's fixed contact persons are few, and point at each other: they are read all at once, the first time one
 * is asked for. Read one by one, deputies would take a statement more or less by how the answers happen to come in.
 */
function contactPersonLoaders(database: Database, oin: string) {
  const contactPersonsOfOrganisation = listLoader(
    (oins) => contactPersonsOf(database, oins),
    (row) => row.oin,
  );
  return {
    contactPersonsOfOrganisation,
    /** Undefined when the organisation has none with this id. */
    async contactPerson(id: string) {
      const persons = await contactPersonsOfOrganisation.load(oin);
      return persons.find((person) => person.id === id);
    },
    contactPersonIdsOfDossier: listLoader(
      (references) =>
        database
          .selectFrom('dossier_contact_persons')
          .select(['dossier', 'contact_person_id as id'])
          .where('oin', '=', oin)
          .where('dossier', '=', anyOf(references))
          .orderBy('dossier')
          .orderBy('position')
          .execute(),
      (row) => row.dossier,
    ),
  };
}

function contactPersonsOf(database: Database, oins: readonly string[]) {
  return database
    .selectFrom('contact_persons')
    .select(['oin', 'id', 'name', 'position', 'phone', 'email', 'hours', 'deputy_id as deputyId'])
    .select(['max_freeze_days as maxFreezeDays', 'max_arrangement_cents as maxArrangementCents'])
    .select(['may_waive_surcharge as mayWaiveSurcharge', 'escalates_to_id as escalatesToId', 'exceptions'])
    .select(['channel', 'absent_until as absentUntil', 'office_hours as officeHours'])
    .where('oin', '=', anyOf(oins))
    .orderBy('id')
    .execute();
}

function debtsOf(database: Database, oin: string, references: readonly string[]) {
  return database
    .selectFrom('debts')
    .select(['dossier', 'id', 'kind', 'description', 'since', 'stage', 'principal_cents as principalCents'])
    .select(['paid_cents as paidCents', 'waived_cents as waivedCents'])
    .where('oin', '=', oin)
    .where('dossier', '=', anyOf(references))
    .orderBy('since')
    .orderBy('id')
    .execute();
}

function surchargesOf(database: Database, oin: string, debtIds: readonly string[]) {
  return database
    .selectFrom('surcharges')
    .select(['debt_id as debtId', 'kind', 'amount_cents as amountCents', 'added_on as addedOn'])
    .where('oin', '=', oin)
    .where('debt_id', '=', anyOf(debtIds))
    .where('undone_on', 'is', null)
    .orderBy('debt_id')
    .orderBy('position')
    .execute();
}

function agreementLoaders(database: Database, oin: string) {
  return {
    freezesOfDossier: listLoader(
      (references) =>
        database
          .selectFrom('debt_freezes')
          .select(['dossier', 'id', 'status', 'from_date as from', 'until_date as until', 'conditions'])
          .select(['version', 'reason', 'automatic', 'offer'])
          .where('oin', '=', oin)
          .where('dossier', '=', anyOf(references))
          .orderBy('from_date')
          .orderBy('id')
          .execute(),
      (row) => row.dossier,
    ),
    debtsOfFreeze: listLoader(
      (freezeIds) =>
        database
          .selectFrom('debt_freeze_debts')
          .select(['debt_freeze_id as freezeId', 'debt_id as debtId'])
          .where('oin', '=', oin)
          .where('debt_freeze_id', '=', anyOf(freezeIds))
          .orderBy('debt_id')
          .execute(),
      (row) => row.freezeId,
    ),
    freezesOfDebt: listLoader(
      (debtIds) => freezesOf(database, oin, debtIds),
      (row) => row.debtId,
    ),
    arrangementsOfDossier: listLoader(
      (references) => arrangementsOf(database, oin, references),
      (row) => row.dossier,
    ),
    debtsOfArrangement: listLoader(
      (arrangementIds) =>
        database
          .selectFrom('payment_arrangement_debts')
          .select(['payment_arrangement_id as arrangementId', 'debt_id as debtId'])
          .where('oin', '=', oin)
          .where('payment_arrangement_id', '=', anyOf(arrangementIds))
          .orderBy('debt_id')
          .execute(),
      (row) => row.arrangementId,
    ),
  };
}

/** Those by which a debt is frozen for a while, now or later. */
function freezesOf(database: Database, oin: string, debtIds: readonly string[]) {
  return database
    .selectFrom('debt_freeze_debts as covered')
    .innerJoin('debt_freezes as freeze', (join) =>
      join.onRef('freeze.oin', '=', 'covered.oin').onRef('freeze.id', '=', 'covered.debt_freeze_id'),
    )
    .select(['covered.debt_id as debtId', 'freeze.status', 'freeze.from_date as from', 'freeze.until_date as until'])
    .where('covered.oin', '=', oin)
    .where('covered.debt_id', '=', anyOf(debtIds))
    .where('freeze.status', 'in', ['GRANTED', 'ACTIVE'])
    .orderBy('freeze.until_date')
    .execute();
}

function arrangementsOf(database: Database, oin: string, references: readonly string[]) {
  return database
    .selectFrom('payment_arrangements')
    .select(['dossier', 'id', 'status', 'monthly_cents as monthlyCents', 'instalments', 'first_due_on as firstDueOn'])
    .select(['deferred_until as deferredUntil', 'paid_cents as paidCents', 'waived_cents as waivedCents'])
    .select(['missed_instalments as missedInstalments', 'conditions', 'undo_surcharges as undoSurcharges'])
    .select(['offer', 'version', 'reason'])
    .where('oin', '=', oin)
    .where('dossier', '=', anyOf(references))
    .orderBy('first_due_on')
    .orderBy('id')
    .execute();
}
