import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { subgraphs } from '../../subgraphs/all.ts';
import { oins } from '../../subgraphs/casebook/people.ts';
import type { RunningSubgraph } from '../../subgraphs/kit/service.ts';
import type { RoleName } from '../../subgraphs/kit/wire.ts';
import { organisations, pseudonym } from '../subgraphs/partner-world.ts';
import { createDatabase } from '../support/database.ts';
import { testCallKeys, testGatewayKeys } from '../support/sign-test-call.ts';
import { assemble, forge, rightClaims, rightHeader } from './forge-call.ts';

const called: Record<RoleName, string> = {
  casework: oins.casework,
  'work-and-income': oins.incomeDomstad,
  wmo: oins.wmoDomstad,
  housing: oins.vechtoever,
  insurer: oins.brugwacht,
  cjib: oins.cjib,
};
const roles = Object.keys(called) as RoleName[];

const running = new Map<RoleName, RunningSubgraph>();
const seen: { statements: string[]; requests: unknown[]; refusals: string[] } = {
  statements: [],
  requests: [],
  refusals: [],
};
const started = new AsyncDisposableStack();

beforeAll(async () => {
  const database = started.use(await createDatabase());
  for (const subgraph of subgraphs) {
    const service = await subgraph.start({
      databaseUrl: database.url,
      organisations,
      gatewayKeys: testGatewayKeys,
      onStatement: (sql) => seen.statements.push(sql),
      onRequest: (request) => seen.requests.push(request),
      onRefusal: ({ reason }) => seen.refusals.push(reason),
    });
    running.set(
      subgraph.role,
      started.adopt(service, (adopted) => adopted.close()),
    );
  }
});
afterAll(() => started.disposeAsync());
beforeEach(() => {
  for (const list of Object.values(seen)) list.length = 0;
});

const body = JSON.stringify({
  query: 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }',
  variables: { of: [{ __typename: 'Client', id: pseudonym('vechtoever', 'natasja') }] },
});

