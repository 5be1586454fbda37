import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { BadUserInputError, OperationNotSupportedError } from '../errors.ts';

/**
 * The operation of a document that is asked.
 *
 * @throws {BadUserInputError} when there is none of that name, or several and none is named
 * @throws {OperationNotSupportedError} for a subscription
 */
export function findOperation(document: DocumentNode, operationName: string | null): OperationDefinitionNode {
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
