import type { ApolloServer, HTTPGraphQLRequest } from '@apollo/server';
import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import { OperationNotSupportedError } from '../errors.ts';
import { isObject } from '../trusted-documents/asked-document.ts';
import type { RequestContext } from './request-context.ts';

/** An operation as most requests ask it: by its text alone. */
export interface AskedOperation {
  query: string;
  operationName: string | null;
  variables: Readonly<Record<string, unknown>>;
}

/** Runs operations of documents that were found valid before. */
export interface KnownOperations {
  /** Null: Apollo Server has to look at it first. */
  runKnown(asked: AskedOperation, context: RequestContext): Promise<GatewayExecutionResult> | null;
}

export interface OperationOptions {
  /** Started by whoever made it, and stopped by them too. */
  server: ApolloServer<RequestContext>;
  /** Default: Apollo Server looks at every document. */
  known?: KnownOperations | undefined;
}

/** What GraphQL has to say to a request. */
export interface OperationAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Of a request whose caller has gone. */
const unheard: OperationAnswer = { status: 499, headers: {}, body: '' };

// Under which Apollo Server tells what came of an operation: the one that was run may not be valid any more.
const alwaysValid = '{ __typename }';

/**
 * Answers an operation. Where its document was found valid before, and its answer has no errors, Apollo Server is not asked: its
 * pipeline would only find the same again, for a seventh of what a client view costs. Errors are told by Apollo Server, of a known
 * document too, so that their form and status are decided in one place.
 */
export async function answerOperation(
  { server, known }: OperationOptions,
  request: HTTPGraphQLRequest,
  context: RequestContext,
): Promise<OperationAnswer> {
  const asked = readPlainly(request);
  const running = asked && known?.runKnown(asked, context);
  if (!running) return askApollo(server, request, context);
  const result = await running.catch(() => null);
  // Nobody hears it any more, and Apollo Server may have been stopped.
  if (context.signal.aborted) return unheard;
  if (result && result.errors === undefined) return { status: 200, headers: {}, body: `${JSON.stringify(result)}\n` };
  return askApollo(server, { ...request, body: { query: alwaysValid } }, { ...context, running });
}

async function askApollo(
  server: ApolloServer<RequestContext>,
  httpGraphQLRequest: HTTPGraphQLRequest,
  context: RequestContext,
): Promise<OperationAnswer> {
  const { status, headers, body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest,
    context: async () => context,
  });
  if (body.kind !== 'complete') throw new OperationNotSupportedError('answers in parts are not offered');
  return { status: status ?? 200, headers: Object.fromEntries(headers), body: body.string };
}

// Null: there is more to it, or something wrong with it.
function readPlainly({ method, body }: HTTPGraphQLRequest): AskedOperation | null {
  if (method !== 'POST' || !isObject(body)) return null;
  const { query, operationName, variables, extensions } = body;
  const [name, values] = [operationName ?? null, variables ?? {}];
  if (typeof query !== 'string' || (name !== null && typeof name !== 'string')) return null;
  if (!isObject(values) || !isNone(extensions ?? {})) return null;
  return { query, operationName: name, variables: values };
}

// What is left of extensions that named a trusted document.
function isNone(extensions: unknown): boolean {
  return isObject(extensions) && Object.keys(extensions).length === 0;
}
