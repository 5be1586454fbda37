import { expect, test } from 'vitest';
import { decideRequests } from '../../gateway/consent/decide-requests.ts';
import { RegisterAccess } from '../../gateway/consent/register-access.ts';
import { newTraceContext } from '../../gateway/http/trace-context.ts';
import type { ActorRole } from '../../gateway/identity/actor.ts';
import { gatewayItself } from '../../gateway/own-subgraph/gateway-itself.ts';
import { personalCategories } from '../../schema/categories.ts';
import { activityId, noFacts, now, organisation, professional, register, relation } from './fixtures.ts';

const answering = activityId('request-handling');

function outcome(role: ActorRole, purpose: string | null): string {
  const decision = decideRequests(register, { ...professional, role }, purpose);
  return decision.allowed ? `${decision.basis} ${decision.article}` : decision.reason;
}

test('requests are for contact persons, for the purpose of answering them, by the law of that activity', () => {
  expect(outcome('contact-person', answering)).toBe('LEGAL_TASK Wgs art. 8 en 8a');
  expect(outcome('contact-person', null)).toBe('NO_PURPOSE');
  expect(outcome('contact-person', 'urn:korte-lijnen:activity:unheard-of')).toBe('NO_PURPOSE');
  expect(outcome('contact-person', activityId('debt-assistance'))).toBe('ROLE_NOT_ALLOWED');
});

test.each(['professional', 'team-lead', 'privacy-officer'] as const)('a %s sees none, for whatever purpose', (role) => {
  for (const { id } of register.activities) expect(outcome(role, id)).toBe('ROLE_NOT_ALLOWED');
  expect(outcome(role, null)).toBe('NO_PURPOSE');
});

test('a contact person of an activity that is not the answering of requests has not named the right purpose', () => {
  const activities = register.activities.map((each) => ({ ...each, performers: ['contact-person' as const] }));
  const actor = { ...professional, role: 'contact-person' as const };
  const purpose = activityId('debt-assistance');
  expect(decideRequests({ ...register, activities }, actor, purpose)).toEqual({ allowed: false, reason: 'NO_PURPOSE' });
});

test.each<[ActorRole, string]>([
  ['contact-person', 'request-handling'],
  ['privacy-officer', 'oversight'],
])('a %s sees nothing of a client for %s, not even of one of a team, and does nothing for one', async (role, name) => {
  const known = { ...noFacts, relations: [relation({ validFrom: 0 })] };
  const source = { factsOf: async () => new Map([['someone', known]]) };
  const { signal } = new AbortController();
  const request = { purpose: activityId(name), requestId: 'request', trace: newTraceContext(), signal };
  const access = new RegisterAccess(register, source, { ...request, actor: { ...professional, role } }, now);
  await access.load(['someone']);
  expect(access.general()).toEqual({ allowed: false, reason: 'NO_LEGAL_BASIS' });
  for (const subject of ['someone', null])
    for (const where of ['casework', 'housing', 'gateway'])
      for (const category of personalCategories)
        expect(access.about(subject, { ...gatewayItself, ...organisation(where) })(category).allowed).toBe(false);
});
