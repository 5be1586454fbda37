import { executeSync, type GraphQLError } from 'graphql';
import type { CompiledOperation } from '../plan/compile-operation.ts';
import { bareObject, isObject, type JsonObject } from '../plan/json.ts';
import type { LoadedSupergraph } from '../plan/load-supergraph.ts';
import type { Execution } from './execution.ts';
import { nameDependents } from './name-dependents.ts';
import { type Problem, toGraphQLError } from './problems.ts';
import { runPlan } from './run-plan.ts';
import { settleProblems } from './settle-problems.ts';
import { shapeAnswer } from './shape-answer.ts';

/** The answer to an operation. */
export interface Answer {
  data: JsonObject | null;
  errors: readonly GraphQLError[];
}

/** Runs a compiled operation and shapes its answer. Nothing is released here. */
export async function executeOperation(
  supergraph: LoadedSupergraph,
  operation: CompiledOperation,
  execution: Execution,
): Promise<Answer> {
  if (operation.plan) await runPlan(execution, operation.plan);
  const shape = operation.shapeFor(execution.variables);
  const introspected = introspect(supergraph, operation, execution);
  const { data, violations } = shapeAnswer(supergraph.apiSchema, shape, execution.data, introspected);
  const unexplained = violations.map(
    (path): Problem => ({ path, code: 'PARTNER_INVALID_RESPONSE', organisation: null }),
  );
  const problems = settleProblems(shape, execution.data, nameDependents(execution, operation.plan), unexplained);
  return { data, errors: problems.map(toGraphQLError) };
}

function introspect(supergraph: LoadedSupergraph, operation: CompiledOperation, execution: Execution): JsonObject {
  if (!operation.introspection) return bareObject();
  const { data } = executeSync({
    schema: supergraph.apiSchema,
    document: operation.introspection,
    variableValues: execution.rawVariables,
  });
  return isObject(data as JsonObject) ? (data as JsonObject) : bareObject();
}
