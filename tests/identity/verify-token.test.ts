import { createPublicKey } from 'node:crypto';
import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IdentityProvider, requestToken, startIdentityProvider } from '../../dev/identity-provider.ts';
import { createTokenVerifier, type TokenVerifierOptions } from '../../gateway/identity/verify-token.ts';
import { audience, createSigner, type Signer, signerOf } from './issuer.ts';

let directory: Awaited<ReturnType<typeof mkdtempDisposable>>;
let provider: IdentityProvider;
let token: string;
/** Signs with the provider's own key, so that only what a test changes is wrong. */
let own: Signer;

beforeAll(async () => {
  directory = await mkdtempDisposable(join(tmpdir(), 'identity-'));
  provider = await startIdentityProvider({ dataDir: directory.path });
  token = await requestToken(provider.issuer, 'sanne');
  const [key]: JWK[] = JSON.parse(await readFile(join(directory.path, 'identity-keys.json'), 'utf8')).keys;
  if (!key) throw new Error('no key');
  const { d: _private, ...jwk } = key;
  own = signerOf(key, jwk);
});

afterAll(async () => {
  await provider.close();
  await directory.remove();
});

function verify(authorization: string | undefined, options: Partial<TokenVerifierOptions> = {}) {
  return createTokenVerifier({ issuer: provider.issuer, audience, ...options }).verify(authorization);
}

/** Refused with the stable code, and without a word of the token in the message. */
async function expectRefused(authorization: string, options?: Partial<TokenVerifierOptions>): Promise<Error> {
  const error = await verify(authorization, options).then(
    () => expect.unreachable('the token was accepted'),
    (reason: Error & { code: string }) => reason,
  );
  expect(error.code).toBe('UNAUTHENTICATED');
  expect(error.cause).toBeUndefined();
  for (const part of authorization.split(/[ .]/).filter((word) => word.length > 8)) {
    expect(error.message).not.toContain(part);
  }
  expect(error.message).not.toMatch(/Test Persoon|subject-1|Sanne/);
  return error;
}

const inHours = (hours: number) => () => new Date(Date.now() + hours * 3_600_000);

test('a token of the provider becomes the actor', async () => {
  expect(await verify(`Bearer ${token}`)).toEqual({
    subject: '20000000-0000-4000-8000-000000000001',
    name: 'Sanne Verhoef',
    team: 'team-ondiep',
    role: 'professional',
    organisation: '00000099000000001000',
  });
});

test.each([
  ['bilal', 'professional', 'team-ondiep'],
  ['marijke', 'professional', 'team-assendorp'],
  ['joost', 'team-lead', 'team-ondiep'],
  ['wendy', 'contact-person', null],
  ['fatma', 'privacy-officer', null],
])('%s signs in as %s of %s', async (username, role, team) => {
  expect(await verify(`Bearer ${await requestToken(provider.issuer, username)}`)).toMatchObject({ role, team });
});

test('the name of the scheme may be in any case', async () => {
  expect(await verify(`bearer ${token}`)).toMatchObject({ role: 'professional' });
});

describe('a token is refused', () => {
  test('when it has expired, and accepted within the tolerance of the clock', async () => {
    expect((await expectRefused(`Bearer ${token}`, { now: inHours(9) })).message).toContain('expired');
    const late = await own.sign(provider.issuer, {}, { expires: -3 });
    expect(await verify(`Bearer ${late}`)).toMatchObject({ subject: 'subject-1' });
    await expectRefused(`Bearer ${await own.sign(provider.issuer, {}, { expires: -7 })}`);
  });

  test('when it has no expiry', async () => {
    await expectRefused(`Bearer ${await own.sign(provider.issuer, {}, { expires: null })}`);
  });

  test('when it is not valid yet', async () => {
    const nbf = Math.floor(Date.now() / 1000) + 60;
    const early = await own.sign(provider.issuer, { nbf });
    await expectRefused(`Bearer ${early}`);
    expect(await verify(`Bearer ${early}`, { clockToleranceSeconds: 61 })).toMatchObject({ subject: 'subject-1' });
  });

  test('when it is for another audience', async () => {
    await expectRefused(`Bearer ${token}`, { audience: 'urn:elsewhere' });
  });

  test('when it is of another issuer', async () => {
    await expectRefused(`Bearer ${token}`, { issuer: 'http://127.0.0.1:1', jwksUrl: `${provider.issuer}/jwks` });
  });

  test.each(['JWT', 'id+jwt', ''])('when its type is "%s" instead of at+jwt', async (typ) => {
    await expectRefused(`Bearer ${await own.sign(provider.issuer, {}, { typ })}`);
  });

  test('when its algorithm is none', async () => {
    const [, payload] = token.split('.');
    const header = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    await expectRefused(`Bearer ${header}.${payload}.`);
    await expectRefused(`Bearer ${header}.${payload}.AA`);
  });

  test('when it is signed by HS256 with the public key as the secret', async () => {
    const pem = createPublicKey({ key: own.jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const forged = new SignJWT({ sub: 'x' }).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: own.jwk.kid });
    await expectRefused(`Bearer ${await forged.sign(Buffer.from(pem))}`);
  });

  test('when its signature is by another key, with the known key id or an unknown one', async () => {
    const stranger = await createSigner();
    await expectRefused(`Bearer ${await stranger.sign(provider.issuer)}`);
    await expectRefused(`Bearer ${await stranger.sign(provider.issuer, {}, { kid: own.jwk.kid ?? '' })}`);
  });

  test('when it brings its own key along', async () => {
    const stranger = await createSigner();
    const [, payload, signature] = (await stranger.sign(provider.issuer)).split('.');
    const header = { alg: 'ES256', typ: 'at+jwt', jwk: stranger.jwk, jku: 'http://127.0.0.1:1/keys' };
    await expectRefused(`Bearer ${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${signature}`);
  });

  test('when one character of its claims is changed', async () => {
    const [header, payload = '', signature] = token.split('.');
    const changed = Buffer.from(payload, 'base64url').toString().replace('team-ondiep', 'team-ondiex');
    await expectRefused(`Bearer ${header}.${Buffer.from(changed).toString('base64url')}.${signature}`);
  });

  test.each([
    ['sub', undefined],
    ['sub', ''],
    ['name', 42],
    ['name', 'x'.repeat(201)],
    ['kl_team', undefined],
    ['kl_team', ['team-ondiep']],
    ['kl_role', undefined],
    ['kl_role', 'administrator'],
    ['kl_organisation', undefined],
    ['kl_organisation', '123'],
  ])('when its claim %s is %j, and the message names the claim', async (claim, value) => {
    const error = await expectRefused(`Bearer ${await own.sign(provider.issuer, { [claim]: value })}`);
    expect(error.message).toContain(claim);
  });

  test.each([
    '',
    'Bearer',
    'Bearer ',
    'Basic c2FubmU6',
    'Bearer a.b',
    'Bearer a.b.c.d',
    'Bearer not.a.token',
    'Bearer ..',
    'Bearer e30.e30.e30',
    `Bearer ${'a'.repeat(9000)}.b.c`,
  ])('when the header is %j', async (authorization) => {
    await expectRefused(authorization);
  });

  test('when there is no header', async () => {
    await expect(verify(undefined)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

test('a token that was accepted before is refused once it has expired', async () => {
  let now = new Date();
  const verifier = createTokenVerifier({ issuer: provider.issuer, audience, now: () => now });
  expect(await verifier.verify(`Bearer ${token}`)).toMatchObject({ role: 'professional' });
  now = inHours(9)();
  await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});
