import { hash } from 'node:crypto';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import { readCallClaims } from './call-claims.ts';
import { createReplayMemory } from './replay-memory.ts';
import { type VerifiedCall, verifiedCall } from './verified-call.ts';
import { type CallClaims, callLifetimeSeconds, callTokenType, gatewayIssuer } from './wire.ts';

/** Where the public keys of who signs calls are: read from an address and kept, or given. */
export type IssuerKeys = { jwksUrl: string } | { jwks: JSONWebKeySet };

/** A call is not one that was signed for this organisation, this body and this moment. */
export class CallRefused extends Error {
  override name = 'CallRefused';
  /** For the log of the organisation; the caller is told nothing. */
  readonly reason: string;

  constructor(reason: string) {
    super(`The call is refused: ${reason}`);
    this.reason = reason;
  }
}

/** Verifies signed calls, in two steps, so that nobody without a valid token has a body read. */
export interface CallVerifier {
  /**
   * Step one: was this signed by whom it should be, for this organisation, just now?
   *
   * @throws {CallRefused}
   */
  verifyToken(authorization: string | undefined, oin: string): Promise<CallClaims>;
  /**
   * Step two: is this the body that was signed, and is it sent for the first time?
   *
   * @throws {CallRefused}
   */
  takeBody(claims: CallClaims, body: Uint8Array): VerifiedCall;
}

/** How far the clocks of who calls and of an organisation may differ, in seconds. */
const clockToleranceSeconds = 5;

/**
 * @param options.issuer who signs; default the gateway
 * @param options.now the clock; default the real one
 */
export function createCallVerifier(
  keys: IssuerKeys,
  options: { issuer?: string; now?: () => Date } = {},
): CallVerifier {
  const { issuer = gatewayIssuer, now = () => new Date() } = options;
  const keyOf = 'jwks' in keys ? createLocalJWKSet(keys.jwks) : remoteKeys(keys.jwksUrl);
  const taken = createReplayMemory({
    keepMs: (callLifetimeSeconds + 2 * clockToleranceSeconds) * 1_000,
    now: () => now().getTime(),
  });
  return {
    async verifyToken(authorization, oin) {
      const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '') ?? [];
      if (token === undefined) throw new CallRefused('NO_TOKEN');
      const expected = { issuer, audience: oin, typ: callTokenType, algorithms: ['ES256'] };
      const time = { maxTokenAge: callLifetimeSeconds, clockTolerance: clockToleranceSeconds, currentDate: now() };
      const { payload } = await jwtVerify(token, keyOf, { ...expected, ...time }).catch((error: unknown) => {
        throw new CallRefused(error instanceof errors.JOSEError ? error.code : 'KEYS_UNAVAILABLE');
      });
      const claims = readCallClaims(payload);
      if (!claims) throw new CallRefused('CLAIMS_MALFORMED');
      return claims;
    },
    takeBody(claims, body) {
      if (hash('sha256', body, 'base64url') !== claims.digest) throw new CallRefused('BODY_CHANGED');
      // Last: a token that was caught and sent with another body must not use up the call that it was made for.
      if (!taken.take(claims.jti)) throw new CallRefused('REPLAYED');
      return verifiedCall(claims);
    },
  };
}

/** A key that is not known yet is looked for at once, but not more often than once a second, whoever asks. */
function remoteKeys(jwksUrl: string) {
  return createRemoteJWKSet(new URL(jwksUrl), { cooldownDuration: 1_000, timeoutDuration: 3_000 });
}
