import type { ServerResponse } from 'node:http';
import { KorteLijnenError, MethodNotAllowedError, UnauthenticatedError } from '../errors.ts';
import { answerFormOf } from './answer-form.ts';

/** An HTTP answer, whole. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/**
 * The answer to a request that failed before GraphQL had a say, in the shape of a GraphQL answer; a fault is masked.
 *
 * @param accept the request's header, by which the answer's type is chosen if it can be
 */
export function errorAnswer(error: unknown, accept?: string): Answer {
  const type = typeFor(accept);
  if (!(error instanceof KorteLijnenError) || error.httpStatus === undefined) {
    return errors(500, 'internal server error', 'INTERNAL_SERVER_ERROR', type);
  }
  return errors(error.httpStatus, error.message, error.code, { ...type, ...headersOf(error) });
}

function typeFor(accept: string | undefined): Record<string, string> {
  try {
    return { 'content-type': `${answerFormOf(accept).type}; charset=utf-8` };
  } catch {
    return {};
  }
}

/** Is this a fault that the caller sees masked, so that the log must have it? */
export function isFault(error: unknown): boolean {
  return errorAnswer(error).status === 500;
}

function errors(status: number, message: string, code: string, headers?: Record<string, string>): Answer {
  return jsonAnswer(status, { errors: [{ message, extensions: { code } }] }, headers);
}

function headersOf(error: KorteLijnenError): Record<string, string> {
  if (error instanceof UnauthenticatedError) return { 'www-authenticate': 'Bearer' };
  if (error instanceof MethodNotAllowedError) return { allow: error.allowed.join(', ') };
  return {};
}

/** Sends an answer: not to be kept by any cache, nor taken for another type than it says. */
export function send(response: ServerResponse, answer: Answer, extraHeaders: Record<string, string>): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-length': String(Buffer.byteLength(answer.body)),
    ...extraHeaders,
  });
  response.end(answer.body);
}
