import type { ActScope } from '../acts/act-scope.ts';
import type { PartnerActOf } from '../wire/act-wire.ts';
import type { ActAnswer, WireDecidingPerson } from '../wire/answer-wire.ts';
import { type ContactPerson, contactOf, contactPersonsOf } from './contact-persons.ts';
import { type Candidate, candidates, firstLine } from './decider-of.ts';
import { covers } from './mandate.ts';
import { reachableFrom } from './reachable-from.ts';

type Question = PartnerActOf<'who-can-decide'>;

/** Who can decide, with from when the person can be reached. */
export interface Reachable extends Candidate {
  from: Date;
}

/** The person to call now about a decision, and the first who can be reached. */
export async function answerWhoCanDecide({ store, oin, now: at }: ActScope, question: Question): Promise<ActAnswer> {
  const { now, firstReachable } = whoCanDecide(await contactPersonsOf(store, oin), question, at);
  return {
    outcome: 'who-can-decide',
    now: now && wirePerson(now),
    firstReachable: firstReachable && wirePerson(firstReachable),
  };
}

/**
 * Among those whose mandate is enough: `now` is the lowest who can be reached at this moment, before anyone's deputy the person
 * herself; `firstReachable` is that person, else who can be reached first.
 */
export function whoCanDecide(
  persons: readonly ContactPerson[],
  question: Omit<Question, 'act'>,
  at: Date,
): { now: Reachable | null; firstReachable: Reachable | null } {
  const able = candidates(persons, firstLine(persons), (person) => may(person, question));
  const reachable = able.flatMap((candidate) => {
    const from = reachableFrom(candidate.person, at);
    return from ? [{ ...candidate, from }] : [];
  });
  // The sort is stable: of those who can be reached at one moment the lowest comes first.
  const [first = null] = reachable.toSorted((one, other) => one.from.getTime() - other.from.getTime());
  return { now: first?.from.getTime() === at.getTime() ? first : null, firstReachable: first };
}

/** Null in a question: of any size, so the person may at least decide about something. */
function may(person: ContactPerson, { topic, days, amountCents, exception }: Omit<Question, 'act'>): boolean {
  const least = (needed: number | null, isTopic: boolean) => needed ?? (isTopic ? 1 : null);
  if (topic === 'EXCEPTION' && person.exceptions.length === 0) return false;
  return covers(person, {
    days: least(days, topic === 'DEBT_FREEZE'),
    amountCents: least(amountCents, topic === 'PAYMENT_ARRANGEMENT'),
    waives: topic === 'WAIVER',
    exceptions: exception === null ? [] : [exception],
  });
}

function wirePerson({ person, standsInFor, from }: Reachable): WireDecidingPerson {
  const { position, channel } = person;
  const deputyFor = standsInFor?.name ?? null;
  return { ...contactOf(person), position, channel, reachableFrom: from.toISOString(), deputyFor };
}
