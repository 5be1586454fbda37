import { describe, expect, test } from 'vitest';
import {
  agency,
  arrangement,
  corporation,
  debt,
  dossier,
  freeze,
  insurer,
  oldCorporation,
  overviewOf,
} from './dossier-fixtures.ts';

const rent = (own: Parameters<typeof dossier>[1]) => overviewOf({ housing: [dossier(corporation, own)] });

describe('what covers a debt', () => {
  test('a debt without freeze or arrangement is unfrozen, and says what was added to it', () => {
    const surcharges = [{ amountCents: 1_500 }, { amountCents: 4_000 }];
    const overview = rent({ debts: [debt('a', { principalCents: 10_000, surcharges, outstandingCents: 15_500 })] });
    expect(overview.unfrozenDebts).toEqual([
      {
        partner: { __typename: 'HousingCorporation', ...corporation },
        debtId: 'a',
        kind: 'RENT',
        description: 'Schuld a',
        stage: 'REMINDER',
        surchargesCents: 5_500,
        outstandingCents: 15_500,
        cannotBeSettledBecause: null,
      },
    ]);
    expect(overview.frozen).toEqual([]);
    expect(overview.totals).toMatchObject({ principalCents: 10_000, surchargesCents: 5_500, uncoveredCents: 15_500 });
  });

  test.each([
    ['runs', { status: 'ACTIVE' }, true],
    ['is granted', { status: 'GRANTED' }, true],
    ['starts today', { from: '2026-11-21' }, true],
    ['ends today', { until: '2026-11-21' }, true],
    ['is only asked for', { status: 'REQUESTED' }, false],
    ['was refused', { status: 'REFUSED' }, false],
    ['was ended', { status: 'ENDED' }, false],
    ['starts tomorrow', { from: '2026-11-22' }, false],
    ['ended yesterday', { until: '2026-11-20' }, false],
    ['covers another debt', { debtIds: ['b'] }, false],
  ] as const)('a freeze that %s', (_, own, covers) => {
    const overview = rent({
      debts: [debt('a')],
      debtFreezes: [freeze(['a'], { ...own, debtIds: [...('debtIds' in own ? own.debtIds : ['a'])] })],
    });
    expect(overview.frozen.map((frozen) => frozen.debt.debtId)).toEqual(covers ? ['a'] : []);
    expect(overview.unfrozenDebts.map(({ debtId }) => debtId)).toEqual(covers ? [] : ['a']);
  });

  test('of two freezes the one that lasts longest counts', () => {
    const debtFreezes = [
      freeze(['a'], { until: '2026-12-01' }),
      freeze(['a'], { until: '2027-03-01' }),
      freeze(['a'], { until: '2027-01-01' }),
    ];
    expect(rent({ debts: [debt('a')], debtFreezes }).frozen.map(({ until }) => until)).toEqual(['2027-03-01']);
  });

  test('a freeze at one organisation does not cover a debt with the same id at another', () => {
    const overview = overviewOf({
      housing: [
        dossier(corporation, { debts: [debt('a')], debtFreezes: [freeze(['a'])] }),
        dossier(oldCorporation, { debts: [debt('a')] }),
      ],
    });
    expect(overview.unfrozenDebts.map(({ partner }) => partner.name)).toEqual(['Elinkhof']);
  });

  test("the CJIB's emergency stop freezes all its debts, a longer freeze goes before it", () => {
    const overview = overviewOf({
      cjib: [
        dossier(agency, {
          debts: [debt('a', { kind: 'FINE' }), debt('b', { kind: 'FINE' })],
          debtFreezes: [freeze(['b'], { until: '2027-05-01' })],
          emergencyStop: { until: '2027-02-01' },
          fines: [{ debtId: 'a', cannotBeSettledBecause: 'misdrijf' }],
        }),
      ],
    });
    expect(overview.frozen.map(({ until, debt }) => [debt.debtId, until, debt.cannotBeSettledBecause])).toEqual([
      ['a', '2027-02-01', 'misdrijf'],
      ['b', '2027-05-01', null],
    ]);
  });

  test('an emergency stop that is over freezes nothing', () => {
    const own = { debts: [debt('a', { kind: 'FINE' })], emergencyStop: { until: '2026-11-20' } };
    const overview = overviewOf({ cjib: [dossier(agency, own)] });
    expect(overview.unfrozenDebts).toHaveLength(1);
    expect(overview.deadlines).toEqual([]);
  });

  test.each([
    ['ACTIVE', true],
    ['PROPOSED', false],
    ['REFUSED', false],
    ['COMPLETED', false],
    ['IN_DEFAULT', false],
    ['ENDED', false],
  ] as const)('an arrangement that is %s', (status, covers) => {
    const overview = rent({ debts: [debt('a')], paymentArrangements: [arrangement(['a'], { status })] });
    expect(overview.unfrozenDebts).toHaveLength(covers ? 0 : 1);
    expect(overview.totals.inArrangementCents).toBe(covers ? 10_000 : 0);
    expect(overview.arrangementsPerMonthCents).toBe(covers ? 2_500 : 0);
  });

  test('a debt that is settled is neither frozen nor unfrozen', () => {
    const debts = [debt('a', { outstandingCents: 0 }), debt('b', { outstandingCents: 0 })];
    const overview = rent({ debts, debtFreezes: [freeze(['a'])] });
    expect(overview).toMatchObject({ frozen: [], unfrozenDebts: [], totals: { debts: 2, outstandingCents: 0 } });
  });
});

describe('means', () => {
  test.each([
    [undefined, 2_500],
    ['2026-11-20', 2_500],
    ['2026-11-21', 2_500],
    ['2026-11-22', 0],
  ])('an arrangement deferred until %s asks %i cents a month now', (deferredUntil, expected) => {
    const overview = overviewOf(
      {
        insurance: [
          dossier(insurer, { debts: [debt('a')], paymentArrangements: [arrangement(['a'], { deferredUntil })] }),
        ],
      },
      { repaymentCapacityCents: 3_000 },
    );
    expect(overview.arrangementsPerMonthCents).toBe(expected);
    expect(overview.capacityLeftCents).toBe(3_000 - expected);
    expect(overview.unfrozenDebts).toEqual([]);
  });

  test('capacity that is not known leaves none to compute', () => {
    expect(overviewOf({})).toMatchObject({ repaymentCapacityCents: null, capacityLeftCents: null, conflicts: [] });
  });

  test('debts elsewhere stand beside the totals', () => {
    const debtsElsewhere = [{ amountCents: 2_200_000 }, { amountCents: 5_100_000 }];
    const overview = overviewOf({}, { debtsElsewhere });
    expect(overview).toMatchObject({ elsewhereCents: 7_300_000, totals: { outstandingCents: 0, debts: 0 } });
  });
});
