import type { Kysely } from 'kysely';
import { insertRows } from '../insert-rows.ts';
import type { ContactPersonRecord, DebtRecord, DossierRecord, Stored, SubjectRecord } from './records.ts';
import type { ContractTables } from './tables.ts';

type Database = Kysely<ContractTables>;
type Dossiers = readonly Stored<DossierRecord>[];

/** Stores an organisation's contact persons; those that are there already stay as they are. */
export async function storeContactPersons(
  database: Database,
  oin: string,
  persons: readonly ContactPersonRecord[],
): Promise<void> {
  const rows = persons.map(({ deputy, mandate, ...person }) => ({
    oin,
    ...person,
    deputy_id: deputy ?? null,
    max_freeze_days: mandate.maxFreezeDays,
    max_arrangement_cents: mandate.maxArrangementCents,
    may_waive_surcharge: mandate.mayWaiveSurcharge,
    escalates_to_id: mandate.escalatesTo ?? null,
  }));
  await insertRows(database, 'contact_persons', rows);
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
  const kept = dossiers.flatMap(({ oin, reference, debtFreezes = [] }) =>
    debtFreezes.map((freeze) => ({ place: { oin, dossier: reference }, freeze })),
  );
  const rows = kept.map(({ place, freeze }) => ({
    ...place,
    id: freeze.id,
    status: freeze.status,
    from_date: freeze.from,
    until_date: freeze.until,
    conditions: [...(freeze.conditions ?? [])],
  }));
  await insertRows(database, 'debt_freezes', rows);
  const covered = kept.flatMap(({ place, freeze }) =>
    freeze.debtIds.map((debtId) => ({ ...place, debt_freeze_id: freeze.id, debt_id: debtId })),
  );
  await insertRows(database, 'debt_freeze_debts', covered);
}

async function storeArrangements(database: Database, dossiers: Dossiers): Promise<void> {
  const kept = dossiers.flatMap(({ oin, reference, paymentArrangements = [] }) =>
    paymentArrangements.map((arrangement) => ({ place: { oin, dossier: reference }, arrangement })),
  );
  const rows = kept.map(({ place, arrangement }) => ({
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
  }));
  await insertRows(database, 'payment_arrangements', rows);
  const covered = kept.flatMap(({ place, arrangement }) =>
    arrangement.debtIds.map((debtId) => ({ ...place, payment_arrangement_id: arrangement.id, debt_id: debtId })),
  );
  await insertRows(database, 'payment_arrangement_debts', covered);
}
