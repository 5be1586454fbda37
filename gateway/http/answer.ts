import type { ServerResponse } from 'node:http';
import { KorteLijnenError, MethodNotAllowedError, UnauthenticatedError } from '../errors.ts';
import { type AnswerForm, answerFormOf, contentType } from './answer-form.ts';
import { statusFor } from './status-for-json.ts';

/** An HTTP answer, whole. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

interface TextAnswer extends Answer {
  body: string;
}

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): TextAnswer {
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
  const form = formFor(accept);
  const type = form && { 'content-type': contentType(form) };
  if (!(error instanceof KorteLijnenError) || error.httpStatus === undefined) {
    return errors(500, 'internal server error', 'INTERNAL_SERVER_ERROR', { ...type });
  }
  const answer = errors(error.httpStatus, error.message, error.code, { ...type, ...headersOf(error) });
  return form ? { ...answer, status: statusFor(form, answer.status, answer.body) } : answer;
}

function formFor(accept: string | undefined): AnswerForm | null {
  try {
    return answerFormOf(accept);
  } catch {
    return null;
  }
}

/** Is this a fault that the caller sees masked, so that the log must have it? */
export function isFault(error: unknown): boolean {
  return errorAnswer(error).status === 500;
}

function errors(status: number, message: string, code: string, headers: Record<string, string>): TextAnswer {
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
