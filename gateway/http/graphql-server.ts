import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { errorCodes } from '../errors.ts';
import type { FederationGateway } from '../federation-gateway.ts';
import { limitOperation, operationLimits } from './operation-limits.ts';
import type { RequestContext } from './request-context.ts';

export interface GraphqlServerOptions {
  gateway: FederationGateway;
  /** May callers ask for the schema? */
  introspection: boolean;
  log: Logger;
}

/** Apollo Server as this gateway uses it: its pipeline, none of its reports, errors masked in one place. */
export function createGraphqlServer({
  gateway,
  introspection,
  log,
}: GraphqlServerOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway,
    introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    maxRecursiveSelections: operationLimits.selections,
    parseOptions: { maxTokens: operationLimits.tokens },
    validationRules: [limitOperation],
    plugins: [ApolloServerPluginLandingPageDisabled()],
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
  if (extensions.tooComplex === true) return { ...rest, extensions: { code: 'OPERATION_TOO_COMPLEX' } };
  const code = String(extensions.code);
  if (code in errorCodes && code !== 'INTERNAL_SERVER_ERROR') return formatted;
  log.error({ err: error }, 'fault');
  const { locations: _locations, ...place } = rest;
  return { ...place, message: 'The gateway could not answer.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}
