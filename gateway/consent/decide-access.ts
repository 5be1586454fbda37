import type { ProcessingRegister } from '../../schema/register.ts';
import type { Allowed, Asking, CategoryDecision, Denied, Question } from './decision.ts';
import type { CaseRelation, ConsentFact, EmergencyFact, SubjectFacts } from './facts.ts';
import { performActivity } from './perform-activity.ts';
import type { ReasonCode } from './reasons.ts';
import type { CompiledActivity, CompiledRule } from './register-index.ts';
import { coveringEmergency, currentRelation, emergencyEnd, openEmergencies } from './standing.ts';
import { consentsAbout, weighConsents } from './weigh-consents.ts';

/**
 * Decides, for each category asked, whether it may be shown: purpose, role, case relation (in an emergency: emergency
 * access), legal basis, consent, link, in this order; the first that fails is the reason. Pure.
 *
 * @param facts what is known of the client; null when the question is about no client. Then only organisations as such and,
 * where the activity says so, their contact persons are allowed.
 * @returns a decision for every category asked
 */
export function decide(
  register: ProcessingRegister,
  question: Question,
  facts: SubjectFacts | null,
): ReadonlyMap<string, CategoryDecision> {
  const decideCategory = decider(register, question, facts);
  return new Map(question.categories.map((category) => [category, decideCategory(category)]));
}

/** The same, category by category: what they have in common (the activity, the case relation, the consents) is found once. */
export function decider(
  register: ProcessingRegister,
  question: Asking,
  facts: SubjectFacts | null,
): (category: string) => CategoryDecision {
  const performed = performActivity(register, question.actor, question.purpose);
  if (!performed.compiled) return denyAll(performed.reason);
  const { compiled } = performed;
  if (facts === null) return (category) => decideAboutNoClient(compiled, category);
  const standing = compiled.activity.emergency ? emergencyOf(question, facts) : relationOf(question, facts);
  if (!standing) return denyAll('NO_CASE_RELATION');
  const rules = compiled.sources.get(question.organisation.role) ?? noRules;
  return (category) => {
    const decision =
      category === 'organisation' ? decideOrganisation(rules, standing) : decideCategory(rules, standing, category);
    return decision.allowed && lacksLink(question, facts) ? denied(category, 'NOT_LINKED') : decision;
  };
}

/** Why the actor may ask at all: a case of the team, or emergency access. With what else the decision can rely upon. */
type Standing =
  | { kind: 'case'; relation: CaseRelation; consents: readonly ConsentFact[]; now: number }
  | { kind: 'emergency'; open: readonly EmergencyFact[] };

const noRules: ReadonlyMap<string, CompiledRule> = new Map();

function relationOf(question: Asking, facts: SubjectFacts): Standing | null {
  const relation = currentRelation(facts, question.actor, question.now);
  return relation && { kind: 'case', relation, consents: consentsAbout(facts.consents, question), now: question.now };
}

function emergencyOf({ actor, now }: Asking, facts: SubjectFacts): Standing | null {
  const open = openEmergencies(facts, actor, now);
  return open.length > 0 ? { kind: 'emergency', open } : null;
}

function decideCategory(
  rules: ReadonlyMap<string, CompiledRule>,
  standing: Standing,
  category: string,
): CategoryDecision {
  const rule = rules.get(category);
  if (!rule) return denied(category, 'NO_LEGAL_BASIS');
  if (standing.kind === 'emergency') {
    const emergency = coveringEmergency(standing.open, category);
    if (!emergency) return denied(category, 'NO_LEGAL_BASIS');
    return allowed(category, rule, { emergencyId: emergency.id, until: emergencyEnd(emergency) });
  }
  const { relation, consents, now } = standing;
  if (rule.basis === 'LEGAL_TASK') {
    return allowed(category, rule, { relationId: relation.id, until: relation.validUntil });
  }
  const weighed = weighConsents(consents, category, now);
  if (!weighed.given) return denied(category, weighed.reason);
  const { id, version, validUntil } = weighed.given;
  const until = earliest(relation.validUntil, validUntil);
  return allowed(category, rule, { relationId: relation.id, consent: Object.freeze({ id, version }), until });
}

/**
 * The organisation's name is about no person, but that it is named with this client is: allowed when anything of this
 * source is, and on that basis.
 */
function decideOrganisation(rules: ReadonlyMap<string, CompiledRule>, standing: Standing): CategoryDecision {
  let reason: ReasonCode | null = null;
  for (const category of rules.keys()) {
    const decision = decideCategory(rules, standing, category);
    if (decision.allowed) return Object.freeze({ ...decision, category: 'organisation' });
    reason ??= decision.reason;
  }
  return denied('organisation', reason ?? 'NO_LEGAL_BASIS');
}

function decideAboutNoClient({ activity }: CompiledActivity, category: string): CategoryDecision {
  const listed = category === 'organisation' || (category === 'contact-persons' && activity.partners);
  if (!listed) return denied(category, 'NO_LEGAL_BASIS');
  return allowed(category, { basis: 'LEGAL_TASK', article: activity.article }, { until: null });
}

function lacksLink({ requireLink = false, organisation }: Asking, { links }: SubjectFacts): boolean {
  // Casework keeps the links; it has none to itself.
  return requireLink && organisation.role !== 'casework' && !links.some(({ oin }) => oin === organisation.oin);
}

function denyAll(reason: ReasonCode): (category: string) => Denied {
  return (category) => denied(category, reason);
}

function allowed(
  category: string,
  { basis, article }: CompiledRule,
  relied: Pick<Allowed, 'until'> & Partial<Pick<Allowed, 'relationId' | 'consent' | 'emergencyId'>>,
): Allowed {
  const { relationId = null, consent = null, emergencyId = null, until } = relied;
  return Object.freeze({ allowed: true, category, basis, article, relationId, consent, emergencyId, until });
}

function denied(category: string, reason: ReasonCode): Denied {
  return Object.freeze({ allowed: false, category, reason });
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
