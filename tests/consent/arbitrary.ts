import fc from 'fast-check';
import type { Question } from '../../gateway/consent/decision.ts';
import type { ConsentFact, SubjectFacts } from '../../gateway/consent/facts.ts';
import type { Actor } from '../../gateway/identity/actor.ts';
import { categories } from '../../schema/categories.ts';
import { roleNames } from '../../subgraphs/kit/wire.ts';
import { day, now, organisation, professional, register } from './fixtures.ts';

const teams = ['team-ondiep', 'team-assendorp'];

const subjects = [professional.subject, 'user-other'];

const oins = roleNames.map((role) => organisation(role).oin);

/** A moment around now, often just at the edge. */
const moment = fc.constantFrom(now - 2 * day, now - 1, now, now + 1, now + 2 * day);

const perhaps = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 2 });

const someCategories = fc.subarray([...categories]);

const activityIds = register.activities.map(({ id }) => id);

export const anyConsent: fc.Arbitrary<ConsentFact> = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  version: fc.integer({ min: 1, max: 3 }),
  state: fc.constantFrom('given', 'given', 'given', 'withdrawn', 'lapsed', 'requested', 'invalidated', 'terminated'),
  sourceRole: fc.constantFrom(...roleNames),
  sourceOin: perhaps(fc.constantFrom(...oins)),
  recipientOin: perhaps(fc.constantFrom(professional.organisation, '00000099000000001099')),
  activityId: fc.constantFrom(...activityIds),
  categories: someCategories,
  validFrom: moment,
  validUntil: perhaps(moment),
});

export const anyFacts: fc.Arbitrary<SubjectFacts> = fc.record({
  version: fc.nat(9),
  relations: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('r1', 'r2', 'r3'),
      teamId: fc.constantFrom(...teams),
      validFrom: moment,
      validUntil: perhaps(moment),
    }),
    { selector: ({ id }) => id },
  ),
  // As the database keeps them: one row for each version of a consent.
  consents: fc.uniqueArray(anyConsent, { selector: ({ id, version }) => `${id} ${version}`, maxLength: 12 }),
  emergencies: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('e1', 'e2', 'e3'),
      actorSubject: fc.constantFrom(...subjects),
      categories: someCategories,
      openedAt: moment,
      expiresAt: moment,
      closedAt: perhaps(moment),
    }),
    { selector: ({ id }) => id },
  ),
  links: fc.subarray(oins).map((linked) => linked.map((oin) => ({ oin, pseudonym: `p-${oin}` }))),
});

const anyActor: fc.Arbitrary<Actor> = fc.record({
  subject: fc.constantFrom(...subjects),
  name: fc.constant('Iemand'),
  team: perhaps(fc.constantFrom(...teams)),
  role: fc.constantFrom('professional', 'professional', 'team-lead', 'contact-person', 'privacy-officer'),
  organisation: fc.constantFrom(professional.organisation, '00000099000000001099'),
});

export const anyQuestion: fc.Arbitrary<Question> = fc.record({
  actor: anyActor,
  purpose: fc.constantFrom(...activityIds),
  organisation: fc.constantFrom(...roleNames).map(organisation),
  categories: fc.constant([...categories, 'unheard-of']),
  now: fc.constant(now),
  requireLink: fc.boolean(),
});
