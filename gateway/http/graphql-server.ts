import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { errorCodes } from '../errors.ts';
import type { FederationGateway } from '../federation-gateway.ts';
import { createDocumentStore } from './document-store.ts';
import { limitOperation, type OperationLimits, operationLimits } from './operation-limits.ts';
import type { RequestContext } from './request-context.ts';

export interface GraphqlServerOptions {
  gateway: FederationGateway;
  /** May callers ask for the schema? */
  introspection: boolean;
  /** What an operation may ask at the most. Default: `operationLimits`. */
  limits?: Partial<OperationLimits> | undefined;
  log: Logger;
}

// Documents that are still known after they were planned: a new parsing costs a millisecond.
const maxDocumentBytes = 32_000_000;

/** Apollo Server as this gateway uses it: its pipeline, none of its reports, errors masked in one place. */
export function createGraphqlServer({
  gateway,
  introspection,
  limits: changed,
  log,
}: GraphqlServerOptions): ApolloServer<RequestContext> {
  const limits = { ...operationLimits, ...changed };
  return new ApolloServer<RequestContext>({
    gateway,
    introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    documentStore: createDocumentStore(maxDocumentBytes),
    parseOptions: { maxTokens: limits.tokens },
    validationRules: [limitOperation(limits)],
    // No answer is kept by any cache, whatever a schema says.
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginCacheControlDisabled()],
    formatError: (formatted, error) => presentError(formatted, error, log),
    logger: wordless(log),
  });
}

// Apollo Server puts errors into its texts, and an error may say anything. What matters of them is logged where it is masked.
function wordless(log: Logger) {
  return {
    debug() {},
    info() {},
    warn: () => log.warn('Apollo Server warns'),
    error: () => log.error('Apollo Server reports an error'),
  };
}

const refusal = 'is not supported: an answer comes whole, so that it can be recorded before it leaves.';

/** What the caller sees of an error: a code of ours, and the message that goes with it; anything else is logged, and masked. */
function presentError(formatted: GraphQLFormattedError, error: unknown, log: Logger): GraphQLFormattedError {
  const { extensions = {}, ...rest } = formatted;
  // The standard rules only say that they do not know the directive.
  const [, incremental] = /^Unknown directive "@(defer|stream)"/.exec(formatted.message) ?? [];
  if (incremental)
    return { ...rest, message: `@${incremental} ${refusal}`, extensions: { code: 'OPERATION_NOT_SUPPORTED' } };
  const [, tokens] = /^Syntax Error: Document contains more tha[nt] (\d+) tokens/.exec(formatted.message) ?? [];
  if (tokens) return tooComplex(`The document has more than ${tokens} tokens: ask for less at once.`);
  // What graphql-js says when comparing fields of the same name with each other becomes too much.
  if (formatted.message === 'Validation aborted.') return tooComplex(repeated);
  if (extensions.tooComplex === true) return tooComplex(formatted.message);
  const code = String(extensions.code);
  if (code in errorCodes && code !== 'INTERNAL_SERVER_ERROR') return formatted;
  log.error({ err: error }, 'fault');
  const { locations: _locations, ...place } = rest;
  return { ...place, message: 'The gateway could not answer.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}

const repeated = 'The operation asks fields of the same name too often: ask for less at once.';

function tooComplex(message: string): GraphQLFormattedError {
  return { message, extensions: { code: 'OPERATION_TOO_COMPLEX' } };
}
