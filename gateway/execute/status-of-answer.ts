import type { LogStatus } from '../audit/record/log-record.ts';
import type { ErrorCode } from '../errors.ts';
import type { Answer } from './execute-operation.ts';

// Something is broken, here or at an organisation. What is denied, refused or not understood is no fault.
const faults: ReadonlySet<unknown> = new Set<ErrorCode>([
  'INTERNAL_SERVER_ERROR',
  'LINKS_UNAVAILABLE',
  'PARTNER_INVALID_RESPONSE',
  'PARTNER_UNAVAILABLE',
]);

/** How a request ended, by its errors. */
export function statusOf({ errors }: Answer): LogStatus {
  if (errors.some(({ extensions }) => faults.has(extensions.code))) return 'Error';
  return errors.length > 0 ? 'Unset' : 'Ok';
}
