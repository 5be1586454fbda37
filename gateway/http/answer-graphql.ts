import type { IncomingMessage } from 'node:http';
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { BadRequestError } from '../errors.ts';
import type { TokenVerifier } from '../identity/verify-token.ts';
import { takeDocument } from '../trusted-documents/take-document.ts';
import type { TrustedDocuments } from '../trusted-documents/trusted-documents.ts';
import type { Answer } from './answer.ts';
import { answerFormOf, contentType } from './answer-form.ts';
import { answerOperation, type OperationOptions } from './answer-operation.ts';
import type { Exchange } from './exchange.ts';
import { readJson } from './read-json.ts';
import type { RequestContext } from './request-context.ts';
import { statusFor } from './status-for-json.ts';
import { readTraceContext, traceHeaders } from './trace-context.ts';

export interface GraphqlOptions extends OperationOptions {
  verifier: TokenVerifier;
  maxBodyBytes: number;
  /** Documents that may be asked by id, or alone may be asked. Default: every document is asked by its text. */
  documents?: TrustedDocuments | null;
}

/** A purpose is the URI of a processing activity. Source: RFC 3986, without what needs no part in such a name. */
const purposePattern = /^[A-Za-z0-9][A-Za-z0-9:/._~#-]{0,199}$/;

/**
 * Answers an operation. Who asks is established first: without it no byte of the body is read.
 *
 * Throws a KorteLijnenError for what is refused before GraphQL has a say.
 */
export async function answerGraphql(options: GraphqlOptions, exchange: Exchange): Promise<Answer> {
  const { request, requestId, signal } = exchange;
  const actor = await options.verifier.verify(request.headers.authorization);
  // Before anything runs: an act must not be done for a caller who cannot read that it was.
  const form = answerFormOf(request.headers.accept);
  const trace = readTraceContext(request.headers);
  const context: RequestContext = { actor, purpose: readPurpose(request), requestId, trace, signal };
  const operation = await readOperation(exchange, options.maxBodyBytes);
  const asked = options.documents ? takeDocument(operation, options.documents) : operation;
  const { status, headers, body } = await answerOperation(options, asked, context);
  return {
    status: statusFor(form, status, body),
    headers: { ...headers, 'content-type': contentType(form), ...traceHeaders(trace, trace.spanId) },
    body,
  };
}

function readPurpose({ headers }: IncomingMessage): string | null {
  const purpose = headers['x-purpose'];
  if (purpose === undefined) return null;
  if (typeof purpose !== 'string' || !purposePattern.test(purpose)) {
    throw new BadRequestError('the header x-purpose is not a URI of at most 200 characters');
  }
  return purpose;
}

async function readOperation({ request, search }: Exchange, maxBodyBytes: number): Promise<HTTPGraphQLRequest> {
  if (request.method === 'POST')
    return { method: 'POST', headers: notForged, search, body: await readJson(request, maxBodyBytes) };
  return { method: request.method ?? 'GET', headers: headersOf(request), search, body: undefined };
}

const preflight = 'apollo-require-preflight';

// Only a body of `application/json` is read, which a page of another site cannot send unasked.
const notForged = new HeaderMap([[preflight, 'a body of application/json']]);

// What Apollo Server decides by: is it a request that a page of another site cannot make? In which form is answered is decided here.
const decidedBy = ['content-type', 'x-apollo-operation-name', preflight];

function headersOf({ headers }: IncomingMessage): HeaderMap {
  return new HeaderMap(
    decidedBy.flatMap((name): [string, string][] => {
      const value = headers[name];
      return value === undefined ? [] : [[name, [value].flat().join(', ')]];
    }),
  );
}
