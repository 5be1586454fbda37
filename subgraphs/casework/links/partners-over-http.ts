import type { CallKeys } from '../../../signed-calls/call-keys.ts';
import { createCallSigner } from '../../../signed-calls/sign-call.ts';
import type { PseudonymOf } from '../../casebook/pseudonym.ts';
import { caseworkIssuer } from '../../kit/wire.ts';
import { actsOverHttp } from '../requests/acts-over-http.ts';
import type { PerformPartnerAct } from '../requests/ask-for-act.ts';
import type { Linking } from './ask-organisation.ts';
import { askOverHttp } from './ask-over-http.ts';
import { type CalledOrganisation, organisationCaller } from './call-organisation.ts';

/** What casework can ask organisations. */
export interface Partners extends Linking {
  performAct: PerformPartnerAct;
}

/**
 * Asks organisations over HTTP, by calls that casework signs with keys of its own.
 *
 * @param options.organisations with their GraphQL endpoints; `timeoutMs` is how long an act there may take
 */
export function partnersOverHttp(options: {
  organisations: readonly (CalledOrganisation & { timeoutMs?: number })[];
  pseudonymOf: PseudonymOf;
  callKeys: CallKeys;
}): Partners {
  const { organisations, pseudonymOf, callKeys } = options;
  const call = organisationCaller(organisations, createCallSigner(callKeys, { issuer: caseworkIssuer }));
  return { pseudonymOf, askOrganisation: askOverHttp({ call }), performAct: actsOverHttp({ call, organisations }) };
}
