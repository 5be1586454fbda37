import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CoveredDebt,
  owedCents,
  totalOwedCents,
} from '../../subgraphs/kit/requests/arrangements/arrangement-terms.ts';
import { divideOver, dueCents, isInDefault } from '../../subgraphs/kit/requests/arrangements/instalment-division.ts';

const standing = { monthlyCents: 7_500, instalments: 3, paidCents: 0, missedInstalments: 0, waivedCents: 0 };

const debtsOfAnySize = fc
  .array(fc.record({ owed: fc.nat({ max: 50_000 }), year: fc.integer({ min: 2020, max: 2026 }) }), { maxLength: 5 })
  .map((drawn) =>
    drawn.map(
      ({ owed, year }, index): CoveredDebt => ({
        id: `D${index}`,
        kind: 'RENT',
        since: `${year}-01-01`,
        principalCents: owed,
        surchargeCents: 0,
        paidCents: 0,
        waivedCents: 0,
      }),
    ),
  );

test('the last instalment is what is left', () => {
  expect(dueCents({ ...standing, paidCents: 15_000 }, 3_000)).toBe(3_000);
});

test('instalments that cover part of the debts end when they are paid', () => {
  expect(dueCents({ ...standing, paidCents: 22_500 }, 100_000)).toBe(0);
});

test('what the organisation gives up need not be paid', () => {
  expect(dueCents({ ...standing, waivedCents: 18_000 }, 20_000)).toBe(2_000);
});

test('an arrangement is in default when two instalments were missed, or the only one', () => {
  expect(isInDefault({ ...standing, missedInstalments: 1 })).toBe(false);
  expect(isInDefault({ ...standing, missedInstalments: 2 })).toBe(true);
  expect(isInDefault({ ...standing, instalments: 1, missedInstalments: 1 })).toBe(true);
});

test('an amount goes to the oldest debts first, no debt gets more than is owed, and no cent is lost', () => {
  fc.assert(
    fc.property(debtsOfAnySize, fc.nat({ max: 300_000 }), (debts, cents) => {
      const parts = divideOver(debts, cents);
      const paid = parts.reduce((sum, part) => sum + part.cents, 0);
      expect(paid).toBe(Math.min(cents, totalOwedCents(debts)));
      const left = debts.map((debt) => ({
        since: debt.since,
        paid: parts.find(({ id }) => id === debt.id)?.cents ?? 0,
        owed: owedCents(debt),
      }));
      for (const one of left) {
        expect(one.paid).toBeLessThanOrEqual(one.owed);
        const younger = left.filter(({ since }) => since > one.since);
        if (younger.some((other) => other.paid > 0)) expect(one.paid).toBe(one.owed);
      }
    }),
  );
});
