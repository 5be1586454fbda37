import { createHash, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { categories } from '../../schema/categories.ts';
import { testCallActor, testCallKeys } from '../support/sign-test-call.ts';

export type Claims = Record<string, unknown>;

/** A call's claims as the gateway makes them, written out here once more: what is right is not taken from what is tested. */
export function rightClaims(oin: string, body: string): Claims {
  const iat = Math.floor(Date.now() / 1_000);
  return {
    iss: 'urn:korte-lijnen:gateway',
    aud: oin,
    jti: randomUUID(),
    iat,
    exp: iat + 30,
    act: testCallActor,
    purpose: 'urn:korte-lijnen:activity:debt-assistance',
    activity: 'urn:korte-lijnen:activity:debt-assistance',
    grants: [],
    categories,
    digest: createHash('sha256').update(body).digest('base64url'),
  };
}

export const rightHeader = { alg: 'ES256', typ: 'kl-call+jwt', kid: testCallKeys.signing.kid };

/** Signs anything, by default with the gateway's own key. */
export async function forge(
  claims: Claims,
  {
    header = {},
    key = testCallKeys.signing.privateKey,
  }: { header?: Claims; key?: Parameters<SignJWT['sign']>[0] } = {},
): Promise<string> {
  const token = await new SignJWT(claims).setProtectedHeader({ ...rightHeader, ...header }).sign(key);
  return `Bearer ${token}`;
}

/** A token whose parts are these, whatever they are. */
export function assemble(header: Claims, claims: Claims, signature = ''): string {
  const part = (value: Claims) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `Bearer ${part(header)}.${part(claims)}.${signature}`;
}
