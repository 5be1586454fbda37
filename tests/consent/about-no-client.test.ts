import { expect, test } from 'vitest';
import { decide } from '../../gateway/consent/decide-access.ts';
import { categories, personalCategories } from '../../schema/categories.ts';
import {
  activityId,
  consent,
  decideOne,
  emergency,
  noFacts,
  now,
  organisation,
  outcome,
  professional,
  register,
  relation,
} from './fixtures.ts';

test('about no client: organisations and their contact persons, and nothing else', () => {
  const asked = { purpose: activityId('debt-assistance'), organisation: organisation('housing') };
  const decisions = decide(register, { actor: professional, now, categories, ...asked }, null);
  const allowed = [...decisions.values()].filter((decision) => decision.allowed);
  expect(allowed.map(({ category }) => category)).toEqual(['organisation', 'contact-persons']);
  expect(allowed).toContainEqual({
    allowed: true,
    category: 'contact-persons',
    basis: 'LEGAL_TASK',
    article: 'Wgs art. 3 lid 1',
    relationId: null,
    consent: null,
    emergencyId: null,
    until: null,
  });
});

test('also then a purpose, a role, and an activity that may list them', () => {
  const category = 'contact-persons';
  expect(outcome({ purpose: null, category }, null)).toBe('NO_PURPOSE');
  expect(outcome({ actor: { ...professional, role: 'contact-person' }, category }, null)).toBe('ROLE_NOT_ALLOWED');
  expect(outcome({ purpose: 'emergency-access', category }, null)).toBe('NO_LEGAL_BASIS');
});

test('about a client, an organisation may be named when anything it keeps may be shown, and on that basis', () => {
  const asked = { source: 'cjib', category: 'organisation' };
  const relations = [relation()];
  expect(outcome(asked, { relations })).toBe('CONSENT_MISSING');
  expect(decideOne(asked, { relations, consents: [consent()] })).toMatchObject({
    category: 'organisation',
    basis: 'CONSENT',
    consent: { id: 'consent-1', version: 1 },
  });
  expect(outcome({ ...asked, purpose: 'social-support' }, { relations })).toBe('NO_LEGAL_BASIS');
  expect(outcome(asked, {})).toBe('NO_CASE_RELATION');
  const inEmergency = { purpose: 'emergency-access', source: 'wmo', category: 'organisation' } as const;
  expect(decideOne(inEmergency, { emergencies: [emergency()] })).toMatchObject({ emergencyId: 'emergency-1' });
});

test('every category asked gets a decision of its own, frozen', () => {
  const question = { actor: professional, now, purpose: activityId('debt-assistance') };
  const facts = { ...noFacts, relations: [relation()], consents: [consent()] };
  const asked = [...categories, 'unheard-of', '__proto__', ''];
  const decisions = decide(register, { ...question, organisation: organisation('cjib'), categories: asked }, facts);
  expect([...decisions.keys()]).toEqual(asked);
  for (const [category, decision] of decisions) {
    expect(decision.category).toBe(category);
    expect(Object.isFrozen(decision)).toBe(true);
    if (decision.allowed && decision.consent) expect(Object.isFrozen(decision.consent)).toBe(true);
  }
  expect(decisions.get('__proto__')).toEqual({ allowed: false, category: '__proto__', reason: 'NO_LEGAL_BASIS' });
});

test('the register itself never lists organisations as such, oversight or requests', () => {
  const impersonal = ['organisation', 'oversight', 'requests'];
  expect(personalCategories).toHaveLength(categories.length - impersonal.length);
  for (const category of impersonal) expect(personalCategories).not.toContain(category);
});
