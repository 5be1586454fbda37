import { expect, test } from 'vitest';
import { consent, day, decideOne, emergency, now, outcome, relation } from './fixtures.ts';

const penal = { source: 'cjib', category: 'penal' };

test.each([
  ['begins now', { validFrom: now }, 'allowed'],
  ['begins a millisecond later', { validFrom: now + 1 }, 'NO_CASE_RELATION'],
  ['ends a millisecond later', { validUntil: now + 1 }, 'allowed'],
  ['ends now', { validUntil: now }, 'NO_CASE_RELATION'],
  ['ended before it began', { validFrom: now - day, validUntil: now - 2 * day }, 'NO_CASE_RELATION'],
])('a case relation that %s', (_, changes, expected) => {
  expect(outcome({ category: 'identity' }, { relations: [relation(changes)] })).toBe(expected);
});

test.each([
  ['is valid from now', { validFrom: now }, 'allowed'],
  ['is valid from a millisecond later', { validFrom: now + 1 }, 'CONSENT_MISSING'],
  ['is valid until a millisecond later', { validUntil: now + 1 }, 'allowed'],
  ['is valid until now', { validUntil: now }, 'CONSENT_LAPSED'],
])('a consent that %s', (_, changes, expected) => {
  expect(outcome(penal, { relations: [relation()], consents: [consent(changes)] })).toBe(expected);
});

test.each([
  ['opened now', { openedAt: now }, 'allowed'],
  ['opened a millisecond later', { openedAt: now + 1 }, 'NO_CASE_RELATION'],
  ['expires a millisecond later', { expiresAt: now + 1 }, 'allowed'],
  ['expires now', { expiresAt: now }, 'NO_CASE_RELATION'],
  ['is closed now', { closedAt: now }, 'NO_CASE_RELATION'],
  ['is closed a millisecond later', { closedAt: now + 1 }, 'allowed'],
])('emergency access that %s', (_, changes, expected) => {
  const asked = { purpose: 'emergency-access', category: 'identity' } as const;
  expect(outcome(asked, { emergencies: [emergency(changes)] })).toBe(expected);
});

test.each([
  [null, null, null],
  [now + 5, null, now + 5],
  [null, now + 7, now + 7],
  [now + 5, now + 7, now + 5],
  [now + 9, now + 7, now + 7],
])('a decision holds until the first of its facts ends: relation %s, consent %s', (relationEnd, consentEnd, until) => {
  const relations = [relation({ validUntil: relationEnd })];
  const consents = [consent({ validUntil: consentEnd })];
  expect(decideOne(penal, { relations, consents })).toMatchObject({ allowed: true, until });
});

test('emergency access holds until it expires or is closed', () => {
  const asked = { purpose: 'emergency-access', category: 'identity' } as const;
  const open = emergency({ closedAt: now + 1 });
  expect(decideOne(asked, { emergencies: [open] })).toMatchObject({ until: now + 1 });
});

test('a moment that is no number is in no period', () => {
  expect(outcome({ category: 'identity', now: Number.NaN }, { relations: [relation()] })).toBe('NO_CASE_RELATION');
});
