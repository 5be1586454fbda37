import type { ErrorCode } from '../errors.ts';
import type { AnswerForm } from './answer-form.ts';

/** What may be wrong with an operation, where the request that brought it is as it should be. */
const faultsOfOperations: ReadonlySet<unknown> = new Set<ErrorCode>([
  'BAD_USER_INPUT',
  'DOCUMENT_NOT_TRUSTED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_NOT_SUPPORTED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_TOO_COMPLEX',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/**
 * The status of an answer in the form it takes: 200 to those who name `application/json`, also when the operation cannot be
 * run; a request that cannot be understood stays 400. Source: GraphQL over HTTP, application/json.
 */
export function statusFor(form: AnswerForm, status: number, body: string): number {
  if (status !== 400 || !form.isNamedJson) return status;
  const { errors } = JSON.parse(body) as { errors: { extensions: { code: unknown } }[] };
  return errors.every(({ extensions }) => faultsOfOperations.has(extensions.code)) ? 200 : status;
}
