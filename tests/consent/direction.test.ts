import { expect, test } from 'vitest';
import { consent, decideOne, outcome, relation } from './fixtures.ts';

const relations = [relation()];

test('debt help sees Wmo provisions without consent', () => {
  const decision = decideOne({ purpose: 'debt-assistance', source: 'wmo', category: 'care' }, { relations });
  expect(decision).toMatchObject({ allowed: true, basis: 'LEGAL_TASK', consent: null });
  expect(decision.allowed && decision.article).toContain('Wgs art. 8d');
});

test.each(['debts', 'debt-freezes', 'payment-arrangements', 'contact-persons'])(
  'the other way, social support sees the debt dossier (%s) with consent only',
  (category) => {
    for (const source of ['casework', 'work-and-income']) {
      const asked = { purpose: 'social-support', source, category } as const;
      expect(outcome(asked, { relations })).toBe('CONSENT_MISSING');
      const toSocialSupport = { activityId: 'urn:korte-lijnen:activity:social-support', categories: [category] };
      const consents = [consent({ ...toSocialSupport, sourceRole: source })];
      const decision = decideOne(asked, { relations, consents });
      expect(decision).toMatchObject({ basis: 'CONSENT', article: 'Wmo 2015 art. 5.1.1 lid 4' });
    }
  },
);

test("social support sees the insurer's data with consent only, and nothing of landlord and CJIB", () => {
  const of = (source: string, category: string) =>
    outcome({ purpose: 'social-support', source, category }, { relations });
  expect(of('insurer', 'insurance')).toBe('CONSENT_MISSING');
  expect(of('housing', 'dossier')).toBe('NO_LEGAL_BASIS');
  expect(of('cjib', 'penal')).toBe('NO_LEGAL_BASIS');
});

test('an early signal shows the arrears and whom to call, not the lease, the policy or how it is paid off', () => {
  const of = (source: string, category: string) =>
    outcome({ purpose: 'early-signal', source, category }, { relations });
  for (const source of ['housing', 'insurer']) {
    expect(['dossier', 'contact-persons', 'debts'].map((category) => of(source, category))).toEqual(
      Array(3).fill('allowed'),
    );
    for (const category of ['tenancy', 'insurance', 'debt-freezes', 'payment-arrangements']) {
      expect(of(source, category)).toBe('NO_LEGAL_BASIS');
    }
  }
  expect(of('wmo', 'care')).toBe('NO_LEGAL_BASIS');
});

test('for income support landlord and insurer answer on request', () => {
  for (const [source, category] of [
    ['housing', 'tenancy'],
    ['insurer', 'insurance'],
  ] as const) {
    const decision = decideOne({ purpose: 'income-support', source, category }, { relations });
    expect(decision).toMatchObject({ basis: 'LEGAL_TASK', article: 'Pw art. 64 lid 1 onder d en l' });
  }
});
