import type { CallOutcome } from '../partners/partner-call.ts';
import type { FetchStep } from '../plan/compile-plan.ts';
import { absorb } from './absorb.ts';
import type { Asked } from './asked.ts';
import { entitiesAt, placesAt } from './entities.ts';
import type { Execution, NotDelivered } from './execution.ts';
import { type RoutedCall, type Routing, routeFetch } from './route.ts';

/** Runs one fetch: routes it, decides, calls every organisation at once, and merges the answers in a fixed order. */
export async function runFetch(execution: Execution, step: FetchStep): Promise<void> {
  let routing: Routing;
  try {
    routing = await routeFetch(execution, step);
  } catch {
    failWhole(execution, step);
    return;
  }
  for (const entry of routing.unlinked) nothingThere(step, entry);
  const calls = routing.calls.filter((call) => decideCall(execution, step, call));
  const outcomes = await Promise.all(calls.map((call) => callOrganisation(execution, step, call)));
  calls.forEach((call, index) => {
    const outcome = outcomes[index];
    if (outcome) absorb(execution, step, call, outcome);
  });
}

// Asked per person and organisation, before the call: asking an organisation about someone already tells it something.
function decideCall({ services, context, records }: Execution, step: FetchStep, call: RoutedCall): boolean {
  const { actor, purpose } = context;
  const { organisation } = call;
  const subjects = call.asked ? call.asked.map(({ subject }) => subject) : [null];
  const decisions = subjects.map((subject) => {
    const question = { actor, purpose, subject, organisation, categories: step.categories };
    const decision = services.decide(question);
    records.push({ question, decision });
    return decision;
  });
  return decisions.every(({ allowed }) => allowed);
}

function callOrganisation(execution: Execution, step: FetchStep, call: RoutedCall): Promise<CallOutcome> {
  const { organisation } = call;
  const body = requestBody(execution, step, call);
  return execution.services.caller.call({ organisation, body, signal: execution.context.signal });
}

function requestBody(execution: Execution, step: FetchStep, call: RoutedCall): string {
  const variables: string[] = [];
  for (const name of step.variables) {
    const value = Object.hasOwn(execution.rawVariables, name) ? execution.rawVariables[name] : undefined;
    if (value !== undefined) variables.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
  }
  if (call.asked) variables.push(`"representations":${JSON.stringify(call.representations)}`);
  return `${step.bodyPrefix}${variables.join(',')}}${extensions(execution, step, call)}}`;
}

// Only the wijkteam's own subgraph is told what others did not deliver: it computes the overview, and says what is missing.
function extensions(execution: Execution, step: FetchStep, call: RoutedCall): string {
  if (!call.asked || execution.notDelivered.length === 0 || execution.services.isPartner(step.role)) return '';
  const subjects = new Set(call.asked.map(({ subject }) => subject));
  const notDelivered: NotDelivered[] = execution.notDelivered.filter(({ clientId }) => subjects.has(clientId));
  return notDelivered.length === 0 ? '' : `,"extensions":{"korteLijnen":${JSON.stringify({ notDelivered })}}`;
}

/** A client that no organisation of the role knows: nothing is there, which is something else than not delivered. */
function nothingThere(step: FetchStep, { entities, representation }: Asked): void {
  const typename = typeof representation.__typename === 'string' ? representation.__typename : undefined;
  for (const { name, value } of step.selection.fieldsOf(typename) ?? []) {
    if (value.kind === 'list') for (const entity of entities) entity[name] ??= [];
  }
}

function failWhole(execution: Execution, step: FetchStep): void {
  const places = placesAt(execution.data, step.path);
  for (const entity of entitiesAt(execution.data, step.path)) {
    const typename = typeof entity.__typename === 'string' ? entity.__typename : undefined;
    for (const { name } of step.selection.fieldsOf(typename) ?? []) {
      if (entity[name] !== undefined) continue;
      for (const place of places.get(entity) ?? []) {
        execution.problems.push({ path: [...place, name], code: 'LINKS_UNAVAILABLE', organisation: null });
      }
    }
  }
}
