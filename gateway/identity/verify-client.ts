import { z } from 'zod';
import { UnauthenticatedError } from '../errors.ts';
import { type AccessTokenOptions, createAccessTokenVerifier, type VerifyAccessToken } from './verify-access-token.ts';

/** A program that asks in its own name, as the identity provider vouches for it. */
export interface OAuthClient {
  /** Claim `client_id`. */
  clientId: string;
}

/** A token with the claim `kl_role` speaks for a person, whoever asked for it and whatever else it is meant for. */
const clientClaims = z.object({
  client_id: z.string().regex(/^[\w.:/~-]{1,200}$/),
  kl_role: z.never().optional(),
});

/** A verifier of the access tokens that programs get for themselves. Source: RFC 6749, section 4.4; RFC 9068. */
export function createClientVerifier(options: AccessTokenOptions): VerifyAccessToken<OAuthClient> {
  return createAccessTokenVerifier(options, (claims) => {
    const read = clientClaims.safeParse(claims);
    if (!read.success) throw new UnauthenticatedError('the access token is not one that a program got for itself');
    return { clientId: read.data.client_id };
  });
}
