import { STATUS_CODES } from 'node:http';
import { KorteLijnenError, MethodNotAllowedError, UnauthenticatedError } from '../../errors.ts';
import type { Answer } from '../../http/answer.ts';

/** An error as the answer of a REST interface; a fault is masked. Source: RFC 9457. */
export function problemAnswer(error: unknown): Answer {
  if (!(error instanceof KorteLijnenError) || error.httpStatus === undefined) {
    return problem(500, 'internal server error', 'INTERNAL_SERVER_ERROR', {});
  }
  return problem(error.httpStatus, error.message, error.code, headersOf(error));
}

function problem(status: number, detail: string, code: string, headers: Record<string, string>): Answer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
    body: JSON.stringify({ status, title: STATUS_CODES[status], detail, code }),
  };
}

function headersOf(error: KorteLijnenError): Record<string, string> {
  if (error instanceof UnauthenticatedError) return { 'www-authenticate': 'Bearer' };
  if (error instanceof MethodNotAllowedError) return { allow: error.allowed.join(', ') };
  return {};
}
