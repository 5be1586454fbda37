import { LinksUnavailableError } from '../errors.ts';
import { traceHeaders } from '../http/trace-context.ts';
import type { CallOutcome } from '../partners/partner-call.ts';
import type { FetchStep } from '../plan/compile-fetch.ts';
import { absorb } from './absorb.ts';
import { type Asked, collectAsked } from './asked.ts';
import { callBody } from './call-body.ts';
import { signedCall } from './call-claims.ts';
import { type DecidedCall, decideCall } from './decide-call.ts';
import { entitiesAt, placesAt } from './entities.ts';
import type { Execution } from './execution.ts';
import { actsOf, noteActs, noteAnswer, spanOf } from './note-answer.ts';
import { type AnswerPart, type ReadAnswer, readOutcome } from './read-outcome.ts';
import { type Routing, routeFetch } from './route.ts';
import { isScreenedHere, type Screened, screenAnswer } from './screen-answer.ts';

/**
 * Runs one fetch: routes it, decides, calls every organisation at once, reads the answers, decides on the persons found in
 * them, and merges them in a fixed order.
 */
export async function runFetch(execution: Execution, planned: FetchStep): Promise<void> {
  const query = planned.query.decided(execution.variables);
  const step = query === planned.query ? planned : decidedStep(planned, query);
  let routing: Routing;
  try {
    routing = await routeFetch(execution, step);
  } catch (error) {
    if (!(error instanceof LinksUnavailableError)) throw error;
    failWhole(execution, step);
    return;
  }
  for (const entry of routing.unlinked) nothingThere(step, entry);
  const calls = routing.calls.map((call) => decideCall(execution, step, call));
  const start = Date.now();
  const { isAct } = step.query;
  const acts = isAct ? actsOf(calls) : [];
  if (acts.length > 0) await execution.beginActs?.(acts);
  const outcomes = await Promise.all(calls.map((call) => callOrganisation(execution, step, call)));
  if (isAct) execution.access?.acted?.(Date.now());
  const answers = calls.map((call, index) => readOutcome(call, outcomes[index] ?? null));
  for (const answer of answers) {
    if (isAct) noteActs(execution, answer, start);
    noteAnswer(execution, step, answer);
  }
  if (!isScreenedHere(execution, step.role)) {
    for (const answer of answers) absorb(execution, step, answer, []);
    return;
  }
  const screened = await Promise.all(answers.map((answer) => screenOrWithhold(execution, answer)));
  for (const { answer, denied } of screened) absorb(execution, step, answer, denied);
}

function decidedStep(planned: FetchStep, query: FetchStep['query']): FetchStep {
  return { ...planned, query, entities: planned.entities?.decided(query) ?? null };
}

// What cannot be decided on is not shown.
async function screenOrWithhold(
  execution: Execution,
  answer: ReadAnswer,
): Promise<{ answer: ReadAnswer; denied: readonly Screened[] }> {
  try {
    return { answer, denied: await screenAnswer(execution, answer) };
  } catch (error) {
    if (!(error instanceof LinksUnavailableError)) throw error;
    const parts = answer.parts.map((part): AnswerPart => ({ ...part, read: null, violations: [], failed: error.code }));
    return { answer: { ...answer, parts, errors: [] }, denied: [] };
  }
}

async function callOrganisation(execution: Execution, step: FetchStep, call: DecidedCall): Promise<CallOutcome | null> {
  if (call.groups.length === 0) return null;
  const { organisation } = call;
  const body = callBody(execution, step, call);
  const authorization = await signedCall(execution, step, call, body);
  return execution.services.caller.call({
    organisation,
    body,
    authorization,
    access: execution.access,
    context: execution.context,
    trace: traceHeaders(execution.context.trace, spanOf(execution, call)),
    signal: execution.context.signal,
  });
}

// A client that no organisation of the role knows: nothing is there, which is something else than not delivered.
function nothingThere(step: FetchStep, { entities, representation }: Asked): void {
  const typename = typeof representation.__typename === 'string' ? representation.__typename : undefined;
  for (const { name, value } of step.query.whole.selection?.fieldsOf(typename) ?? []) {
    if (value.kind === 'list') for (const entity of entities) entity[name] ??= [];
  }
}

function failWhole(execution: Execution, step: FetchStep): void {
  const places = placesAt(execution.data, step.path);
  const { role } = step;
  for (const { subject } of step.entities ? collectAsked(execution, step, step.entities) : []) {
    if (subject !== null)
      execution.notDelivered.push({ clientId: subject, role, oin: null, reason: 'LINKS_UNAVAILABLE' });
  }
  for (const entity of entitiesAt(execution.data, step.path)) {
    const typename = typeof entity.__typename === 'string' ? entity.__typename : undefined;
    for (const { name } of step.query.whole.selection?.fieldsOf(typename) ?? []) {
      if (entity[name] !== undefined) continue;
      for (const place of places.get(entity) ?? []) {
        execution.problems.push({ path: [...place, name], code: 'LINKS_UNAVAILABLE', organisation: null });
      }
    }
  }
}
