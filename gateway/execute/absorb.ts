import { isObjectType } from 'graphql';
import type { ErrorCode } from '../errors.ts';
import type { CallOutcome, PartnerError } from '../partners/partner-call.ts';
import type { FetchStep } from '../plan/compile-plan.ts';
import { isObject, type Json, type JsonObject, own } from '../plan/json.ts';
import type { Asked } from './asked.ts';
import { entitiesAt } from './entities.ts';
import type { Execution } from './execution.ts';
import { concatenate, mergeObject } from './merge.ts';
import type { Path } from './problems.ts';
import { readObject } from './read-answer.ts';
import { codeOf, Report } from './report.ts';
import type { RoutedCall } from './route.ts';

/** One organisation's answer, on its way into the collected data. */
interface Absorption {
  execution: Execution;
  step: FetchStep;
  call: RoutedCall;
  report: Report;
}

/** Takes one organisation's answer into the collected data; what is wrong with it costs just that part, and is named. */
export function absorb(execution: Execution, step: FetchStep, call: RoutedCall, outcome: CallOutcome): void {
  const absorption = { execution, step, call, report: new Report(execution, step, call) };
  if (outcome.kind === 'failed') {
    failAll(absorption, outcome.code);
    return;
  }
  takeAnswer(absorption, outcome);
}

function takeAnswer(absorption: Absorption, { data, errors }: Extract<CallOutcome, { kind: 'answered' }>): void {
  const { execution, step, call, report } = absorption;
  const roots = call.asked ? [] : [...entitiesAt(execution.data, step.path)];
  const [first] = errors;
  const reason = first ? codeOf(first) : 'PARTNER_INVALID_RESPONSE';
  if (!isObject(data)) {
    failAll(absorption, reason, errors);
    return;
  }
  if (!call.asked) takeObject(absorption, data, undefined, roots);
  else {
    const answers = own(data, '_entities');
    if (!Array.isArray(answers) || answers.length !== call.asked.length) {
      failAll(absorption, answers === null ? reason : 'PARTNER_INVALID_RESPONSE');
      return;
    }
    call.asked.forEach((entry, index) => {
      takeEntity(absorption, entry, answers[index], index);
    });
  }
  for (const error of errors) report.error(error, roots);
}

function takeEntity(absorption: Absorption, entry: Asked, answer: Json | undefined, index: number): void {
  // Null: the organisation knows no such entity, or says in an error why it is not there.
  if (answer === null) return;
  const sent = absorption.call.representations[index];
  const sound = isObject(answer) && takeObject(absorption, answer, typenameOf(sent), entry.entities);
  if (!isObject(answer)) absorption.report.missing(entry.entities, typenameOf(sent), 'PARTNER_INVALID_RESPONSE');
  if (!sound) absorption.report.notDelivered(entry, 'PARTNER_INVALID_RESPONSE');
}

// False: something in it was not what was asked for.
function takeObject(
  { execution, step, call, report }: Absorption,
  source: JsonObject,
  typename: string | undefined,
  entities: readonly JsonObject[],
): boolean {
  const violations: Path[] = [];
  const reading = {
    clientIdOf: (pseudonym: string) => call.clientIds.get(pseudonym),
    violation: (path: Path) => violations.push(path),
  };
  const read = readObject(step.selection, source, reading, typename);
  const isKnownObject = (name: Json) => typeof name === 'string' && isObjectType(execution.schema.getType(name));
  if (read) for (const entity of entities) violations.push(...mergeInto(entity, read, isKnownObject, call, report));
  for (const path of violations) report.at(entities, path, 'PARTNER_INVALID_RESPONSE');
  return violations.length === 0;
}

// The lists that could not be completed: the organisation has not as many elements as it had before.
function mergeInto(
  entity: JsonObject,
  read: JsonObject,
  isKnownObject: (name: Json) => boolean,
  call: RoutedCall,
  report: Report,
): Path[] {
  if (call.clientIds.size === 0) {
    mergeObject(entity, read, isKnownObject);
    return [];
  }
  const positions = concatenate(entity, read, call.organisation.oin, isKnownObject);
  report.placed(entity, positions);
  return [...positions].flatMap(([field, at]) => (at ? [] : [[field]]));
}

function failAll(
  { execution, step, call, report }: Absorption,
  code: ErrorCode,
  errors: readonly PartnerError[] = [],
): void {
  const roots = call.asked ? [] : [...entitiesAt(execution.data, step.path)];
  // A root that is null because of one field's error: that field is named, not all the others.
  const named = call.asked ? [] : errors.filter(({ path }) => path !== null && path.length > 0);
  for (const error of named) report.error(error, roots);
  if (named.length === 0) report.missing(roots, undefined, code);
  call.asked?.forEach((entry, index) => {
    report.missing(entry.entities, typenameOf(call.representations[index]), code);
    report.notDelivered(entry, code);
  });
}

function typenameOf(representation: JsonObject | undefined): string | undefined {
  return typeof representation?.__typename === 'string' ? representation.__typename : undefined;
}
