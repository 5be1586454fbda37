import type { FetchStep } from '../plan/compile-fetch.ts';
import { representationsName } from '../plan/fetch-query.ts';
import type { DecidedCall } from './decide-call.ts';
import type { Execution, NotDelivered } from './execution.ts';

/** The body of a call: the fetch's query for all groups of it, the caller's variables that it uses, the representations. */
export function callBody(execution: Execution, step: FetchStep, call: DecidedCall): string {
  const { groups } = call;
  const head = step.query.head(groups.map(({ variant }) => variant));
  const variables = [...callerVariables(execution, head.variables)];
  groups.forEach(({ asked, representations }, index) => {
    if (asked) variables.push(`"${representationsName(index, groups.length)}":${JSON.stringify(representations)}`);
  });
  return `${head.prefix}${variables.join(',')}}${extensions(execution, step, call)}}`;
}

function callerVariables({ rawVariables }: Execution, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const value = Object.hasOwn(rawVariables, name) ? rawVariables[name] : undefined;
    return value === undefined ? [] : [`${JSON.stringify(name)}:${JSON.stringify(value)}`];
  });
}

// Only the wijkteam's own subgraph is told what others did not deliver: it computes the overview, and says what is missing.
function extensions(execution: Execution, step: FetchStep, { groups }: DecidedCall): string {
  if (execution.notDelivered.length === 0 || execution.services.rules.isPartner(step.role)) return '';
  const subjects = new Set(groups.flatMap(({ asked }) => (asked ?? []).map(({ subject }) => subject)));
  const notDelivered: NotDelivered[] = execution.notDelivered.filter(({ clientId }) => subjects.has(clientId));
  return notDelivered.length === 0 ? '' : `,"extensions":{"korteLijnen":${JSON.stringify({ notDelivered })}}`;
}
