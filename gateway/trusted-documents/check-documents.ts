import { setImmediate as othersFirst } from 'node:timers/promises';
import {
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { limitOperation, type OperationLimits } from '../http/operation-limits.ts';
import type { TrustedDocument } from './manifest.ts';
import { type ManifestFault, placeOf } from './read-manifest.ts';
import { type DocumentFault, readOperation } from './read-operation.ts';

export interface CheckOptions {
  /** What callers see of the supergraph. */
  schema: GraphQLSchema;
  /** What an operation may ask at the most. */
  limits: OperationLimits;
  /** May callers ask for the schema? */
  introspection: boolean;
  /** Ends the check; what was found by then is given. */
  signal?: AbortSignal;
}

/** Documents, apart by whether they would be answered. */
export interface CheckedDocuments {
  sound: TrustedDocument[];
  faults: ManifestFault[];
}

/**
 * Finds the documents that would be refused if they were asked: those that are no GraphQL, are not what the manifest says they
 * are, do not fit the graph, or ask more than may be asked. Takes milliseconds a document, and lets requests go first.
 */
export async function checkDocuments(
  documents: readonly TrustedDocument[],
  { schema, limits, introspection, signal }: CheckOptions,
): Promise<CheckedDocuments> {
  const rules = [
    ...specifiedRules,
    limitOperation(limits),
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ];
  const checked: CheckedDocuments = { sound: [], faults: [] };
  for (const [index, document] of documents.entries()) {
    if (signal?.aborted) break;
    const fault = faultOf(document, schema, rules, limits.tokens);
    if (fault) checked.faults.push({ path: placeOf(index, document), ...fault });
    else checked.sound.push(document);
    await othersFirst();
  }
  return checked;
}

function faultOf(
  { name, type, body }: TrustedDocument,
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
  maxTokens: number,
): DocumentFault | null {
  const read = readOperation(body, maxTokens);
  if ('expected' in read) return read;
  if (read.name !== name || read.type !== type) {
    return { expected: `the ${type} ${name} in its body`, found: `the ${read.type} ${read.name}` };
  }
  const [error] = validate(schema, read.document, rules, { maxErrors: 1 });
  return error ? { expected: 'a document that fits the graph', found: error.message } : null;
}
