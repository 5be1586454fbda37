import { UnauthenticatedError } from '../errors.ts';
import { type Actor, readActor } from './actor.ts';
import { type AccessTokenOptions, createAccessTokenVerifier, type VerifyAccessToken } from './verify-access-token.ts';

export type TokenVerifierOptions = AccessTokenOptions;

/** Turns an `authorization` header into the person who asks. */
export interface TokenVerifier {
  verify: VerifyAccessToken<Actor>;
}

/** A verifier of the access tokens of people. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  return { verify: createAccessTokenVerifier(options, actorOf) };
}

function actorOf(claims: unknown): Actor {
  const read = readActor(claims);
  if ('actor' in read) return read.actor;
  throw new UnauthenticatedError(
    `claims of the access token are missing or malformed: ${read.faultyClaims.join(', ')}`,
  );
}
