import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { IdentityProviderUnavailableError } from '../errors.ts';

export interface IssuerKeysOptions {
  issuer: string;
  /** Where the keys are; default: where the issuer's discovery document says. */
  jwksUrl?: string | undefined;
  /** How long one answer of the identity provider may take, in milliseconds. */
  timeoutMs: number;
  /** How long after reading the keys an unknown key id is not looked up again, in milliseconds. */
  cooldownMs: number;
}

/** An identity provider's documents are a few kB. */
const maxDocumentBytes = 256_000;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/**
 * The issuer's public keys, read at first use and again when a token names a key that is not among them (rotation), or
 * after ten minutes. However many requests wait, one reads. What cannot be read is tried again by the next request.
 *
 * Throws IdentityProviderUnavailableError when the keys cannot be read.
 * Source: OpenID Connect Discovery 1.0, section 4; RFC 7517.
 */
export function issuerKeys(options: IssuerKeysOptions): JWTVerifyGetKey {
  let keySet: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    keySet ??= openKeySet(options).catch((error: unknown) => {
      keySet = undefined;
      throw error;
    });
    return (await keySet)(header, token);
  };
}

async function openKeySet(options: IssuerKeysOptions): Promise<JWTVerifyGetKey> {
  const url = options.jwksUrl ?? (await discoverKeysUrl(options));
  return createRemoteJWKSet(new URL(url), {
    timeoutDuration: options.timeoutMs,
    cooldownDuration: options.cooldownMs,
    [customFetch]: async (from, init) => Response.json(await readDocument(from, init.signal)),
  });
}

async function discoverKeysUrl({ issuer, timeoutMs }: IssuerKeysOptions): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = discovery.safeParse(await readDocument(url, AbortSignal.timeout(timeoutMs)));
  if (!found.success) throw unavailable('its discovery document is malformed');
  if (found.data.issuer !== issuer) throw unavailable('its discovery document is of another issuer');
  if (issuer.startsWith('https:') && !found.data.jwks_uri.startsWith('https:')) {
    throw unavailable('it offers its keys without TLS');
  }
  return found.data.jwks_uri;
}

async function readDocument(url: string, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
    if (response.status !== 200) throw new Error(`status ${response.status}`);
    return JSON.parse(await readText(response));
  } catch (cause) {
    throw unavailable('its documents cannot be read', cause);
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxDocumentBytes) throw new Error(`more than ${maxDocumentBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function unavailable(why: string, cause?: unknown): IdentityProviderUnavailableError {
  return new IdentityProviderUnavailableError(`the identity provider is not available: ${why}`, { cause });
}