async function post(role: RoleName, authorization: string | null, sent: string = body): Promise<Response> {
  return fetch(`${running.get(role)?.url}/${called[role]}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
    body: sent,
  });
}

/** Status 401, the one body that goes with it, and nothing done. */
async function expectRefused(response: Response, reason: string): Promise<void> {
  expect(await response.text()).toBe(
    '{"errors":[{"message":"A call signed by the gateway is needed","extensions":{"code":"UNAUTHENTICATED"}}]}',
  );
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBeNull();
  expect(seen).toMatchObject({ statements: [], requests: [], refusals: [reason] });
}

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const publicKey = testCallKeys.published().keys[0];
const now = () => Math.floor(Date.now() / 1_000);
const without = (claims: Record<string, unknown>, name: string) => ({ ...claims, [name]: undefined });

type Attempt = (oin: string) => Promise<string | null> | string | null;

const attempts: Record<string, [reason: string, attempt: Attempt]> = {
  'no token': ['NO_TOKEN', () => null],
  'an empty header': ['NO_TOKEN', () => ''],
  garbage: ['NO_TOKEN', () => 'Bearer garbage'],
  'garbage in three parts': ['ERR_JWS_INVALID', () => 'Bearer a.b.c'],
  'another scheme': ['NO_TOKEN', async (oin) => (await forge(rightClaims(oin, body))).replace('Bearer', 'Basic')],
  "another organisation's token": [
    'ERR_JWT_CLAIM_VALIDATION_FAILED',
    () => forge(rightClaims('00000099000000009999', body)),
  ],
  'a token for several organisations': [
    'CLAIMS_MALFORMED',
    (oin) => forge({ ...rightClaims(oin, body), aud: [oin, '00000099000000009999'] }),
  ],
  'another issuer': [
    'ERR_JWT_CLAIM_VALIDATION_FAILED',
    (oin) => forge({ ...rightClaims(oin, body), iss: 'urn:korte-lijnen:other' }),
  ],
  "another's key under our key's name": [
    'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    (oin) => forge(rightClaims(oin, body), { key: stranger }),
  ],
  "another's key under its own name": [
    'ERR_JWKS_NO_MATCHING_KEY',
    (oin) => forge(rightClaims(oin, body), { key: stranger, header: { kid: 'stranger' } }),
  ],
  "another's key, brought along in the header": [
    'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    (oin) => forge(rightClaims(oin, body), { key: stranger, header: { jwk: stranger.export({ format: 'jwk' }) } }),
  ],
  'one that expired': [
    'ERR_JWT_EXPIRED',
    (oin) => forge({ ...rightClaims(oin, body), iat: now() - 66, exp: now() - 36 }),
  ],
  'one that expires too late': ['CLAIMS_MALFORMED', (oin) => forge({ ...rightClaims(oin, body), exp: now() + 3_600 })],
  'an old one that expires late': [
    'ERR_JWT_EXPIRED',
    (oin) => forge({ ...rightClaims(oin, body), iat: now() - 60, exp: now() + 3_600 }),
  ],
  'one from the future': [
    'ERR_JWT_CLAIM_VALIDATION_FAILED',
    (oin) => forge({ ...rightClaims(oin, body), iat: now() + 60, exp: now() + 90 }),
  ],
  'a signature for another body': ['BODY_CHANGED', (oin) => forge(rightClaims(oin, `${body} `))],
  'no signature (alg none)': [
    'ERR_JOSE_ALG_NOT_ALLOWED',
    (oin) => assemble({ ...rightHeader, alg: 'none' }, rightClaims(oin, body), 'AA'),
  ],
  'an empty signature (alg none)': [
    'NO_TOKEN',
    (oin) => assemble({ ...rightHeader, alg: 'none' }, rightClaims(oin, body)),
  ],
  'the public key as a shared secret (HS256)': [
    'ERR_JOSE_ALG_NOT_ALLOWED',
    (oin) =>
      forge(rightClaims(oin, body), {
        header: { alg: 'HS256' },
        key: createSecretKey(Buffer.from(JSON.stringify(publicKey))),
      }),
  ],
  'a token of another type': [
    'ERR_JWT_CLAIM_VALIDATION_FAILED',
    (oin) => forge(rightClaims(oin, body), { header: { typ: 'at+jwt' } }),
  ],
  'a token of no type': [
    'ERR_JWT_CLAIM_VALIDATION_FAILED',
    (oin) => forge(rightClaims(oin, body), { header: { typ: undefined } }),
  ],
  'no digest': ['CLAIMS_MALFORMED', (oin) => forge(without(rightClaims(oin, body), 'digest'))],
  'no name of its own': ['CLAIMS_MALFORMED', (oin) => forge(without(rightClaims(oin, body), 'jti'))],
  'no end': ['CLAIMS_MALFORMED', (oin) => forge(without(rightClaims(oin, body), 'exp'))],
  'no actor': ['CLAIMS_MALFORMED', (oin) => forge(without(rightClaims(oin, body), 'act'))],
  'grants of another form': [
    'CLAIMS_MALFORMED',
    (oin) => forge({ ...rightClaims(oin, body), grants: [{ subjects: '*', categories: '*' }] }),
  ],
};

describe.each(roles)('%s', (role) => {
  const oin = called[role];

  test('answers a call that the gateway signed, once', async () => {
    const authorization = await forge(rightClaims(oin, body));
    expect((await post(role, authorization)).status).toBe(200);
    expect(seen.requests).toHaveLength(1);
    for (const list of Object.values(seen)) list.length = 0;
    await expectRefused(await post(role, authorization), 'REPLAYED');
  });

  test.each(Object.entries(attempts))('refuses %s', async (_, [reason, attempt]) => {
    await expectRefused(await post(role, await attempt(oin)), reason);
  });

  test('refuses a body that was changed, and then takes the one that was signed', async () => {
    const authorization = await forge(rightClaims(oin, body));
    await expectRefused(
      await post(role, authorization, body.replace('__typename', '__typename __typename')),
      'BODY_CHANGED',
    );
    expect((await post(role, authorization)).status).toBe(200);
  });

  test('tells nobody which addresses, methods or bodies it takes', async () => {
    const base = running.get(role)?.url;
    const expectSame = async (path: string, init: RequestInit) => {
      await expectRefused(await fetch(`${base}${path}`, init), 'NO_TOKEN');
      for (const list of Object.values(seen)) list.length = 0;
    };
    await expectSame(`/${oin}/graphql`, {});
    await expectSame(`/${oin}/graphql`, { method: 'POST', body: 'text' });
    await expectSame(`/${oin}/graphql`, { method: 'POST', body: 'x'.repeat(3_000_000) });
    await expectSame('/00000099000000009999/graphql', { method: 'POST' });
    await expectSame('/', {});
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
  });
});

test('a call for one organisation of a role is refused by another of the same role', async () => {
  const authorization = await forge(rightClaims(oins.elinkhof, body));
  await expectRefused(await post('housing', authorization), 'ERR_JWT_CLAIM_VALIDATION_FAILED');
});

test('of many copies of one call, sent at once, one is taken', async () => {
  const authorization = await forge(rightClaims(oins.vechtoever, body));
  const answers = await Promise.all(Array.from({ length: 20 }, () => post('housing', authorization)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(19).fill(401)]);
});
