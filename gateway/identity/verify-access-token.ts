import { createHash } from 'node:crypto';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { IdentityProviderUnavailableError, UnauthenticatedError } from '../errors.ts';
import { issuerKeys } from './issuer-keys.ts';

export interface AccessTokenOptions {
  /** The issuer's identifier; a token's `iss` must equal it to the letter. */
  issuer: string;
  /** A token's `aud` must have it. */
  audience: string;
  /** Where the issuer's keys are; default: what `{issuer}/.well-known/openid-configuration` says. */
  jwksUrl?: string;
  /** How far the issuer's clock may differ; default 5. */
  clockToleranceSeconds?: number;
  /** How long one answer of the identity provider may take; default 3000. */
  jwksTimeoutMs?: number;
  /** How long after reading the keys an unknown key id is not looked up again; default 30000. */
  jwksCooldownMs?: number;
  now?: () => Date;
}

/**
 * Turns an `authorization` header into who asks.
 *
 * Throws UnauthenticatedError when there is no token or not one to accept (its message holds nothing of the token), and
 * IdentityProviderUnavailableError when the issuer's keys cannot be read.
 */
export type VerifyAccessToken<T> = (authorization: string | undefined) => Promise<T>;

/** Reads who asks from a token's claims; throws UnauthenticatedError when they do not say it. */
export type ReadClaims<T> = (claims: JWTPayload) => T;

/**
 * Asymmetric only, so that who can verify cannot sign: ES256 is what we issue, PS256 what NL GOV profiles ask for, RS256
 * what OpenID Connect obliges every issuer to offer.
 */
const algorithms = ['ES256', 'PS256', 'RS256'];

const maxHeaderLength = 8192;

/** A token verified once is not verified again for this long: short, so that a key the issuer withdrew soon counts no more. */
const rememberMs = 60_000;

interface Verified<T> {
  who: T;
  /** Seconds since 1970, as in the claim `exp`. */
  expiresAt: number;
}

/**
 * Verifies OAuth 2.0 access tokens that are JWTs: signature by a key of the issuer, algorithm from a short list, type `at+jwt`,
 * issuer, audience, expiry and start. Source: RFC 9068, RFC 8725.
 */
export function createAccessTokenVerifier<T extends object>(
  options: AccessTokenOptions,
  read: ReadClaims<T>,
): VerifyAccessToken<T> {
  const { issuer, audience, jwksUrl, clockToleranceSeconds = 5, now = () => new Date() } = options;
  const keys = issuerKeys({
    issuer,
    jwksUrl,
    timeoutMs: options.jwksTimeoutMs ?? 3000,
    cooldownMs: options.jwksCooldownMs ?? 30_000,
  });
  const checks = { issuer, audience, algorithms, typ: 'at+jwt', clockTolerance: clockToleranceSeconds };
  const remembered = new LRUCache<string, Verified<T>>({ max: 1000, ttl: rememberMs });

  return async (authorization) => {
    const token = bearerToken(authorization);
    const fingerprint = createHash('sha256').update(token).digest('base64');
    const known = remembered.get(fingerprint);
    if (known && known.expiresAt > now().getTime() / 1000 - clockToleranceSeconds) return known.who;
    const payload = await verifiedClaims(token, keys, { ...checks, currentDate: now() });
    const who = read(payload);
    remembered.set(fingerprint, { who, expiresAt: payload.exp ?? 0 });
    return who;
  };
}

/** The token of an `authorization` header. Source: RFC 6750, section 2.1. */
function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined) throw new UnauthenticatedError('an access token is needed');
  if (authorization.length > maxHeaderLength) throw new UnauthenticatedError('the authorization header is too long');
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
  if (!token) throw new UnauthenticatedError('the authorization header is not "Bearer" and a signed token');
  return token;
}

async function verifiedClaims(
  token: string,
  keys: JWTVerifyGetKey,
  checks: NonNullable<Parameters<typeof jwtVerify>[2]>,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, keys, { ...checks, requiredClaims: ['exp'] }).catch((error: unknown) => {
    throw refusal(error);
  });
  return payload;
}

/** jose's own errors carry the claims: they are not kept as the cause, lest those end in a log. */
function refusal(error: unknown): unknown {
  if (!(error instanceof errors.JOSEError)) return error;
  if (error instanceof errors.JWTExpired) return new UnauthenticatedError('the access token has expired');
  if (error instanceof errors.JWKSInvalid) {
    return new IdentityProviderUnavailableError('the identity provider is not available: its keys are malformed');
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new UnauthenticatedError(
      `the access token is not for this gateway: its "${error.claim}" is not as required`,
    );
  }
  return new UnauthenticatedError('the access token is not one that this gateway accepts');
}
