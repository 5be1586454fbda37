import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export const audience = 'urn:korte-lijnen:gateway';

export const goodClaims = {
  sub: 'subject-1',
  name: 'Test Persoon',
  kl_team: 'team-ondiep',
  kl_role: 'professional',
  kl_organisation: '00000099000000001000',
};

/** A key pair that signs tokens. */
export interface Signer {
  jwk: JWK;
  sign(
    issuer: string,
    claims?: Record<string, unknown>,
    header?: { typ?: string; kid?: string; expires?: number | null },
  ): Promise<string>;
}

/** What the issuer does when one of its documents is asked; may hang by not answering. */
export type Behaviour = (response: ServerResponse) => void;

/** An issuer whose documents a test can count, break and repair. */
export interface Issuer extends AsyncDisposable {
  url: string;
  keys: Signer[];
  counts: { discovery: number; jwks: number };
  /** Replaces what is answered; undefined repairs it. */
  behaviour: { discovery?: Behaviour | undefined; jwks?: Behaviour | undefined };
}

export async function createSigner(): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: randomUUID(), alg: 'ES256', use: 'sig' };
  return signerOf(privateKey, jwk);
}

export function signerOf(privateKey: CryptoKey | JWK, jwk: JWK): Signer {
  return {
    jwk,
    sign: (issuer, claims = {}, { typ = 'at+jwt', kid = jwk.kid, expires = 3600 } = {}) => {
      const token = new SignJWT({ aud: audience, iss: issuer, ...goodClaims, ...claims })
        .setProtectedHeader({ alg: 'ES256', typ, ...(kid ? { kid } : {}) })
        .setIssuedAt();
      if (expires !== null) token.setExpirationTime(Math.floor(Date.now() / 1000) + expires);
      return token.sign(privateKey);
    },
  };
}

export async function startIssuer(): Promise<Issuer> {
  const counts = { discovery: 0, jwks: 0 };
  const behaviour: Issuer['behaviour'] = {};
  const keys = [await createSigner()];
  const server = createServer((request, response) => {
    const document = request.url === '/keys' ? 'jwks' : 'discovery';
    counts[document] += 1;
    const broken = behaviour[document];
    if (broken) return broken(response);
    const answer =
      document === 'jwks' ? { keys: keys.map((key) => key.jwk) } : { issuer: url, jwks_uri: `${url}/keys` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    keys,
    counts,
    behaviour,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
