import type { ErrorCode } from '../errors.ts';
import type { CallOutcome, PartnerError } from '../partners/partner-call.ts';
import { answerName } from '../plan/fetch-query.ts';
import { isObject, type Json, type JsonObject, own } from '../plan/json.ts';
import { owningRole } from '../plan/subject-rules.ts';
import type { Asked } from './asked.ts';
import { Copiers } from './copy/copiers.ts';
import type { CallGroup, DecidedCall } from './decide-call.ts';
import type { Path } from './problems.ts';
import { readObject } from './read-answer.ts';

/** What an organisation answered about one entity, or about the root. */
export interface AnswerPart {
  group: CallGroup;
  /** Null: the root. */
  entry: Asked | null;
  /** Just what was asked for, by type; null: the organisation knows no such entity, or its part failed. */
  read: JsonObject | null;
  /** Where, below it, something was not what was asked for. */
  violations: readonly Path[];
  /** Set where nothing of it can be used, and why. */
  failed: ErrorCode | null;
}

/** An organisation's answer to a call, read and not yet merged. */
export interface ReadAnswer {
  call: DecidedCall;
  parts: readonly AnswerPart[];
  errors: readonly PartnerError[];
}

const readers = new Copiers('read');

/** Of one entity no more places are named: an answer must not make the gateway work without end. */
export const maxViolations = 100;

/** Reads how a call ended. Every part of what was asked has its part here, also when the whole call failed. */
export function readOutcome(call: DecidedCall, outcome: CallOutcome | null): ReadAnswer {
  if (!outcome) return { call, parts: [], errors: [] };
  if (outcome.kind === 'failed')
    return { call, parts: call.groups.flatMap((group) => failedParts(group, outcome.code)), errors: [] };
  const { data, errors } = outcome;
  const [first] = errors;
  const reason = first ? codeOf(first, call.organisation.role) : 'PARTNER_INVALID_RESPONSE';
  if (!isObject(data)) return { call, parts: call.groups.flatMap((group) => failedParts(group, reason)), errors };
  const parts = call.groups.flatMap((group, index) => {
    if (!group.asked) return [readPart(call, group, null, data, undefined)];
    const answers = own(data, answerName(index, call.groups.length));
    if (Array.isArray(answers) && answers.length === group.asked.length)
      return readEntities(call, group, group.asked, answers);
    return failedParts(group, answers === null ? reason : 'PARTNER_INVALID_RESPONSE');
  });
  return { call, parts, errors };
}

function failedParts(group: CallGroup, failed: ErrorCode): AnswerPart[] {
  const entries = group.asked ?? [null];
  return entries.map((entry) => ({ group, entry, read: null, violations: [], failed }));
}

function readEntities(
  call: DecidedCall,
  group: CallGroup,
  asked: readonly Asked[],
  answers: readonly Json[],
): AnswerPart[] {
  return asked.map((entry, index): AnswerPart => {
    const answer = answers[index];
    const typename = typenameOf(group.representations[index]);
    if (isObject(answer) && isOfType(call, answer, typename)) return readPart(call, group, entry, answer, typename);
    // An organisation that a client is linked to knows the client; what it does not keep is an empty list, never null.
    const failed = answer === null && call.clientIds.size === 0 ? null : 'PARTNER_INVALID_RESPONSE';
    return { group, entry, read: null, violations: [], failed };
  });
}

// A client is answered as a client: another type would be read as nothing.
function isOfType(call: DecidedCall, answer: JsonObject, typename: string | undefined): boolean {
  const told = own(answer, '__typename');
  return call.clientIds.size === 0 || told === undefined || told === typename;
}

function readPart(
  call: DecidedCall,
  group: CallGroup,
  entry: Asked | null,
  source: JsonObject,
  typename: string | undefined,
): AnswerPart {
  const violations: Path[] = [];
  const reading = {
    propagatesNulls: call.clientIds.size > 0,
    clientIdOf: (pseudonym: string) => call.clientIds.get(pseudonym),
    violation: (path: Path) => {
      if (violations.length < maxViolations) violations.push(path);
    },
  };
  const { selection } = group.variant;
  const read = selection
    ? (readers.of(selection)?.(source, reading, typename) ?? readObject(selection, source, reading, typename))
    : null;
  return { group, entry, read, violations, failed: null };
}

// Codes that an organisation may say and the caller gets to hear; of all others only that something was not delivered.
const passedOn: ReadonlySet<string> = new Set<ErrorCode>(['BAD_USER_INPUT', 'SEARCH_TOO_LARGE']);

// Of what the wijkteam's own subgraph decides about who asks, besides.
const passedOnOfOwn: ReadonlySet<string> = new Set<ErrorCode>(['ROLE_NOT_ALLOWED', 'NO_PURPOSE']);

/** The code that the caller gets for an error of an organisation of this role. */
export function codeOf({ code }: PartnerError, role: string): ErrorCode {
  const isTold = code !== null && (passedOn.has(code) || (role === owningRole && passedOnOfOwn.has(code)));
  return isTold ? (code as ErrorCode) : 'PARTNER_UNAVAILABLE';
}

/** The type that a representation is of. */
export function typenameOf(representation: JsonObject | undefined): string | undefined {
  return typeof representation?.__typename === 'string' ? representation.__typename : undefined;
}
