import { describe, expect, test } from 'vitest';
import type { ConsentFact } from '../../gateway/consent/facts.ts';
import { activityId, consent, day, decideOne, now, organisation, outcome, professional, relation } from './fixtures.ts';

const penal = { source: 'cjib', category: 'penal' };

const relations = [relation()];

function withConsents(...consents: ConsentFact[]): string {
  return outcome(penal, { relations, consents });
}

test.each([
  ['given', 'allowed'],
  ['withdrawn', 'CONSENT_WITHDRAWN'],
  ['lapsed', 'CONSENT_LAPSED'],
  ['terminated', 'CONSENT_LAPSED'],
  ['requested', 'CONSENT_MISSING'],
  ['invalidated', 'CONSENT_MISSING'],
] as const)('a consent that is %s: %s', (state, expected) => {
  expect(withConsents(consent({ state }))).toBe(expected);
});

test('a state that is not known is no basis', () => {
  const unknown = { ...consent(), state: 'confirmed' } as unknown as ConsentFact;
  expect(withConsents(unknown)).toBe('CONSENT_MISSING');
});

describe('a consent counts for what it names and for nothing else', () => {
  test.each([
    ['another activity', { activityId: activityId('eviction-prevention') }],
    ['another source', { sourceRole: 'insurer' }],
    ['another organisation of the source', { sourceOin: '00000099000000006099' }],
    ['another recipient', { recipientOin: '00000099000000001099' }],
    ['another category', { categories: ['debts'] }],
    ['no category', { categories: [] }],
  ])('%s', (_, changes) => {
    for (const state of ['given', 'withdrawn'] as const) {
      expect(withConsents(consent({ ...changes, state }))).toBe('CONSENT_MISSING');
    }
  });

  test.each([
    ['this organisation of the source', { sourceOin: organisation('cjib').oin }],
    ['this recipient', { recipientOin: professional.organisation }],
  ])('%s', (_, changes) => {
    expect(withConsents(consent(changes))).toBe('allowed');
  });
});

test('consent does not replace the case relation', () => {
  expect(outcome(penal, { consents: [consent()] })).toBe('NO_CASE_RELATION');
});

test('a refused consent changes nothing about what is a legal task', () => {
  const consents = [consent({ state: 'withdrawn', sourceRole: 'housing', categories: ['debts'] })];
  expect(outcome({ source: 'housing', category: 'debts' }, { relations, consents })).toBe('allowed');
});

test('of several consents to the same the one that is given counts, and says why if none is', () => {
  const withdrawn = consent({ id: 'a', state: 'withdrawn' });
  const lapsed = consent({ id: 'b', state: 'lapsed' });
  const requested = consent({ id: 'c', state: 'requested' });
  expect(withConsents(withdrawn, lapsed, requested, consent({ id: 'd' }))).toBe('allowed');
  expect(withConsents(requested, lapsed, withdrawn)).toBe('CONSENT_WITHDRAWN');
  expect(withConsents(withdrawn, lapsed, requested)).toBe('CONSENT_WITHDRAWN');
  expect(withConsents(requested, lapsed)).toBe('CONSENT_LAPSED');
});

test('of several that are given the decision relies upon the one that lasts longest', () => {
  const consents = [
    consent({ id: 'a', validUntil: now + day }),
    consent({ id: 'b', version: 4, validUntil: now + 3 * day }),
    consent({ id: 'c', validUntil: now + 2 * day }),
  ];
  const decision = { consent: { id: 'b', version: 4 }, until: now + 3 * day };
  expect(decideOne(penal, { relations, consents })).toMatchObject(decision);
  const endless = consent({ id: '0', version: 2 });
  expect(decideOne(penal, { relations, consents: [...consents, endless] })).toMatchObject({
    consent: { id: '0', version: 2 },
    until: null,
  });
});

test('withdrawn, then given again: as a new version or as a new consent', () => {
  const first = consent({ version: 1 });
  const withdrawn = consent({ version: 2, state: 'withdrawn' });
  expect(withConsents(first, withdrawn)).toBe('CONSENT_WITHDRAWN');
  expect(decideOne(penal, { relations, consents: [first, withdrawn, consent({ version: 3 })] })).toMatchObject({
    consent: { id: 'consent-1', version: 3 },
  });
  const anew = consent({ id: 'consent-2', version: 1 });
  expect(decideOne(penal, { relations, consents: [withdrawn, anew] })).toMatchObject({
    consent: { id: 'consent-2', version: 1 },
  });
});

test('an earlier version does not count, also where the last one is about something else', () => {
  expect(withConsents(consent({ version: 1 }), consent({ version: 2, categories: ['debts'] }))).toBe('CONSENT_MISSING');
  const elsewhere = consent({ version: 2, activityId: activityId('eviction-prevention') });
  expect(withConsents(consent({ version: 1 }), elsewhere)).toBe('CONSENT_MISSING');
});

test('one version that is told in two ways is not relied upon', () => {
  expect(withConsents(consent(), consent({ state: 'withdrawn' }))).toBe('CONSENT_WITHDRAWN');
});
