import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, graphql, parse } from 'graphql';
import type { RequestAccess } from '../consent/access-control.ts';
import type { Organisation } from '../partners/organisation.ts';
import type { CallOutcome, PartnerCaller } from '../partners/partner-call.ts';
import type { JsonObject } from '../plan/json.ts';
import { gatewayRole } from '../plan/subject-rules.ts';
import { accessDecisions } from './list-decisions.ts';

/** The gateway among the organisations: what it contributes to the graph is answered in memory. */
export const gatewayItself: Organisation = {
  oin: '',
  role: gatewayRole,
  name: 'Korte Lijnen',
  url: '',
  timeoutMs: 0,
  maxResponseBytes: 0,
};

const schemaFile = fileURLToPath(new URL('../../schema/gateway.graphql', import.meta.url));

// What the resolvers of one call are given.
interface Asked {
  access: RequestAccess;
  organisations: readonly Organisation[];
}

/**
 * Answers the gateway's own part of the graph from the decisions of the request, and passes every other call on.
 *
 * @param organisations all that decisions can be listed of
 */
export function answeringDecisions(caller: PartnerCaller, organisations: readonly Organisation[]): PartnerCaller {
  const schema = ownSchema();
  return {
    async call(call) {
      if (call.organisation !== gatewayItself) return caller.call(call);
      if (!call.access) return { kind: 'failed', code: 'PARTNER_UNAVAILABLE' };
      return answer(schema, call.body, { access: call.access, organisations });
    },
    close: () => caller.close(),
  };
}

function ownSchema(): GraphQLSchema {
  return buildSubgraphSchema({
    typeDefs: parse(readFileSync(schemaFile, 'utf8')),
    resolvers: {
      Client: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        access: async ({ id }: { id: string }, { all }: { all?: boolean }, context: unknown) => {
          // The context that `answer` gives.
          const { access, organisations } = context as Asked;
          return accessDecisions(access, id, organisations, all === true);
        },
      },
    },
  });
}

async function answer(schema: GraphQLSchema, body: string, contextValue: Asked): Promise<CallOutcome> {
  // The body is the executor's own.
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  const { data, errors } = await graphql({ schema, source: query, variableValues: variables, contextValue });
  if (errors) throw errors[0]?.originalError ?? errors[0];
  return { kind: 'answered', data: data as JsonObject, errors: [] };
}
