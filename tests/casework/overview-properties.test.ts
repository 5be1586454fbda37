import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientOverview } from '../../subgraphs/casework/overview/client-overview.ts';
import { type DeliveredDossiers, type Dossier, debtKindOrder } from '../../subgraphs/casework/overview/dossiers.ts';
import type { DebtTotals } from '../../subgraphs/casework/overview/totals.ts';
import { today } from './dossier-fixtures.ts';

const cents = fc.integer({ min: 0, max: 5_000_000 });
const day = fc.integer({ min: -60, max: 60 }).map((days) => {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
});
const debtId = fc.constantFrom('a', 'b', 'c', 'd');
const debtIds = fc.uniqueArray(debtId);

const debt = fc.record({
  id: debtId,
  kind: fc.constantFrom(...debtKindOrder),
  description: fc.constant('Schuld'),
  stage: fc.constantFrom('REMINDER' as const, 'BAILIFF' as const, 'ENFORCEMENT' as const),
  principalCents: cents,
  surcharges: fc.array(fc.record({ amountCents: cents }), { maxLength: 3 }),
  paidCents: cents,
  waivedCents: cents,
  outstandingCents: fc.oneof(fc.constant(0), cents),
});
const freeze = fc.record({
  status: fc.constantFrom('REQUESTED' as const, 'GRANTED' as const, 'ACTIVE' as const, 'ENDED' as const),
  from: day,
  until: day,
  debtIds,
});
const arrangement = fc.record({
  id: fc.uuid(),
  status: fc.constantFrom('PROPOSED' as const, 'ACTIVE' as const, 'IN_DEFAULT' as const, 'ENDED' as const),
  debtIds,
  monthlyCents: cents,
  deferredUntil: fc.option(day),
  missedInstalments: fc.nat(5),
});

const listOrMissing = <T>(item: fc.Arbitrary<T>) => fc.option(fc.array(item, { maxLength: 4 }), { freq: 9 });
const dossier = (oin: fc.Arbitrary<string>): fc.Arbitrary<Dossier> =>
  fc.record({
    // One name for all: an organisation is who it is by its OIN.
    organisation: oin.map((id) => ({ oin: id, name: 'Organisatie' })),
    debts: fc.option(fc.uniqueArray(debt, { selector: ({ id }) => id, maxLength: 4 }), { freq: 9 }),
    debtFreezes: listOrMissing(freeze),
    paymentArrangements: listOrMissing(arrangement),
    emergencyStop: fc.option(fc.record({ until: day })),
  });
const role = (number: number) =>
  fc.option(fc.array(dossier(fc.constantFrom(`${number}1`, `${number}2`)), { maxLength: 3 }), { freq: 6 });
const delivered: fc.Arbitrary<DeliveredDossiers> = fc.record({
  workAndIncome: role(1),
  wmo: role(2),
  housing: role(3),
  insurance: role(4),
  cjib: role(5),
});

function overviewOf(dossiers: DeliveredDossiers) {
  const unknown = { linked: [], notDelivered: [], debtsElsewhere: [], repaymentCapacityCents: 10_000 };
  return clientOverview({ today, dossiers, ...unknown });
}

function sumOf(all: readonly DebtTotals[]): DebtTotals {
  const sum = (key: keyof DebtTotals) => all.reduce((total, totals) => total + totals[key], 0);
  return {
    debts: sum('debts'),
    principalCents: sum('principalCents'),
    surchargesCents: sum('surchargesCents'),
    paidCents: sum('paidCents'),
    waivedCents: sum('waivedCents'),
    outstandingCents: sum('outstandingCents'),
    frozenCents: sum('frozenCents'),
    inArrangementCents: sum('inArrangementCents'),
    uncoveredCents: sum('uncoveredCents'),
  };
}

const reverse = <T>(list: readonly T[] | null | undefined): T[] | null | undefined => list && [...list].reverse();

function reversed(dossiers: DeliveredDossiers): DeliveredDossiers {
  const turn = (list: DeliveredDossiers['housing']) =>
    reverse(list)?.map((each) => ({
      ...each,
      debts: reverse(each.debts),
      debtFreezes: reverse(each.debtFreezes),
      paymentArrangements: reverse(each.paymentArrangements),
    }));
  return {
    workAndIncome: turn(dossiers.workAndIncome),
    wmo: turn(dossiers.wmo),
    housing: turn(dossiers.housing),
    insurance: turn(dossiers.insurance),
    cjib: turn(dossiers.cjib),
  };
}

test('every cent outstanding is frozen, in an arrangement or uncovered, and never two of these', () => {
  fc.assert(
    fc.property(delivered, (dossiers) => {
      const { perPartner, perKind, totals } = overviewOf(dossiers);
      for (const each of [totals, ...perPartner.map((row) => row.totals), ...perKind.map((row) => row.totals)]) {
        expect(each.frozenCents + each.inArrangementCents + each.uncoveredCents).toBe(each.outstandingCents);
      }
    }),
  );
});

test('the totals per partner, and those per kind, add up to the totals', () => {
  fc.assert(
    fc.property(delivered, (dossiers) => {
      const overview = overviewOf(dossiers);
      expect(sumOf(overview.perPartner.map(({ totals }) => totals))).toEqual(overview.totals);
      expect(sumOf(overview.perKind.map(({ totals }) => totals))).toEqual(overview.totals);
      expect(overview.perPartner.map(({ partner }) => partner)).toEqual(overview.partners);
    }),
  );
});

test('what is listed as frozen and as unfrozen is what the totals call frozen and uncovered', () => {
  fc.assert(
    fc.property(delivered, (dossiers) => {
      const { frozen, unfrozenDebts, totals } = overviewOf(dossiers);
      const sum = (debts: readonly { outstandingCents: number }[]) =>
        debts.reduce((total, { outstandingCents }) => total + outstandingCents, 0);
      expect(sum(unfrozenDebts)).toBe(totals.uncoveredCents);
      expect(sum(frozen.map(({ debt }) => debt))).toBe(totals.frozenCents);
      expect(frozen.every(({ until }) => until >= today)).toBe(true);
    }),
  );
});

test('the order in which dossiers and records arrive changes no sum, deadline or number of conflicts', () => {
  fc.assert(
    fc.property(delivered, (dossiers) => {
      const [one, other] = [overviewOf(dossiers), overviewOf(reversed(dossiers))];
      expect(other.totals).toEqual(one.totals);
      expect(other.perKind).toEqual(one.perKind);
      expect(new Set(other.perPartner)).toEqual(new Set(one.perPartner));
      expect(other.arrangementsPerMonthCents).toBe(one.arrangementsPerMonthCents);
      expect(other.conflicts).toHaveLength(one.conflicts.length);
      expect(other.deadlines.map(({ date, kind }) => [date, kind])).toEqual(
        one.deadlines.map(({ date, kind }) => [date, kind]),
      );
    }),
  );
});

test('deadlines come in order and none lies behind', () => {
  fc.assert(
    fc.property(delivered, (dossiers) => {
      const dates = overviewOf(dossiers).deadlines.map(({ date }) => date);
      expect(dates).toEqual(dates.toSorted());
      expect(dates.every((date) => date >= today)).toBe(true);
    }),
  );
});
