import { type DocumentNode, Kind, parse } from 'graphql';
import type { TrustedDocument } from './manifest.ts';

/** The one operation of a document. */
export interface DocumentOperation extends Pick<TrustedDocument, 'name' | 'type'> {
  document: DocumentNode;
}

/** Why a document cannot be trusted, in words. */
export interface DocumentFault {
  expected: string;
  found: string;
}

/**
 * Reads a document's one operation, which must have a name.
 *
 * @param maxTokens that the document may have; default: any number
 */
export function readOperation(text: string, maxTokens?: number): DocumentOperation | DocumentFault {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens });
  } catch (error) {
    return { expected: 'a GraphQL document', found: error instanceof Error ? error.message : 'something else' };
  }
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (!operation || operations.length > 1) {
    return { expected: 'one operation with the fragments that it uses', found: `${operations.length} operations` };
  }
  const { name, operation: type } = operation;
  if (!name) return { expected: 'an operation with a name', found: 'one without' };
  if (type === 'subscription')
    return { expected: 'a query or a mutation', found: 'a subscription, which is not offered' };
  return { document, name: name.value, type };
}
