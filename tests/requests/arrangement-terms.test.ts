import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CoveredDebt,
  isNoHeavier,
  type PromisedTerms,
  termsFaults,
  totalOwedCents,
} from '../../subgraphs/kit/requests/arrangements/arrangement-terms.ts';

const today = '2026-11-22';

const terms: PromisedTerms = {
  monthlyCents: 10_000,
  instalments: 10,
  firstDueOn: '2026-12-01',
  deferredUntil: null,
  waivedCents: 0,
  undoSurcharges: false,
};

const debt: CoveredDebt = {
  id: 'D1',
  kind: 'RENT',
  since: '2026-01-01',
  principalCents: 90_000,
  surchargeCents: 10_000,
  paidCents: 0,
  waivedCents: 0,
};

function codes(changed: Partial<PromisedTerms>, debts: readonly CoveredDebt[] = [debt]) {
  return termsFaults({ ...terms, ...changed }, debts, today).map(({ code, field }) => `${code} ${field}`);
}

describe('terms are refused', () => {
  test.each<[string, Partial<PromisedTerms>, string]>([
    ['without an amount', { monthlyCents: 0 }, 'AMOUNT_NOT_POSITIVE monthlyCents'],
    ['with an instalment after all is paid', { instalments: 11 }, 'AMOUNT_BEYOND_DEBT monthlyCents'],
    ['with more given up than is owed', { waivedCents: 100_001 }, 'AMOUNT_BEYOND_DEBT waivedCents'],
    ['with everything given up and still an instalment', { waivedCents: 100_000 }, 'AMOUNT_BEYOND_DEBT monthlyCents'],
    ['all at once and more', { instalments: 1, monthlyCents: 100_001 }, 'AMOUNT_BEYOND_DEBT monthlyCents'],
    ['when undone surcharges leave less', { undoSurcharges: true }, 'AMOUNT_BEYOND_DEBT monthlyCents'],
    ['that begin yesterday', { firstDueOn: '2026-11-21' }, 'DATE_IN_THE_PAST firstDueOn'],
    ['that begin after more than a year', { firstDueOn: '2027-11-23' }, 'DATE_BEYOND_LIMIT firstDueOn'],
    ['deferred beyond the first instalment', { deferredUntil: '2026-12-02' }, 'DATES_REVERSED deferredUntil'],
  ])('%s', (_, changed, fault) => {
    expect(codes(changed)).toEqual([fault]);
  });

  test('with all that is wrong at once', () => {
    expect(codes({ monthlyCents: 0, firstDueOn: '2026-01-01' })).toHaveLength(2);
  });
});

describe('terms can be', () => {
  test.each<[string, Partial<PromisedTerms>]>([
    ['exactly what is owed', {}],
    ['with a last instalment that is more than what is left', { monthlyCents: 11_000 }],
    ['less than what is owed', { instalments: 3 }],
    ['from today', { firstDueOn: today }],
    ['all at once', { instalments: 1, monthlyCents: 100_000 }],
    ['with surcharges undone and less to pay', { undoSurcharges: true, instalments: 9 }],
    ['deferred to the first instalment', { deferredUntil: '2026-12-01' }],
  ])('%s', (_, changed) => {
    expect(codes(changed)).toEqual([]);
  });
});

test('before the last instalment there is always something left to pay, or the terms are refused', () => {
  const cents = fc.nat({ max: 1_000_000 });
  const debts = fc.array(
    fc.record({ principalCents: cents, surchargeCents: cents, paidCents: cents, waivedCents: cents }),
    { minLength: 1, maxLength: 4 },
  );
  const promised = fc.record({
    monthlyCents: fc.integer({ min: 1, max: 200_000 }),
    instalments: fc.integer({ min: 1, max: 120 }),
    waivedCents: cents,
    undoSurcharges: fc.boolean(),
  });
  fc.assert(
    fc.property(debts, promised, (amounts, changed) => {
      const covered = amounts.map((each, index) => ({ ...debt, ...each, id: String(index) }));
      const after = changed.undoSurcharges ? covered.map((each) => ({ ...each, surchargeCents: 0 })) : covered;
      const payable = totalOwedCents(after) - changed.waivedCents;
      const left = payable - changed.monthlyCents * (changed.instalments - 1);
      expect(codes(changed, covered).length === 0).toBe(left > 0 && changed.monthlyCents <= payable);
    }),
  );
});

test('what is granted may be kinder than what was asked, in nothing harder', () => {
  const kinder: Partial<PromisedTerms>[] = [
    { monthlyCents: 9_000 },
    { instalments: 9 },
    { firstDueOn: '2027-01-01' },
    { deferredUntil: '2026-12-01' },
    { waivedCents: 1 },
    { undoSurcharges: true },
  ];
  for (const change of kinder) {
    expect(isNoHeavier({ ...terms, ...change }, terms)).toBe(true);
    expect(isNoHeavier(terms, { ...terms, ...change })).toBe(false);
  }
});
