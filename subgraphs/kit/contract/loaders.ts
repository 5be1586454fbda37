import type { Kysely } from 'kysely';
import { anyOf, listLoader, rowLoader } from '../batch-loaders.ts';
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

function contactPersonLoaders(database: Database, oin: string) {
  const persons = () =>
    database
      .selectFrom('contact_persons as person')
      .select(['person.oin', 'person.id', 'person.name', 'person.position', 'person.phone', 'person.email'])
      .select(['person.hours', 'person.deputy_id as deputyId', 'person.escalates_to_id as escalatesToId'])
      .select(['person.max_freeze_days as maxFreezeDays', 'person.max_arrangement_cents as maxArrangementCents'])
      .select('person.may_waive_surcharge as mayWaiveSurcharge')
      .where('person.oin', '=', oin);
  return {
    contactPerson: rowLoader(
      (ids) => persons().where('person.id', '=', anyOf(ids)).execute(),
      (row) => row.id,
    ),
    contactPersonsOfOrganisation: listLoader(
      (keys) => persons().where('person.oin', '=', anyOf(keys)).orderBy('person.id').execute(),
      (row) => row.oin,
    ),
    contactPersonsOfDossier: listLoader(
      (references) =>
        persons()
          .innerJoin('dossier_contact_persons as link', (join) =>
            join.onRef('link.oin', '=', 'person.oin').onRef('link.contact_person_id', '=', 'person.id'),
          )
          .select('link.dossier')
          .where('link.dossier', '=', anyOf(references))
          .orderBy('link.position')
          .execute(),
      (row) => row.dossier,
    ),
  };
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

function arrangementsOf(database: Database, oin: string, references: readonly string[]) {
  return database
    .selectFrom('payment_arrangements')
    .select(['dossier', 'id', 'status', 'monthly_cents as monthlyCents', 'instalments', 'first_due_on as firstDueOn'])
    .select(['deferred_until as deferredUntil', 'paid_cents as paidCents', 'waived_cents as waivedCents'])
    .select(['missed_instalments as missedInstalments', 'conditions'])
    .where('oin', '=', oin)
    .where('dossier', '=', anyOf(references))
    .orderBy('first_due_on')
    .orderBy('id')
    .execute();
}
