import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../gateway/consent/decide-access.ts';
import type { Question } from '../../gateway/consent/decision.ts';
import type { ConsentFact, SubjectFacts } from '../../gateway/consent/facts.ts';
import { isCurrent } from '../../gateway/consent/standing.ts';
import { registerLines } from '../../schema/register-lines.ts';
import { anyConsent, anyFacts, anyQuestion } from './arbitrary.ts';
import { register } from './fixtures.ts';

const runs = { numRuns: 500 };

const listed = new Set(registerLines(register).map((line) => `${line.activity.id} ${line.source} ${line.category}`));

function decisions(question: Question, facts: SubjectFacts | null) {
  return [...decide(register, question, facts).values()];
}

function open(question: Question, facts: SubjectFacts | null): string[] {
  return decisions(question, facts).flatMap((decision) => (decision.allowed ? [decision.category] : []));
}

function isEmergency({ purpose }: Question): boolean {
  return register.activities.some(({ id, emergency }) => emergency && id === purpose);
}

test('what the register does not list is never allowed', () => {
  const property = fc.property(anyQuestion, anyFacts, (question, facts) => {
    for (const category of open(question, facts).filter((name) => name !== 'organisation')) {
      expect(listed).toContain(`${question.purpose} ${question.organisation.role} ${category}`);
    }
  });
  fc.assert(property, runs);
});

test('what is allowed relies upon facts that are there and hold now', () => {
  const property = fc.property(anyQuestion, anyFacts, (question, facts) => {
    const { actor, organisation, purpose, now } = question;
    for (const decision of decisions(question, facts)) {
      if (!decision.allowed) continue;
      expect(decision.until ?? now + 1).toBeGreaterThan(now);
      const relation = facts.relations.find(({ id }) => id === decision.relationId);
      const emergency = facts.emergencies.find(({ id }) => id === decision.emergencyId);
      if (relation) expect([relation.teamId, isCurrent(relation, now)]).toEqual([actor.team, true]);
      if (emergency) expect(emergency.actorSubject).toBe(actor.subject);
      expect([relation, emergency].filter(Boolean)).toHaveLength(1);
      const { id, version } = decision.consent ?? {};
      const consent = facts.consents.find((fact) => fact.id === id && fact.version === version);
      expect(decision.basis === 'CONSENT').toBe(consent !== undefined);
      if (!consent) continue;
      expect(consent).toMatchObject({ state: 'given', activityId: purpose, sourceRole: organisation.role });
      if (decision.category !== 'organisation') expect(consent.categories).toContain(decision.category);
      expect(isCurrent(consent, now)).toBe(true);
    }
  });
  fc.assert(property, runs);
});

test('a withdrawal never opens anything, and a new version that withdraws closes what it gave', () => {
  const property = fc.property(anyQuestion, anyFacts, anyConsent, (question, facts, added) => {
    const taken = facts.consents.some(({ id, version }) => id === added.id && version === added.version);
    if (taken) return;
    const withdrawn: ConsentFact = { ...added, state: 'withdrawn' };
    const before = new Set(open(question, facts));
    const after = { ...facts, consents: [...facts.consents, withdrawn] };
    for (const category of open(question, after)) expect(before).toContain(category);
    const last = { ...withdrawn, version: 99 };
    for (const decision of decisions(question, { ...facts, consents: [...facts.consents, last] })) {
      if (decision.allowed) expect(decision.consent?.id).not.toBe(added.id);
    }
  });
  fc.assert(property, runs);
});

test('without the case relation nothing is open but by emergency access', () => {
  const property = fc.property(anyQuestion, anyFacts, (question, facts) => {
    const closed = open(question, { ...facts, relations: [] });
    if (isEmergency(question)) expect(closed).toEqual(open(question, facts));
    else expect(closed).toEqual([]);
  });
  fc.assert(property, runs);
});

test('the order in which facts are read makes no difference', () => {
  const shuffled = anyFacts.chain((facts) =>
    fc.record({
      facts: fc.constant(facts),
      other: fc.record({
        relations: fc.shuffledSubarray([...facts.relations], { minLength: facts.relations.length }),
        consents: fc.shuffledSubarray([...facts.consents], { minLength: facts.consents.length }),
        emergencies: fc.shuffledSubarray([...facts.emergencies], { minLength: facts.emergencies.length }),
        version: fc.constant(facts.version),
        links: fc.shuffledSubarray([...facts.links], { minLength: facts.links.length }),
      }),
    }),
  );
  const property = fc.property(anyQuestion, shuffled, (question, { facts, other }) => {
    expect(decisions(question, other)).toEqual(decisions(question, facts));
  });
  fc.assert(property, runs);
});

test('one category is decided alike alone and among others', () => {
  const property = fc.property(anyQuestion, anyFacts, (question, facts) => {
    const alone = question.categories.flatMap((category) => decisions({ ...question, categories: [category] }, facts));
    expect(decisions(question, facts)).toEqual(alone);
  });
  fc.assert(property, runs);
});

test('a purpose that the register does not know opens nothing', () => {
  const purposes = fc.oneof(fc.string(), fc.constantFrom(null, '__proto__', 'debt-assistance', 'constructor'));
  const property = fc.property(anyQuestion, anyFacts, purposes, (question, facts, purpose) => {
    for (const known of [facts, null]) {
      const reasons = decisions({ ...question, purpose }, known).map(
        (decision) => !decision.allowed && decision.reason,
      );
      expect(new Set(reasons)).toEqual(new Set(['NO_PURPOSE']));
    }
  });
  fc.assert(property, runs);
});

test('asking for a link too only ever denies more', () => {
  const property = fc.property(anyQuestion, anyFacts, (question, facts) => {
    const without = new Set(open({ ...question, requireLink: false }, facts));
    for (const category of open({ ...question, requireLink: true }, facts)) expect(without).toContain(category);
  });
  fc.assert(property, runs);
});
