import type { CallFacts } from '../../signed-calls/sign-call.ts';
import type { CallActor, CallGrant, GrantBasis } from '../../subgraphs/kit/wire.ts';
import type { FetchStep } from '../plan/compile-fetch.ts';
import { gatewayRole } from '../plan/subject-rules.ts';
import type { CallGroup, DecidedCall } from './decide-call.ts';
import type { Execution } from './execution.ts';

/**
 * The header `authorization` of a call: the call as decided, signed for this organisation and this body. Undefined where
 * calls are not signed.
 */
export async function signedCall(
  execution: Execution,
  step: FetchStep,
  call: DecidedCall,
  body: string,
): Promise<string | undefined> {
  const { signCall } = execution.services;
  // What the gateway answers itself goes nowhere.
  if (!signCall || step.role === gatewayRole) return undefined;
  const token = await signCall({ oin: call.organisation.oin, body, ...callClaims(execution, step, call) });
  return `Bearer ${token}`;
}

/** What a call says: on whose behalf, what for, and what may be shown of whom. */
export function callClaims(execution: Execution, step: FetchStep, call: DecidedCall): CallFacts {
  const { context, access } = execution;
  const grants: CallGrant[] = [];
  const general = new Set<string>();
  for (const group of call.groups) {
    const categories = allowedIn(step, group);
    const subjects = subjectsOf(execution, group);
    if (subjects.length > 0) grants.push({ subjects, categories, basis: basesOf(execution, call, group, categories) });
    if (subjects.length < group.representations.length || !group.asked)
      for (const each of categories) general.add(each);
  }
  return {
    act: callActor(execution, step),
    purpose: context.purpose,
    activity: access ? context.purpose : null,
    grants,
    categories: [...general],
  };
}

function allowedIn(step: FetchStep, { variant }: CallGroup): readonly string[] {
  if (variant === step.query.whole) return step.query.categories;
  return variant.key.split(' ').filter((category) => category !== '');
}

// One purpose, one organisation and one category: the register has one rule, so it is the same for all of the group.
function basesOf(
  { access }: Execution,
  { organisation }: DecidedCall,
  { asked }: CallGroup,
  categories: readonly string[],
): GrantBasis[] {
  const subject = asked?.find((entry) => entry.subject !== null)?.subject;
  if (!access || subject === undefined) return [];
  const decide = access.about(subject, organisation);
  return categories.flatMap((category) => {
    const decision = decide(category);
    if (!decision.allowed || decision.basis === undefined || decision.article === undefined) return [];
    return [{ category, basis: decision.basis, article: decision.article }];
  });
}

/** The clients of a group, by the names that the organisation knows them by. */
function subjectsOf({ services }: Execution, { representations }: CallGroup): string[] {
  const { type, field } = services.rules;
  return representations.flatMap((representation) => {
    const id = representation[field];
    return representation.__typename === type && typeof id === 'string' ? [id] : [];
  });
}

/** Who asks is for the wijkteam's own subgraph only: a partner has no need to know. */
function callActor({ context, services }: Execution, step: FetchStep): CallActor {
  const { role, organisation, subject, name, team } = context.actor;
  return services.rules.isPartner(step.role)
    ? { role, organisation }
    : { role, organisation, sub: subject, name, team };
}
