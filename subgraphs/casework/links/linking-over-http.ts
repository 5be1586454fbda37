import type { CallKeys } from '../../../signed-calls/call-keys.ts';
import { createCallSigner } from '../../../signed-calls/sign-call.ts';
import type { PseudonymOf } from '../../casebook/pseudonym.ts';
import { caseworkIssuer } from '../../kit/wire.ts';
import type { Linking } from './ask-organisation.ts';
import { askOverHttp } from './ask-over-http.ts';

/**
 * Links clients to organisations over HTTP, by calls that casework signs with keys of its own.
 *
 * @param options.organisations with their GraphQL endpoints
 */
export function linkingOverHttp(options: {
  organisations: readonly { oin: string; url: string }[];
  pseudonymOf: PseudonymOf;
  callKeys: CallKeys;
}): Linking {
  const { organisations, pseudonymOf, callKeys } = options;
  const sign = createCallSigner(callKeys, { issuer: caseworkIssuer });
  return { pseudonymOf, askOrganisation: askOverHttp({ organisations, sign }) };
}
