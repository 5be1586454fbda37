import type { ErrorCode } from '../errors.ts';
import type { FetchStep } from '../plan/compile-fetch.ts';
import type { Json, JsonObject } from '../plan/json.ts';
import type { DecidedCall, Denial } from './decide-call.ts';
import { entitiesAt } from './entities.ts';
import type { Execution } from './execution.ts';
import { concatenate, mergeObject, objectTypesOf } from './merge.ts';
import type { Path } from './problems.ts';
import { type AnswerPart, type ReadAnswer, typenameOf } from './read-outcome.ts';
import { Report } from './report.ts';
import { isScreened, type Screened } from './screen-answer.ts';

/** Takes one organisation's answer into the collected data; what is missing or wrong costs just that part, and is named. */
export function absorb(execution: Execution, step: FetchStep, answer: ReadAnswer, screened: readonly Screened[]): void {
  const { call, parts, errors } = answer;
  const roots = call.asked ? [] : [...entitiesAt(execution.data, step.path)];
  const report = new Report(execution, step, call, roots);
  for (const part of parts) absorbPart(execution, call, part, roots, { report, screened });
  for (const denial of call.denials) reportDenial(denial, parts, roots, report);
  for (const { part, path, ...denial } of screened) {
    report.denied(part.entry?.entities ?? roots, path, denial);
  }
  // A root that is null because of one field's error: that field is named, not all the others.
  const explained = errors.some(({ path }) => path !== null && path.length > 0);
  for (const part of parts)
    if (part.failed && !(explained && !part.entry)) reportFailed(part, part.failed, roots, report);
  // What failed as a whole is named already; only at the root an error may say which field it was.
  const failed = parts.find((part) => part.failed);
  const left = failed ? errors.filter(({ path }) => !failed.entry && path !== null && path.length > 0) : errors;
  for (const error of left) report.error(error, screened);
}

function absorbPart(
  execution: Execution,
  call: DecidedCall,
  { entry, read, violations }: AnswerPart,
  roots: readonly JsonObject[],
  { report, screened }: { report: Report; screened: readonly Screened[] },
): void {
  const entities = entry?.entities ?? roots;
  const isKnownObject = objectTypesOf(execution.schema);
  const found = violations.filter((path) => !isScreened(screened, entry, path));
  if (read) for (const entity of entities) found.push(...mergeInto(entity, read, isKnownObject, call, report));
  for (const path of found) report.at(entities, path, 'PARTNER_INVALID_RESPONSE');
  if (entry && found.length > 0) report.notDelivered(entry, 'PARTNER_INVALID_RESPONSE');
}

// The lists that could not be completed: the organisation has not as many elements as it had before.
function mergeInto(
  entity: JsonObject,
  read: JsonObject,
  isKnownObject: (name: Json) => boolean,
  call: DecidedCall,
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

function reportFailed(
  { entry, group }: AnswerPart,
  code: ErrorCode,
  roots: readonly JsonObject[],
  report: Report,
): void {
  const { selection } = group.variant;
  if (!selection) return;
  if (!entry) {
    report.missing(roots, selection.fieldsOf() ?? [], code);
    return;
  }
  const sent = group.representations[group.asked?.indexOf(entry) ?? 0];
  report.missing(entry.entities, selection.fieldsOfNamed(typenameOf(sent)), code);
  report.notDelivered(entry, code);
}

// Where the field would have stood: once in every element of the lists above it that was delivered.
function reportDenial(
  denial: Denial,
  parts: readonly AnswerPart[],
  roots: readonly JsonObject[],
  report: Report,
): void {
  const { entry, path, category, reason } = denial;
  const read = parts.find((part) => part.entry === entry)?.read ?? null;
  const entities = entry?.entities ?? roots;
  for (const place of placesOf(path, read)) report.denied(entities, place, { category, reason });
  if (entry) report.notDelivered(entry, reason as ErrorCode);
}

function placesOf(path: readonly string[], read: Json | undefined, at: Path = []): Path[] {
  if (Array.isArray(read)) return read.flatMap((element, index) => placesOf(path, element, [...at, index]));
  const [name, ...below] = path;
  if (name === undefined) return [];
  if (below.length === 0) return at.length === 0 || read ? [[...at, name]] : [];
  if (read === null || read === undefined || typeof read !== 'object') return [];
  return placesOf(below, read[name], [...at, name]);
}
