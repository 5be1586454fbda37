import {
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { CallScope } from './enforce-grants.ts';
import { type Fault, publicError } from './errors.ts';
import type { SubgraphRequest } from './wire.ts';

/** What is answered. `executed` is false when the request itself was wrong and nothing ran. */
export interface ExecutedRequest {
  executed: boolean;
  body: { data?: unknown; errors?: readonly GraphQLFormattedError[] };
}

type Checked = { document: DocumentNode } | { errors: readonly GraphQLError[]; code: string };

const maxTokens = 20_000;
const maxDocuments = 500;
const maxKeptCharacters = 50_000;

/** Executes requests on one schema; documents are parsed and validated once, the 500 last used are kept. */
export function createRequestExecutor(schema: GraphQLSchema, onFault: (fault: Fault) => void) {
  const checked = new Map<string, Checked>();
  function check(query: string): Checked {
    const result = checked.get(query) ?? checkDocument(schema, query);
    if ('errors' in result || query.length > maxKeptCharacters) return result;
    checked.delete(query);
    checked.set(query, result);
    const [oldest] = checked.keys();
    if (checked.size > maxDocuments && oldest !== undefined) checked.delete(oldest);
    return result;
  }

  return async (request: SubgraphRequest, contextValue: unknown, rootValue: CallScope): Promise<ExecutedRequest> => {
    const outcome = check(request.query);
    if ('errors' in outcome) return refused(outcome.errors.map((error) => publicError(error, outcome.code, onFault)));
    const { data, errors } = await execute({
      schema,
      document: outcome.document,
      contextValue,
      rootValue,
      variableValues: request.variables ?? null,
      operationName: request.operationName ?? null,
    });
    const told = errors?.map((error) => publicError(error, 'BAD_USER_INPUT', onFault));
    if (data === undefined) return refused(told ?? []);
    return { executed: true, body: { data, ...(told ? { errors: told } : {}) } };
  };
}

function refused(errors: readonly GraphQLFormattedError[]): ExecutedRequest {
  return { executed: false, body: { errors } };
}

function checkDocument(schema: GraphQLSchema, query: string): Checked {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens, noLocation: true });
  } catch (error) {
    // `parse` throws nothing but GraphQLError for a text.
    return { errors: [error as GraphQLError], code: 'GRAPHQL_PARSE_FAILED' };
  }
  const errors = validate(schema, document, [...specifiedRules, NoSchemaIntrospectionCustomRule], { maxErrors: 20 });
  return errors.length > 0 ? { errors, code: 'GRAPHQL_VALIDATION_FAILED' } : { document };
}
