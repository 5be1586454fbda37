import { expect, test } from 'vitest';
import { activityId, consent, decideOne, emergency, now, outcome, professional, relation } from './fixtures.ts';

const identity = { purpose: 'emergency-access', category: 'identity' } as const;

const care = { purpose: 'emergency-access', source: 'wmo', category: 'care' } as const;

test('emergency access needs no case relation, and is a basis for the categories that it names', () => {
  const emergencies = [emergency()];
  expect(decideOne(identity, { emergencies })).toMatchObject({ basis: 'VITAL_INTEREST', emergencyId: 'emergency-1' });
  expect(outcome(care, { emergencies })).toBe('allowed');
  expect(outcome({ ...identity, category: 'debts' }, { emergencies })).toBe('NO_LEGAL_BASIS');
  expect(outcome({ ...care, source: 'cjib', category: 'penal' }, { emergencies })).toBe('NO_LEGAL_BASIS');
});

test('it does not make a category that the register does not list', () => {
  const emergencies = [emergency({ categories: ['income', 'tenancy'] })];
  expect(outcome({ ...identity, category: 'income' }, { emergencies })).toBe('NO_LEGAL_BASIS');
});

test("another's emergency access is nobody else's", () => {
  const emergencies = [emergency({ actorSubject: 'user-other' })];
  expect(outcome(identity, { relations: [relation()], emergencies })).toBe('NO_CASE_RELATION');
});

test('a privacy officer opens nothing with it', () => {
  const actor = { ...professional, role: 'privacy-officer' } as const;
  expect(outcome({ ...identity, actor }, { emergencies: [emergency()] })).toBe('ROLE_NOT_ALLOWED');
});

test('several count together; the one that names the category and lasts longest is relied upon', () => {
  const emergencies = [
    emergency({ id: 'a', categories: ['care'] }),
    emergency({ id: 'b', categories: ['identity'], expiresAt: now + 1000 }),
    emergency({ id: 'c', categories: ['identity'], expiresAt: now + 2000 }),
  ];
  expect(decideOne(identity, { emergencies })).toMatchObject({ emergencyId: 'c', until: now + 2000 });
  expect(decideOne(care, { emergencies })).toMatchObject({ emergencyId: 'a' });
});

test('a consent is no emergency: under this purpose it counts for nothing', () => {
  const consents = [consent({ activityId: activityId('emergency-access'), sourceRole: 'wmo', categories: ['care'] })];
  expect(outcome(care, { relations: [relation()], consents })).toBe('NO_CASE_RELATION');
});
