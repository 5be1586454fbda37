import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { BadUserInputError, OperationNotSupportedError } from '../errors.ts';
import { type CompiledOperation, compileOperation, readOperation } from './compile-operation.ts';
import { findPlan } from './find-plan.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';
import type { SubjectRules } from './subject-rules.ts';

// Compiled operations of one supergraph that are kept: so many, and so many characters of documents. A compiled operation takes
// some hundred times the memory of its document.
const maxOperations = 1_000;
const maxCharacters = 500_000;

/** The compiled operations of one supergraph: planning costs milliseconds, so each document is planned once. */
export class OperationCache {
  readonly #supergraph: LoadedSupergraph;
  readonly #rules: SubjectRules;
  readonly #compiled = new LRUCache<string, CompiledOperation>({ max: maxOperations, maxSize: maxCharacters });

  constructor(supergraph: LoadedSupergraph, rules: SubjectRules) {
    this.#supergraph = supergraph;
    this.#rules = rules;
  }

  /**
   * The compiled operation of a document that was validated.
   *
   * @param hash of the document's text
   * @throws {OperationNotSupportedError} for a subscription
   */
  get(hash: string, document: DocumentNode, operationName: string | null): CompiledOperation {
    const key = `${hash} ${operationName ?? ''}`;
    let compiled = this.#compiled.get(key);
    if (!compiled) {
      const definition = findOperation(document, operationName);
      const asked = readOperation(this.#supergraph, document, definition);
      compiled = compileOperation(this.#supergraph, asked, findPlan(this.#supergraph, asked.planned), this.#rules);
      this.#compiled.set(key, compiled, { size: 1 + (document.loc?.end ?? maxCharacters / 10) });
    }
    return compiled;
  }
}

function findOperation(document: DocumentNode, operationName: string | null): OperationDefinitionNode {
  const definition = getOperationAST(document, operationName);
  if (!definition) {
    throw new BadUserInputError(
      operationName === null
        ? 'The document has several operations: name one in operationName.'
        : 'The document has no operation of that name.',
    );
  }
  if (definition.operation === 'subscription') {
    throw new OperationNotSupportedError('Subscriptions are not supported: ask again with a query.');
  }
  return definition;
}
