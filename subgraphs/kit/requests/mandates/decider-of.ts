import type { ContactPerson } from './contact-persons.ts';

/** Someone who may decide, and for whom the person would stand in; null: for nobody. */
export interface Candidate {
  person: ContactPerson;
  standsInFor: ContactPerson | null;
}

/**
 * Who may decide, the first one first: those that are named, each followed by the deputy, then those whom they escalate to, and
 * so on upwards. A deputy decides by the deputy's own mandate. Nobody twice, whatever the persons point at.
 *
 * @param start ids of the contact persons to begin with, in order
 * @param may may the person decide it?
 */
export function candidates(
  persons: readonly ContactPerson[],
  start: readonly string[],
  may: (person: ContactPerson) => boolean,
): readonly Candidate[] {
  const byId = new Map(persons.map((person) => [person.id, person]));
  const found = new Map<string, Candidate>();
  const add = (person: ContactPerson, standsInFor: ContactPerson | null) => {
    if (may(person) && !found.has(person.id)) found.set(person.id, { person, standsInFor });
  };
  for (const person of chainOf(byId, start)) {
    if (!may(person)) continue;
    add(person, null);
    const deputy = byId.get(person.deputyId ?? '');
    if (deputy) add(deputy, person);
  }
  return [...found.values()];
}

/** All whom one comes to from the start by escalating, level by level. */
function chainOf(byId: ReadonlyMap<string, ContactPerson>, start: readonly string[]): readonly ContactPerson[] {
  const chain = new Set<ContactPerson>();
  let level = start;
  while (level.length > 0) {
    const added = level.flatMap((id) => byId.get(id) ?? []).filter((person) => !chain.has(person));
    for (const person of added) chain.add(person);
    level = added.flatMap(({ escalatesToId }) => escalatesToId ?? []);
  }
  return [...chain];
}

/** Is the person known to be absent on this day? */
export function isAbsent({ absentUntil }: Pick<ContactPerson, 'absentUntil'>, today: string): boolean {
  return absentUntil !== null && absentUntil >= today;
}

/**
 * Whose turn a request is: the first who may decide it and is not absent; a deputy only while the person is. If all are absent,
 * or nobody may decide it, it is still someone's: the first who may, else the highest there is.
 *
 * @returns null when there is no contact person at all
 */
export function assignee(
  persons: readonly ContactPerson[],
  start: readonly string[],
  question: { may: (person: ContactPerson) => boolean; today: string },
): ContactPerson | null {
  const { may, today } = question;
  const able = candidates(persons, start, may);
  const present = able.find(
    ({ person, standsInFor }) => !isAbsent(person, today) && (!standsInFor || isAbsent(standsInFor, today)),
  );
  const chain = chainOf(new Map(persons.map((person) => [person.id, person])), start);
  return present?.person ?? able[0]?.person ?? chain.at(-1) ?? null;
}

/** Those whom nobody escalates to, so with whom a question begins; if everybody is escalated to, all. */
export function firstLine(persons: readonly ContactPerson[]): readonly string[] {
  const above = new Set(persons.map(({ escalatesToId }) => escalatesToId));
  const first = persons.filter(({ id }) => !above.has(id));
  return (first.length > 0 ? first : persons).map(({ id }) => id);
}
