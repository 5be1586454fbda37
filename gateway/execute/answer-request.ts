import type { GatewayExecutionResult, GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import { GraphQLError } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { ReleaseGate } from '../audit/release.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { LoadedSupergraph } from '../plan/load-supergraph.ts';
import type { OperationCache } from '../plan/operation-cache.ts';
import { executeOperation } from './execute-operation.ts';
import type { Execution } from './execution.ts';

/** What one supergraph needs to run operations. A request keeps the one that it began with. */
export interface Loaded {
  supergraph: LoadedSupergraph;
  operations: OperationCache;
}

// Of one request no more faults in variables are told.
const maxVariableErrors = 20;

/**
 * Answers a request that was parsed and validated: plan, variables, execution, release. The answer is handed on only when the
 * release gate lets it go.
 *
 * @param begin what an execution for this context begins with
 * @throws {KorteLijnenError} for what cannot be planned or run
 */
export async function answerRequest(
  { supergraph, operations }: Loaded,
  request: GatewayGraphQLRequestContext,
  begin: (context: RequestContext) => Omit<Execution, 'rawVariables' | 'variables'>,
  release: ReleaseGate,
): Promise<GatewayExecutionResult> {
  const operation = operations.get(request.queryHash, request.document, request.request.operationName ?? null);
  const rawVariables = request.request.variables ?? {};
  const definitions = operation.definition.variableDefinitions ?? [];
  const options = { maxErrors: maxVariableErrors };
  const { coerced, errors: invalid } = getVariableValues(supergraph.apiSchema, definitions, rawVariables, options);
  if (invalid) return { errors: invalid.map(asBadUserInput) };
  operation.checkConditions(coerced);
  // Apollo Server's context is whatever the HTTP edge made it: always a RequestContext.
  const context = request.context as RequestContext;
  const execution = { ...begin(context), rawVariables, variables: coerced };
  const { data, errors } = await executeOperation(supergraph, operation, execution);
  await release({ entries: [], fieldSets: [], relied: new Map(), until: null });
  return errors.length > 0 ? { data, errors } : { data };
}

// The message of graphql-js quotes the value; a variable may hold anything, so it is not repeated.
function asBadUserInput(error: GraphQLError): GraphQLError {
  const [variable] = /\$\w+/.exec(error.message) ?? ['a variable'];
  return new GraphQLError(`The value of ${variable} does not fit its type.`, {
    nodes: error.nodes,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
