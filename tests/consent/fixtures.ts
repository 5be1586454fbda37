import { expect } from 'vitest';
import { decide } from '../../gateway/consent/decide-access.ts';
import type { CategoryDecision, Question } from '../../gateway/consent/decision.ts';
import type { CaseRelation, ConsentFact, EmergencyFact, SubjectFacts } from '../../gateway/consent/facts.ts';
import type { Actor } from '../../gateway/identity/actor.ts';
import { committedRegister, readRegister } from '../../schema/register.ts';
import { roleNames } from '../../subgraphs/kit/wire.ts';

export const register = readRegister(committedRegister);

export const now = Date.parse('2026-11-22T10:00:00Z');

export const day = 24 * 60 * 60 * 1000;

export type ActivityName =
  | 'debt-assistance'
  | 'social-support'
  | 'early-signal'
  | 'eviction-prevention'
  | 'income-support'
  | 'emergency-access';

/** The id of an activity. */
export function activityId(name: string): string {
  return `urn:korte-lijnen:activity:${name}`;
}

export const professional: Actor = {
  subject: 'user-nadia',
  name: 'Nadia',
  team: 'team-ondiep',
  role: 'professional',
  organisation: '00000099000000001000',
};

/** An invented organisation of each role. */
const organisationOins: ReadonlyMap<string, string> = new Map(
  roleNames.map((role, index) => [role, `0000009900000000${index + 1}001`]),
);

export function organisation(role: string): { oin: string; role: string } {
  return { role, oin: organisationOins.get(role) ?? '00000099000000009001' };
}

export const noFacts: SubjectFacts = { version: 0, relations: [], consents: [], emergencies: [], links: [] };

/** A relation between the professional's team and the client, which began yesterday and has no end. */
export function relation(changes: Partial<CaseRelation> = {}): CaseRelation {
  return { id: 'relation-1', teamId: 'team-ondiep', validFrom: now - day, validUntil: null, ...changes };
}

/** A consent to the CJIB's data for debt assistance, given yesterday, without an end. */
export function consent(changes: Partial<ConsentFact> = {}): ConsentFact {
  return {
    id: 'consent-1',
    version: 1,
    state: 'given',
    sourceRole: 'cjib',
    sourceOin: null,
    recipientOin: null,
    activityId: activityId('debt-assistance'),
    categories: ['penal', 'debts'],
    validFrom: now - day,
    validUntil: null,
    ...changes,
  };
}

/** Emergency access to identity and care, opened by the professional a quarter of an hour ago, for an hour. */
export function emergency(changes: Partial<EmergencyFact> = {}): EmergencyFact {
  return {
    id: 'emergency-1',
    actorSubject: professional.subject,
    categories: ['identity', 'care'],
    openedAt: now - 15 * 60_000,
    expiresAt: now + 45 * 60_000,
    closedAt: null,
    ...changes,
  };
}

export interface Asked extends Partial<Omit<Question, 'purpose' | 'organisation' | 'categories'>> {
  purpose?: ActivityName | 'unheard-of' | null;
  source?: string;
  category: string;
}

/** Decides about one category; the professional asks, for debt assistance, casework, now. */
export function decideOne(asked: Asked, facts: Partial<SubjectFacts> | null): CategoryDecision {
  const { purpose = 'debt-assistance', source = 'casework', category, ...rest } = asked;
  const question: Question = {
    actor: professional,
    now,
    ...rest,
    purpose: purpose === null ? null : activityId(purpose),
    organisation: organisation(source),
    categories: [category],
  };
  const decisions = decide(register, question, facts && { ...noFacts, ...facts });
  expect([...decisions.keys()]).toEqual([category]);
  const decision = decisions.get(category);
  if (!decision) throw new Error('no decision');
  return decision;
}

/** The reason, or `allowed`. */
export function outcome(asked: Asked, facts: Partial<SubjectFacts> | null): string {
  const decision = decideOne(asked, facts);
  return decision.allowed ? 'allowed' : decision.reason;
}
