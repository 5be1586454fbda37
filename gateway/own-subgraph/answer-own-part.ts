import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLError, type GraphQLSchema, graphql, parse } from 'graphql';
import { BadUserInputError, KorteLijnenError, SearchTooLargeError } from '../errors.ts';
import type { CallOutcome, PartnerCall, PartnerCaller, PartnerError } from '../partners/partner-call.ts';
import type { JsonObject } from '../plan/json.ts';
import { gatewayItself } from './gateway-itself.ts';
import type { OwnCall, OwnResolvers } from './own-call.ts';

const schemaFile = fileURLToPath(new URL('../../schema/gateway.graphql', import.meta.url));

/**
 * Answers the gateway's own part of the graph, and passes every other call on.
 *
 * @param parts resolvers, each of types of its own
 */
export function answeringOwnPart(caller: PartnerCaller, parts: readonly OwnResolvers[]): PartnerCaller {
  const schema = buildSubgraphSchema({
    typeDefs: parse(readFileSync(schemaFile, 'utf8')),
    resolvers: Object.assign({}, ...parts) as OwnResolvers,
  });
  return {
    // Most calls are to others, and pass by without a promise of their own.
    call(call) {
      return call.organisation === gatewayItself ? answer(schema, call) : caller.call(call);
    },
    close: () => caller.close(),
  };
}

async function answer(schema: GraphQLSchema, { body, access, context }: PartnerCall): Promise<CallOutcome> {
  if (!access || !context) return { kind: 'failed', code: 'PARTNER_UNAVAILABLE' };
  const contextValue: OwnCall = { access, context };
  // The body is the executor's own.
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  const { data, errors = [] } = await graphql({ schema, source: query, variableValues: variables, contextValue });
  return { kind: 'answered', data: data as JsonObject | undefined, errors: errors.map(ownError) };
}

// What the caller can mend concerns one place of the answer; anything else is no answer at all.
function ownError(error: GraphQLError): PartnerError {
  const { originalError: cause, path = null } = error;
  if (cause instanceof SearchTooLargeError || cause instanceof BadUserInputError) return { path, code: cause.code };
  if (cause && (cause instanceof KorteLijnenError || path)) throw cause;
  // Without a place: values that do not fit their types. The planner made the rest.
  return { path, code: new BadUserInputError('').code };
}
