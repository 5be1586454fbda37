import { expect, test } from 'vitest';
import type { SubjectFacts } from '../../gateway/consent/facts.ts';
import { personalCategories } from '../../schema/categories.ts';
import { type RegisterLine, registerLines } from '../../schema/register-lines.ts';
import { roleNames } from '../../subgraphs/kit/wire.ts';
import { expectedLines, type Opener } from './expected-lines.ts';
import { type ActivityName, consent, decideOne, emergency, outcome, register, relation } from './fixtures.ts';

const prefix = 'urn:korte-lijnen:activity:';

const lines = registerLines(register);

function name(line: RegisterLine): ActivityName {
  return line.activity.id.slice(prefix.length) as ActivityName;
}

function key(line: RegisterLine): string {
  return `${name(line)} ${line.source} ${line.category}`;
}

function opener(line: RegisterLine): Opener {
  const found = expectedLines.get(key(line));
  if (!found) throw new Error(`${key(line)}: no facts say what opens this line; add it to expected-lines.ts`);
  return found;
}

/** Facts that open this line and no other than it must. */
function factsThatOpen(line: RegisterLine): Partial<SubjectFacts> {
  const { source: sourceRole, category, activity } = line;
  const facts = {
    case: { relations: [relation()] },
    consent: {
      relations: [relation()],
      consents: [consent({ activityId: activity.id, sourceRole, categories: [category] })],
    },
    emergency: { emergencies: [emergency({ categories: [category] })] },
  };
  return facts[opener(line)];
}

const without: Readonly<Record<Opener, { drop: keyof SubjectFacts; reason: string }>> = {
  case: { drop: 'relations', reason: 'NO_CASE_RELATION' },
  consent: { drop: 'consents', reason: 'CONSENT_MISSING' },
  emergency: { drop: 'emergencies', reason: 'NO_CASE_RELATION' },
};

const bases = { case: 'LEGAL_TASK', consent: 'CONSENT', emergency: 'VITAL_INTEREST' } as const;

const named = lines.map((line) => [key(line), line] as const);

test.each(named)('%s: allowed, on the basis and article of the register', (_, line) => {
  const decision = decideOne(
    { purpose: name(line), source: line.source, category: line.category },
    factsThatOpen(line),
  );
  const kind = opener(line);
  expect(decision).toEqual({
    allowed: true,
    category: line.category,
    basis: bases[kind],
    article: line.article,
    relationId: kind === 'emergency' ? null : 'relation-1',
    consent: kind === 'consent' ? { id: 'consent-1', version: 1 } : null,
    emergencyId: kind === 'emergency' ? 'emergency-1' : null,
    until: kind === 'emergency' ? emergency().expiresAt : null,
  });
});

test.each(named)('%s: denied without what opens it', (_, line) => {
  const { drop, reason } = without[opener(line)];
  const facts = { ...factsThatOpen(line), [drop]: [] };
  expect(outcome({ purpose: name(line), source: line.source, category: line.category }, facts)).toBe(reason);
});

test('every line that the law gives stands in the register, and no other', () => {
  expect(lines.map(key).toSorted()).toEqual([...expectedLines.keys()].toSorted());
});

test('what does not stand in the register is denied, whatever facts there are', () => {
  const unlisted = register.activities.flatMap((activity) =>
    roleNames.flatMap((source) =>
      personalCategories
        .map((category) => ({ activity, purpose: activity.id.slice(prefix.length) as ActivityName, source, category }))
        .filter(({ purpose, category }) => !expectedLines.has(`${purpose} ${source} ${category}`)),
    ),
  );
  expect(unlisted.length).toBeGreaterThan(300);
  for (const { activity, purpose, source, category } of unlisted) {
    const facts = {
      relations: [relation()],
      consents: [consent({ activityId: activity.id, sourceRole: source, categories: [category] })],
      emergencies: [emergency({ categories: [category] })],
    };
    // Oversight and requests are others' work: a professional's they are not.
    const reason = activity.oversight || activity.requests ? 'ROLE_NOT_ALLOWED' : 'NO_LEGAL_BASIS';
    expect(outcome({ purpose, source, category }, facts), `${purpose} ${source} ${category}`).toBe(reason);
  }
});
