import { expect, test } from 'vitest';
import type { SubjectFacts } from '../../gateway/consent/facts.ts';
import { reasonCodes } from '../../gateway/consent/reasons.ts';
import { errorCodes } from '../../gateway/errors.ts';
import { type Asked, consent, organisation, outcome, professional, relation } from './fixtures.ts';

const privacyOfficer = { ...professional, role: 'privacy-officer' } as const;

const link = { oin: organisation('cjib').oin, pseudonym: 'p' };

/** Each step of deciding about the CJIB's data for debt assistance, mended one after the other. */
const steps: { reason: string; asked: Partial<Asked>; facts: Partial<SubjectFacts> }[] = [
  {
    reason: 'NO_PURPOSE',
    asked: { purpose: 'unheard-of', actor: privacyOfficer, category: 'income', requireLink: true },
    facts: {},
  },
  { reason: 'ROLE_NOT_ALLOWED', asked: { purpose: 'debt-assistance' }, facts: {} },
  { reason: 'NO_CASE_RELATION', asked: { actor: professional }, facts: {} },
  { reason: 'NO_LEGAL_BASIS', asked: {}, facts: { relations: [relation()] } },
  { reason: 'CONSENT_MISSING', asked: { category: 'penal' }, facts: {} },
  { reason: 'CONSENT_LAPSED', asked: {}, facts: { consents: [consent({ state: 'lapsed' })] } },
  {
    reason: 'CONSENT_WITHDRAWN',
    asked: {},
    facts: { consents: [consent({ id: 'consent-0', state: 'lapsed' }), consent({ state: 'withdrawn' })] },
  },
  { reason: 'NOT_LINKED', asked: {}, facts: { consents: [consent()] } },
  { reason: 'allowed', asked: {}, facts: { links: [link] } },
];

test.each(steps.map(({ reason }, index) => [reason, index] as const))(
  '%s is the reason until it is mended, whatever else is wrong',
  (reason, index) => {
    const asked = Object.assign(
      { category: '', source: 'cjib' },
      ...steps.slice(0, index + 1).map((step) => step.asked),
    );
    const facts = Object.assign({}, ...steps.slice(0, index + 1).map((step) => step.facts));
    expect(outcome(asked, facts)).toBe(reason);
  },
);

test('every reason is shown above, and is a documented error code', () => {
  const shown = steps.map(({ reason }) => reason).filter((reason) => reason !== 'allowed');
  expect(shown.toSorted()).toEqual(reasonCodes.toSorted());
  expect(reasonCodes.filter((code) => !(code in errorCodes))).toEqual([]);
});

test('no purpose is no purpose', () => {
  expect(outcome({ purpose: null, category: 'identity' }, { relations: [relation()] })).toBe('NO_PURPOSE');
});

test.each(['contact-person', 'privacy-officer'] as const)('a %s carries out no activity', (role) => {
  const actor = { ...professional, role };
  expect(outcome({ actor, category: 'identity' }, { relations: [relation()] })).toBe('ROLE_NOT_ALLOWED');
});

test('a client that does not exist looks like one of another team', () => {
  const asked = { category: 'identity' };
  expect(outcome(asked, {})).toBe(outcome(asked, { relations: [relation({ teamId: 'team-assendorp' })] }));
});

test('who has no team has no relation, also not with a client without one', () => {
  const actor = { ...professional, team: null };
  expect(outcome({ actor, category: 'identity' }, { relations: [relation()] })).toBe('NO_CASE_RELATION');
});

test('an organisation without a link is a reason only where that is asked, and never for casework', () => {
  const facts = { relations: [relation()] };
  expect(outcome({ source: 'housing', category: 'debts' }, facts)).toBe('allowed');
  expect(outcome({ source: 'housing', category: 'debts', requireLink: true }, facts)).toBe('NOT_LINKED');
  expect(outcome({ source: 'casework', category: 'debts', requireLink: true }, facts)).toBe('allowed');
});

test('emergency access is not an emergency for another purpose', () => {
  expect(outcome({ purpose: 'emergency-access', category: 'identity' }, { relations: [relation()] })).toBe(
    'NO_CASE_RELATION',
  );
});
