import type { Actor } from '../identity/actor.ts';
import type { CaseRelation, EmergencyFact, SubjectFacts } from './facts.ts';

/** The current relation between the actor's team and the client; of several the one that lasts longest. */
export function currentRelation(facts: SubjectFacts, { team }: Actor, now: number): CaseRelation | null {
  let best: CaseRelation | null = null;
  for (const relation of facts.relations) {
    if (team === null || relation.teamId !== team || !isCurrent(relation, now)) continue;
    if (!best || lastsLonger(relation, best)) best = relation;
  }
  return best;
}

/** The emergency accesses that this actor has open now. */
export function openEmergencies(facts: SubjectFacts, { subject }: Actor, now: number): EmergencyFact[] {
  return facts.emergencies.filter(
    ({ actorSubject, openedAt, expiresAt, closedAt }) =>
      actorSubject === subject && openedAt <= now && now < expiresAt && (closedAt === null || now < closedAt),
  );
}

/** The emergency access that names the category; of several the one that lasts longest. */
export function coveringEmergency(open: readonly EmergencyFact[], category: string): EmergencyFact | null {
  let best: EmergencyFact | null = null;
  for (const emergency of open) {
    if (!emergency.categories.includes(category)) continue;
    if (!best || endsLater(emergency, best)) best = emergency;
  }
  return best;
}

/** When it ends if nothing changes. */
export function emergencyEnd({ expiresAt, closedAt }: EmergencyFact): number {
  return closedAt === null ? expiresAt : Math.min(expiresAt, closedAt);
}

/** Is this moment in the period? */
export function isCurrent(
  { validFrom, validUntil }: { validFrom: number; validUntil: number | null },
  now: number,
): boolean {
  return validFrom <= now && (validUntil === null || now < validUntil);
}

/** Which of two facts to rely upon, whatever their order: the one that lasts longest, else the one with the last id. */
export function lastsLonger(
  one: { id: string; validUntil: number | null },
  other: { id: string; validUntil: number | null },
): boolean {
  const [end, otherEnd] = [one.validUntil ?? Number.POSITIVE_INFINITY, other.validUntil ?? Number.POSITIVE_INFINITY];
  return end === otherEnd ? one.id > other.id : end > otherEnd;
}

function endsLater(one: EmergencyFact, other: EmergencyFact): boolean {
  const [end, otherEnd] = [emergencyEnd(one), emergencyEnd(other)];
  return end === otherEnd ? one.id > other.id : end > otherEnd;
}
