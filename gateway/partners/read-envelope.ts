import { isUtf8 } from 'node:buffer';
import { isObject, type Json, own } from '../plan/json.ts';
import type { CallOutcome, PartnerError } from './partner-call.ts';

const invalid: CallOutcome = { kind: 'failed', code: 'PARTNER_INVALID_RESPONSE' };

// More errors than this are not read: an answer must not make the gateway work without end.
const maxErrors = 1_000;

// A place deeper than this is no place of an answer.
const maxPathLength = 100;
const maxNameLength = 200;

/** Reads the body of an organisation's answer as a GraphQL response. What it holds below `data` is not looked at here. */
export function readEnvelope(body: Buffer): CallOutcome {
  if (!isUtf8(body)) return invalid;
  let json: Json;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    return invalid;
  }
  if (!isObject(json)) return invalid;
  const data = own(json, 'data');
  const errors = own(json, 'errors') ?? [];
  if (!Array.isArray(errors) || (data !== undefined && data !== null && !isObject(data))) return invalid;
  if ((data === undefined || data === null) && errors.length === 0) return invalid;
  return { kind: 'answered', data, errors: errors.slice(0, maxErrors).map(readError) };
}

function readError(error: Json): PartnerError {
  if (!isObject(error)) return { path: null, code: null };
  const path = own(error, 'path');
  const extensions = own(error, 'extensions');
  const code = isObject(extensions) ? own(extensions, 'code') : null;
  return { path: isPath(path) ? path : null, code: typeof code === 'string' ? code : null };
}

function isPath(path: Json | undefined): path is (string | number)[] {
  if (!Array.isArray(path) || path.length > maxPathLength) return false;
  return path.every((part) => (typeof part === 'string' ? part.length <= maxNameLength : isIndex(part)));
}

function isIndex(part: Json): boolean {
  return typeof part === 'number' && Number.isSafeInteger(part) && part >= 0;
}
