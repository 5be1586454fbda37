import { expect, test } from 'vitest';
import { casebook, type OrganisationName } from '../../subgraphs/casebook/people.ts';
import { cjibCasebook } from '../../subgraphs/cjib/casebook.ts';
import { housingCasebook } from '../../subgraphs/housing/casebook.ts';
import { insurerCasebook } from '../../subgraphs/insurer/casebook.ts';
import type { DebtRecord, DossierRecord } from '../../subgraphs/kit/contract/records.ts';
import { isCalendarDate } from '../../subgraphs/kit/date-scalar.ts';
import type { CasebookDossier } from '../../subgraphs/kit/partner-subgraph.ts';
import { wmoCasebook } from '../../subgraphs/wmo/casebook.ts';
import { workAndIncomeCasebook } from '../../subgraphs/work-and-income/casebook.ts';

const casebooks = [workAndIncomeCasebook, wmoCasebook, housingCasebook, insurerCasebook, cjibCasebook];
const dossiers: readonly CasebookDossier<DossierRecord>[] = casebooks.flatMap((each) => [...each.dossiers]);
const contactPersons = Object.assign({}, ...casebooks.map((each) => each.contactPersons)) as Record<
  string,
  readonly { id: string; deputy?: string; mandate: { escalatesTo?: string } }[]
>;

function outstandingCents(debt: DebtRecord): number {
  const surcharges = (debt.surcharges ?? []).filter(({ undoneOn }) => !undoneOn);
  const owed = surcharges.reduce((sum, { amountCents }) => sum + amountCents, debt.principalCents);
  return owed - (debt.paidCents ?? 0) - (debt.waivedCents ?? 0);
}

function owedBy(person: string, organisation?: OrganisationName): number {
  return dossiers
    .filter((dossier) => dossier.person === person && (!organisation || dossier.organisation === organisation))
    .flatMap(({ debts = [] }) => debts)
    .reduce((sum, debt) => sum + outstandingCents(debt), 0);
}

