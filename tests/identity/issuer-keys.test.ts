import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { requestToken, startIdentityProvider } from '../../dev/identity-provider.ts';
import { createTokenVerifier } from '../../gateway/identity/verify-token.ts';
import { audience, type Behaviour, createSigner, type Issuer, startIssuer } from './issuer.ts';

const unavailable = { code: 'IDENTITY_PROVIDER_UNAVAILABLE', httpStatus: 503 };

async function tokenOf(issuer: Issuer, kid?: string): Promise<string> {
  const [signer] = issuer.keys;
  if (!signer) throw new Error('the issuer has no key');
  return `Bearer ${await signer.sign(issuer.url, { jti: crypto.randomUUID() }, kid === undefined ? {} : { kid })}`;
}

test('fifty requests at once read the discovery document once and the keys once', async () => {
  await using issuer = await startIssuer();
  const verifier = createTokenVerifier({ issuer: issuer.url, audience });
  const tokens = await Promise.all(Array.from({ length: 50 }, () => tokenOf(issuer)));
  const actors = await Promise.all(tokens.map((token) => verifier.verify(token)));
  expect(actors).toHaveLength(50);
  expect(issuer.counts).toEqual({ discovery: 1, jwks: 1 });
});

test('fifty requests at once while the provider is down ask it once, and all are refused', async () => {
  await using issuer = await startIssuer();
  issuer.behaviour.discovery = (response) => void setTimeout(() => response.writeHead(500).end(), 100);
  const verifier = createTokenVerifier({ issuer: issuer.url, audience });
  const token = await tokenOf(issuer);
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => verifier.verify(token)));
  expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
  expect(issuer.counts).toEqual({ discovery: 1, jwks: 0 });
});

test('where the keys are can be given, and then discovery is not asked', async () => {
  await using issuer = await startIssuer();
  const verifier = createTokenVerifier({ issuer: issuer.url, audience, jwksUrl: `${issuer.url}/keys` });
  await verifier.verify(await tokenOf(issuer));
  expect(issuer.counts).toEqual({ discovery: 0, jwks: 1 });
});

const html: Behaviour = (response) => void response.end('<html>');
const hanging: Behaviour = () => {};
const huge: Behaviour = (response) => void response.end(`"${'x'.repeat(300_000)}"`);
const elsewhere: Behaviour = (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
const notKeys: Behaviour = (response) => void response.end('{"keys":"none"}');
const otherIssuer: Behaviour = (response) =>
  void response.end('{"issuer":"http://127.0.0.1:1","jwks_uri":"http://127.0.0.1:1/keys"}');

test.each<['discovery' | 'jwks', string, Behaviour]>([
  ['discovery', 'HTML', html],
  ['discovery', 'nothing, for ever', hanging],
  ['discovery', 'far too much', huge],
  ['discovery', 'a redirect', elsewhere],
  ['discovery', 'another issuer', otherIssuer],
  ['jwks', 'HTML', html],
  ['jwks', 'nothing, for ever', hanging],
  ['jwks', 'far too much', huge],
  ['jwks', 'a redirect', elsewhere],
  ['jwks', 'no key set', notKeys],
])(
  'when %s answers %s the provider counts as unavailable, and the next request tries again',
  async (which, _, answer) => {
    await using issuer = await startIssuer();
    issuer.behaviour[which] = answer;
    const verifier = createTokenVerifier({ issuer: issuer.url, audience, jwksTimeoutMs: 200 });
    const token = await tokenOf(issuer);
    await expect(verifier.verify(token)).rejects.toMatchObject(unavailable);
    issuer.behaviour[which] = undefined;
    expect(await verifier.verify(token)).toMatchObject({ subject: 'subject-1' });
  },
);

test('the real provider, stopped, is unavailable', async () => {
  const provider = await startIdentityProvider();
  const token = await requestToken(provider.issuer, 'sanne');
  const verifier = createTokenVerifier({ issuer: provider.issuer, audience });
  await provider.close();
  await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject(unavailable);
});

test('after the provider rotates its keys, tokens by the new key and by the old one are accepted', async () => {
  const provider = await startIdentityProvider();
  try {
    const verifier = createTokenVerifier({ issuer: provider.issuer, audience, jwksCooldownMs: 0 });
    const before = await requestToken(provider.issuer, 'sanne');
    await verifier.verify(`Bearer ${before}`);
    await provider.rotateKeys();
    const after = await requestToken(provider.issuer, 'sanne');
    expect(after.split('.')[0]).not.toBe(before.split('.')[0]);
    expect(await verifier.verify(`Bearer ${after}`)).toMatchObject({ role: 'professional' });
    expect(await verifier.verify(`Bearer ${await requestToken(provider.issuer, 'bilal')}`)).toMatchObject({});
    expect(await verifier.verify(`Bearer ${before}`)).toMatchObject({ role: 'professional' });
  } finally {
    await provider.close();
  }
});

test('a key that the issuer withdrew counts no more', async () => {
  await using issuer = await startIssuer();
  const verifier = createTokenVerifier({ issuer: issuer.url, audience, jwksCooldownMs: 0 });
  const [first, second] = [await tokenOf(issuer), await tokenOf(issuer)];
  await verifier.verify(first);
  issuer.keys.splice(0, 1, await createSigner());
  await verifier.verify(await tokenOf(issuer));
  await expect(verifier.verify(second)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('unknown key ids read the keys again at most once in the cooldown', async () => {
  await using issuer = await startIssuer();
  const verifier = createTokenVerifier({ issuer: issuer.url, audience, jwksCooldownMs: 300 });
  await verifier.verify(await tokenOf(issuer));
  const strangers = () =>
    Promise.allSettled(Array.from({ length: 20 }, async (_, i) => verifier.verify(await tokenOf(issuer, `k${i}`))));
  await strangers();
  expect(issuer.counts.jwks).toBe(1);
  await sleep(320);
  await strangers();
  expect(issuer.counts.jwks).toBe(2);
});
