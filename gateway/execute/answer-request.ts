import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import { type DocumentNode, GraphQLError, OperationTypeNode } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { ProcessingRegister } from '../../schema/register.ts';
import type { Audit } from '../audit/audit.ts';
import { actBegunEntry, type LoggedRequest } from '../audit/trail/trail-entries.ts';
import { registerIndex } from '../consent/register-index.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { KnownDocuments } from '../plan/known-documents.ts';
import type { LoadedSupergraph } from '../plan/load-supergraph.ts';
import type { OperationCache } from '../plan/operation-cache.ts';
import { answerRecorded } from './answer-recorded.ts';
import { executeOperation } from './execute-operation.ts';
import type { Execution } from './execution.ts';

/** What one supergraph needs to run operations. A request keeps the one that it began with. */
export interface Loaded {
  supergraph: LoadedSupergraph;
  operations: OperationCache;
  documents: KnownDocuments;
}

// Of one request no more faults in variables are told.
const maxVariableErrors = 20;

/** A request whose document was found valid. */
export interface ValidRequest {
  /** Parsed where it must be: of an operation that is compiled already it is not asked. */
  documentOf: () => DocumentNode;
  /** Of the document's text. */
  hash: string;
  /** Null: the document's only operation. */
  operationName: string | null;
  variables: Readonly<Record<string, unknown>>;
  context: RequestContext;
}

/** What a request is run with. */
export interface AnswerOptions {
  supergraph: Loaded['supergraph'];
  operations: Loaded['operations'];
  /** What an execution for this context begins with. */
  begin: (context: RequestContext) => Omit<Execution, 'rawVariables' | 'variables' | 'beginActs'>;
  /** Null: nothing is recorded (conformance runs). */
  audit: Audit | null;
}

/**
 * Answers a request: plan, variables, execution, release. The answer is handed on only when it is recorded.
 *
 * @throws {KorteLijnenError} for what cannot be planned, run or recorded
 */
export async function answerRequest(
  options: AnswerOptions,
  { documentOf, hash, operationName, variables: rawVariables, context }: ValidRequest,
): Promise<GatewayExecutionResult> {
  const { supergraph, operations, audit } = options;
  const start = Date.now();
  const found = operations.get(hash, documentOf, operationName, context.signal);
  // Not awaited when it is known: nearly always.
  const operation = found instanceof Promise ? await found : found;
  const definitions = operation.definition.variableDefinitions ?? [];
  const limits = { maxErrors: maxVariableErrors };
  const { coerced, errors: invalid } = getVariableValues(supergraph.apiSchema, definitions, rawVariables, limits);
  if (invalid) return { errors: invalid.map(asBadUserInput) };
  operation.checkConditions(coerced);
  const logged = audit && loggedRequest(audit, context, { name: operation.name, document: hash, start });
  const begin = (): Execution => {
    const begun = options.begin(context);
    return {
      ...begun,
      rawVariables,
      variables: coerced,
      beginActs: logged && ((acts) => beginActs(audit, logged, acts)),
    };
  };
  const run = (execution: Execution) => executeOperation(supergraph, operation, execution);
  // What the gateway knows of itself is about nobody: introspection.
  const isRecorded = audit && logged && operation.plan;
  const isAct = operation.definition.operation === OperationTypeNode.MUTATION;
  const { data, errors } = isRecorded ? await answerRecorded(audit, logged, { isAct, begin, run }) : await run(begin());
  return errors.length > 0 ? { data, errors } : { data };
}

function loggedRequest(
  { register, pseudonymOf, seen }: Audit,
  context: RequestContext,
  asked: Pick<LoggedRequest, 'name' | 'document' | 'start'>,
): LoggedRequest {
  seen?.(context.actor);
  return { ...asked, context, activity: activityOf(register, context), register: register.version, pseudonymOf };
}

/** The purpose, where it is an activity of the register. The privacy officer's own work has one without its being named. */
function activityOf(register: ProcessingRegister, { purpose, actor }: RequestContext): string | null {
  if (purpose !== null) return registerIndex(register).has(purpose) ? purpose : null;
  if (actor.role !== 'privacy-officer') return null;
  return register.activities.find(({ oversight }) => oversight)?.id ?? null;
}

async function beginActs(audit: Audit, request: LoggedRequest, coordinates: readonly string[]): Promise<void> {
  await audit.append(coordinates.map((coordinate) => actBegunEntry(request, coordinate)));
}

// The message of graphql-js quotes the value; a variable may hold anything, so it is not repeated.
function asBadUserInput(error: GraphQLError): GraphQLError {
  const [variable] = /\$\w+/.exec(error.message) ?? ['a variable'];
  return new GraphQLError(`The value of ${variable} does not fit its type.`, {
    nodes: error.nodes,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