function duplicates(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

/** Whom organisations know without casework having a link: what `linkClient` can find. */
const notLinkedYet = [
  'joyce at lekstroom',
  'marleen at vechtoever',
  'marleen at vechtoever',
  'peter at vechtoever',
  'tim at cjib',
];

test('every link of a person has a dossier, and every dossier a link', () => {
  const people = casebook.flatMap((each) => each.people);
  const linked = people.flatMap(({ key, linked }) => linked.map((organisation) => `${key} at ${organisation}`));
  const kept = dossiers.map(({ person, organisation }) => `${person} at ${organisation}`);
  expect(kept.toSorted()).toEqual([...linked, ...notLinkedYet].toSorted());
});

test('references and ids are unique in their organisation', () => {
  const ids = dossiers.flatMap(({ organisation, reference, debts, debtFreezes, paymentArrangements }) =>
    [reference, ...[debts, debtFreezes, paymentArrangements].flatMap((list) => (list ?? []).map(({ id }) => id))].map(
      (id) => `${organisation} ${id}`,
    ),
  );
  expect(duplicates(ids)).toEqual([]);
});

test('a freeze or arrangement covers debts of its own dossier', () => {
  for (const { debts = [], debtFreezes = [], paymentArrangements = [] } of dossiers) {
    const own = debts.map(({ id }) => id);
    for (const { id, debtIds } of [...debtFreezes, ...paymentArrangements]) {
      expect(debtIds.length, id).toBeGreaterThan(0);
      expect(own, id).toEqual(expect.arrayContaining([...debtIds]));
      expect(duplicates(debtIds), id).toEqual([]);
    }
  }
});

test('an arrangement adds up: what is owed, less what is waived, in that many instalments', () => {
  for (const { debts = [], paymentArrangements = [] } of dossiers) {
    for (const arrangement of paymentArrangements) {
      const { id, debtIds, monthlyCents, instalments, paidCents = 0, waivedCents = 0 } = arrangement;
      const covered = debts.filter((debt) => debtIds.includes(debt.id));
      const owed = covered.reduce((sum, debt) => sum + outstandingCents(debt), 0) + paidCents - waivedCents;
      if (arrangement.status === 'ACTIVE' || arrangement.status === 'PROPOSED') {
        expect(monthlyCents * instalments, id).toBeGreaterThanOrEqual(owed);
        expect(monthlyCents * (instalments - 1), id).toBeLessThan(owed);
      }
      expect(paidCents % monthlyCents, id).toBe(0);
      expect(paidCents, id).toBeLessThanOrEqual(covered.reduce((sum, debt) => sum + (debt.paidCents ?? 0), 0));
    }
  }
});

test('every organisation has contact persons with deputies and someone who decides beyond their mandate', () => {
  const organisations = new Set(dossiers.map(({ organisation }) => organisation));
  for (const organisation of organisations) {
    const persons = contactPersons[organisation] ?? [];
    const ids = persons.map(({ id }) => id);
    expect(ids.length, organisation).toBeGreaterThanOrEqual(2);
    expect(persons.some(({ deputy }) => deputy)).toBe(true);
    expect(persons.some(({ mandate }) => mandate.escalatesTo)).toBe(true);
    for (const { deputy, mandate } of persons) {
      expect(ids).toEqual(expect.arrayContaining([deputy, mandate.escalatesTo].filter((id) => id !== undefined)));
    }
    for (const dossier of dossiers.filter((each) => each.organisation === organisation)) {
      expect(dossier.contactPersons.length).toBeGreaterThan(0);
      expect(ids).toEqual(expect.arrayContaining([...dossier.contactPersons]));
    }
  }
});

test('increases of a fine are 50 % and then 100 % of what it had become; instalments are € 75 or more', () => {
  for (const { fines, debts = [], paymentArrangements = [] } of cjibCasebook.dossiers) {
    expect(debts.map(({ id }) => id)).toEqual(fines.map(({ debtId }) => debtId));
    for (const { principalCents, surcharges = [] } of debts) {
      const expected = [principalCents * 0.5, principalCents * 1.5].slice(0, surcharges.length);
      expect(surcharges.map(({ amountCents }) => amountCents)).toEqual(expected);
    }
    for (const { monthlyCents } of paymentArrangements) expect(monthlyCents).toBeGreaterThanOrEqual(7_500);
  }
});

test('every date is one of the calendar, and no debt is from the future', () => {
  const dates = JSON.stringify(casebooks).match(/"\d{4}-\d{2}-\d{2}"/g) ?? [];
  expect(dates.map((date) => date.slice(1, -1)).filter((date) => !isCalendarDate(date))).toEqual([]);
  for (const { since } of dossiers.flatMap(({ debts = [] }) => debts)) expect(since < '2026-11-21').toBe(true);
});

test('the reports’ amounts', () => {
  const elsewhere = (number: number) =>
    (casebook[number - 1]?.debtsElsewhere ?? []).reduce((sum, { amountCents }) => sum + amountCents, 0);
  expect(owedBy('hakan', 'lekstroom')).toBe(1_000_000);
  expect(owedBy('sjoerd', 'noorderstad')).toBe(537_000);
  expect(owedBy('yvonne') + elsewhere(8)).toBe(8_100_000);
  expect(owedBy('herman') + elsewhere(9)).toBe(5_000_000);
  const creditors = (casebook[7]?.debtsElsewhere ?? []).reduce((sum, each) => sum + each.creditors, 0);
  expect(creditors + dossiers.filter(({ person }) => person === 'yvonne').length).toBe(41);
});

test('what the cases tell stands in the records', () => {
  const of = <Dossier extends DossierRecord>(list: readonly CasebookDossier<Dossier>[], person: string) =>
    list.filter((dossier) => dossier.person === person);
  const [fred] = of(workAndIncomeCasebook.dossiers, 'fred');
  expect(fred?.benefits[0]).toMatchObject({ amountCents: 68_600, costSharingReductionCents: 30_000 });
  expect(of(workAndIncomeCasebook.dossiers, 'tim')[0]?.extraAttention).toBe(true);
  expect(of(workAndIncomeCasebook.dossiers, 'amal')[0]?.benefits[0]?.stopped?.restoredOn).toBeDefined();
  for (const person of ['ria', 'kevin']) {
    const [dossier] = of(housingCasebook.dossiers, person);
    expect(dossier?.tenancy.monthsInArrears).toBe(7);
    expect(dossier?.eviction).toMatchObject({ stage: 'ANNOUNCED', date: '2026-12-10' });
  }
  for (const person of ['gerrit', 'bep']) {
    const [dossier] = of(wmoCasebook.dossiers, person);
    expect(dossier?.provisions[0]?.kind).toBe('MOBILITY_SCOOTER');
    expect(dossier?.ownContribution?.waivedBecause).toBeDefined();
  }
  const [old] = of(housingCasebook.dossiers, 'natasja').filter(({ organisation }) => organisation === 'elinkhof');
  expect(old?.tenancy.until).toBe('2021-04-30');
  expect(old?.paymentArrangements ?? []).toEqual([]);
  expect((old?.debtFreezes ?? []).filter(({ status }) => status !== 'REFUSED')).toEqual([]);
});
