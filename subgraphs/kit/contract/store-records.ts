import { type Kysely, sql } from 'kysely';
import { insertRows } from '../insert-rows.ts';
import { readOfficeHours } from '../requests/mandates/read-office-hours.ts';
import type {
  AutomaticAgreementRecord,
  ContactPersonRecord,
  DebtRecord,
  DossierRecord,
  Stored,
  SubjectRecord,
} from './records.ts';
import type { ContractTables } from './tables.ts';

type Database = Kysely<ContractTables>;
type Dossiers = readonly Stored<DossierRecord>[];

/**
 * Stores an organisation's contact persons. Those that are there already stay as they are; only what was stored before there were
 * hours, logins and exceptions gets them.
 */
export async function storeContactPersons(
  database: Database,
  oin: string,
  persons: readonly ContactPersonRecord[],
): Promise<void> {
  if (persons.length === 0) return;
  await database
    .insertInto('contact_persons')
    .values(persons.map((person) => contactPersonRow(oin, person)))
    .onConflict((conflict) =>
      conflict
        .columns(['oin', 'id'])
        .doUpdateSet((row) => ({
          channel: row.ref('excluded.channel'),
          office_hours: row.ref('excluded.office_hours'),
          exceptions: row.ref('excluded.exceptions'),
          login: row.ref('excluded.login'),
        }))
        .where('contact_persons.login', 'is', null)
        .where(sql<boolean>`contact_persons.office_hours = '[]' and contact_persons.exceptions = '{}'`),
    )
    .execute();
}

function contactPersonRow(oin: string, { mandate, ...person }: ContactPersonRecord) {
  const { id, name, position, phone, email, hours, channel = 'PHONE', absentUntil, login, deputy } = person;
  return {
    ...{ oin, id, name, position, phone, email, hours, channel },
    office_hours: JSON.stringify(person.officeHours ?? readOfficeHours(hours)),
    absent_until: absentUntil ?? null,
    login: login ?? null,
    deputy_id: deputy ?? null,
    max_freeze_days: mandate.maxFreezeDays,
    max_arrangement_cents: mandate.maxArrangementCents,
    may_waive_surcharge: mandate.mayWaiveSurcharge,
    exceptions: [...(mandate.exceptions ?? [])],
    escalates_to_id: mandate.escalatesTo ?? null,
  };
}

/** Stores by what freezes an organisation grants at once; an agreement that is there already stays as it is. */
export async function storeAutomaticAgreement(
  database: Database,
  oin: string,
  { maxDays, maxDebtCents, since }: AutomaticAgreementRecord,
): Promise<void> {
  await insertRows(database, 'automatic_agreements', [{ oin, max_days: maxDays, max_debt_cents: maxDebtCents, since }]);
}

/** Stores whom organisations have records of; those that are there already stay as they are. */
export async function storeSubjects(database: Database, subjects: readonly Stored<SubjectRecord>[]): Promise<void> {
  const rows = subjects.map(({ birthDate, houseNumber, ...subject }) => ({
    ...subject,
    birth_date: birthDate,
    house_number: houseNumber,
  }));
  await insertRows(database, 'subjects', rows);
}

/** Stores what the contract says of these dossiers; records that are there already stay as they are. */
export async function storeDossiers(database: Database, dossiers: Dossiers): Promise<void> {
  const rows = dossiers.map(({ oin, reference, pseudonym, subject = null }) => ({
    oin,
    reference,
    pseudonym,
    subject,
  }));
  await insertRows(database, 'dossiers', rows);
  const contacts = dossiers.flatMap(({ oin, reference, contactPersons }) =>
    contactPersons.map((id, position) => ({ oin, dossier: reference, contact_person_id: id, position })),
  );
  await insertRows(database, 'dossier_contact_persons', contacts);
  await storeDebts(database, dossiers);
  await storeFreezes(database, dossiers);
  await storeArrangements(database, dossiers);
}

async function storeDebts(database: Database, dossiers: Dossiers): Promise<void> {
  const kept = dossiers.flatMap(({ oin, reference, debts = [] }) => debts.map((debt) => ({ oin, reference, debt })));
  const rows = kept.map(({ oin, reference, debt }) => ({
    oin,
    dossier: reference,
    id: debt.id,
    kind: debt.kind,
    description: debt.description,
    since: debt.since,
    stage: debt.stage,
    principal_cents: debt.principalCents,
    paid_cents: debt.paidCents ?? 0,
    waived_cents: debt.waivedCents ?? 0,
  }));
  await insertRows(database, 'debts', rows);
  await insertRows(
    database,
    'surcharges',
    kept.flatMap(({ oin, debt }) => surchargeRows(oin, debt)),
  );
}

function surchargeRows(oin: string, { id, surcharges = [] }: DebtRecord) {
  return surcharges.map(({ kind, amountCents, addedOn, undoneOn }, position) => ({
    oin,
    debt_id: id,
    position,
    kind,
    amount_cents: amountCents,
    added_on: addedOn,
    undone_on: undoneOn ?? null,
  }));
}

async function storeFreezes(database: Database, dossiers: Dossiers): Promise<void> {
  const kept = dossiers.flatMap(({ oin, reference, contactPersons, debtFreezes = [] }) =>
    debtFreezes.map((freeze) => ({ place: { oin, dossier: reference }, freeze, first: contactPersons[0] ?? null })),
  );
  const rows = kept.map(({ place, freeze, first }) => ({
    ...place,
    id: freeze.id,
    status: freeze.status,
    from_date: freeze.from,
    until_date: freeze.until,
    conditions: [...(freeze.conditions ?? [])],
    assigned_to: freeze.status === 'REQUESTED' ? first : null,
  }));
  await insertRows(database, 'debt_freezes', rows);
  const covered = kept.flatMap(({ place, freeze }) =>
    freeze.debtIds.map((debtId) => ({ ...place, debt_freeze_id: freeze.id, debt_id: debtId })),
  );
  await insertRows(database, 'debt_freeze_debts', covered);
}

async function storeArrangements(database: Database, dossiers: Dossiers): Promise<void> {
  const kept = dossiers.flatMap(({ oin, reference, contactPersons, paymentArrangements = [] }) =>
    paymentArrangements.map((arrangement) => ({
      place: { oin, dossier: reference },
      arrangement,
      first: contactPersons[0] ?? null,
    })),
  );
  const rows = kept.map(({ place, arrangement, first }) => ({
    ...place,
    id: arrangement.id,
    status: arrangement.status,
    monthly_cents: arrangement.monthlyCents,
    instalments: arrangement.instalments,
    first_due_on: arrangement.firstDueOn,
    deferred_until: arrangement.deferredUntil ?? null,
    paid_cents: arrangement.paidCents ?? 0,
    missed_instalments: arrangement.missedInstalments ?? 0,
    waived_cents: arrangement.waivedCents ?? 0,
    conditions: [...(arrangement.conditions ?? [])],
    assigned_to: arrangement.status === 'PROPOSED' ? first : null,
  }));
  await insertRows(database, 'payment_arrangements', rows);
  const covered = kept.flatMap(({ place, arrangement }) =>
    arrangement.debtIds.map((debtId) => ({ ...place, payment_arrangement_id: arrangement.id, debt_id: debtId })),
  );
  await insertRows(database, 'payment_arrangement_debts', covered);
}
