import { request } from 'node:http';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { readingAudience, readingClients } from '../../../gateway/audit/reading/reading-clients.ts';
import { AuditUnavailableError } from '../../../gateway/errors.ts';
import { createClientVerifier } from '../../../gateway/identity/verify-client.ts';
import { createTokenVerifier } from '../../../gateway/identity/verify-token.ts';
import { audience as gatewayAudience, startIssuer } from '../../identity/issuer.ts';
import { createReading, type ReadingWorld, reader } from './reading-world.ts';

const problem = z.strictObject({
  status: z.int(),
  title: z.string().min(1),
  detail: z.string().min(1),
  code: z.string().regex(/^[A-Z_]+$/),
});

let world: ReadingWorld;

beforeAll(async () => {
  world = await createReading(50);
});

afterAll(() => world[Symbol.asyncDispose]());

/** A problem, with the version of the interface; nothing was recorded, for nothing was read. */
async function expectProblem(response: Response, status: number, code: string, of = world): Promise<string> {
  const text = await response.text();
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(response.headers.get('api-version')).toBe('0.9.0');
  expect(problem.parse(JSON.parse(text))).toMatchObject({ status, code });
  expect(response.status).toBe(status);
  expect(of.recorded).toEqual([]);
  expect(of.faults).toEqual([]);
  return text;
}

const trace = { traceId: 'a'.repeat(32) };

test.each([
  ['nothing to search for', {}],
  ['a period only', { startTime: '2026-11-01T00:00:00Z' }],
  ['a trace that is none', { traceId: 'abc' }],
  ['a trace that is a number', { traceId: 1 }],
  ['an activity that is no URI', { 'dpl.core.processing_activity_id': 'debts' }],
  ['another type of subject', { 'dpl.core.data_subject_id': 'x'.repeat(43), 'dpl.core.data_subject_id_type': 'BSN' }],
  ['the number of a citizen', { 'dpl.core.data_subject_id': '999990019' }],
  ['a type without a subject', { 'dpl.core.data_subject_id_type': 'urn:korte-lijnen:log-pseudonym' }],
  ['a moment that is none', { ...trace, startTime: 'yesterday' }],
  ['a moment without a zone', { ...trace, endTime: '2026-11-01T00:00:00' }],
  ['a moment too far away', { ...trace, endTime: 1e300 }],
  ['something unknown', { ...trace, name: 'Jansen' }],
  ['the key of another object', JSON.parse(`{"__proto__": {}, "traceId": "${'a'.repeat(32)}"}`)],
  ['a list', []],
  ['null', null],
  ['no JSON', '{'],
  ['nothing', ''],
])('a body with %s is refused, without a word of what was sent', async (_, body) => {
  const text = await expectProblem(await world.ask(body), 400, 'BAD_REQUEST');
  expect(text).not.toMatch(/999990019|Jansen|yesterday|BSN/);
});

test('a transaction id that is none is refused', async () => {
  await expectProblem(await world.ask(trace, { headers: { 'fsc-transaction-id': 'x' } }), 400, 'BAD_REQUEST');
});

test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('%s is not for this path', async (method) => {
  const response = await fetch(world.url, { method });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  expect(response.headers.get('api-version')).toBe('0.9.0');
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
  'a body of type "%s" is refused',
  async (type) => {
    await expectProblem(await world.ask(trace, { headers: { 'content-type': type } }), 415, 'UNSUPPORTED_MEDIA_TYPE');
  },
);

test('a compressed body is refused', async () => {
  const response = await world.ask(trace, { headers: { 'content-encoding': 'gzip' } });
  await expectProblem(response, 415, 'UNSUPPORTED_MEDIA_TYPE');
});

test('a body that is too large is refused', async () => {
  await expectProblem(await world.ask({ traceId: 'a'.repeat(11_000) }), 413, 'REQUEST_TOO_LARGE');
});

test('without a token nothing is read, not even the body', async () => {
  const response = await fetch(world.url, { method: 'POST', body: '{' });
  await expectProblem(response, 401, 'UNAUTHENTICATED');
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
});

test('the token of a person does not open the log, nor that of a program the graph', async () => {
  const authorization = `Bearer ${await world.userToken()}`;
  await expectProblem(await world.ask(trace, { headers: { authorization } }), 401, 'UNAUTHENTICATED');
  const gateway = createTokenVerifier({ issuer: world.provider.issuer, audience: gatewayAudience });
  await expect(gateway.verify(`Bearer ${await world.clientToken()}`)).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
});

test('a program gets no token for the graph by asking for one', async () => {
  const basic = Buffer.from('ldv-reader:development-only-and-not-a-secret').toString('base64');
  const response = await fetch(`${world.provider.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: gatewayAudience }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  const gateway = createTokenVerifier({ issuer: world.provider.issuer, audience: gatewayAudience });
  await expect(gateway.verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a program without its secret gets no token', async () => {
  for (const authorization of [undefined, `Basic ${Buffer.from('ldv-reader:guessed').toString('base64')}`]) {
    const response = await fetch(`${world.provider.issuer}/token`, {
      method: 'POST',
      headers: authorization === undefined ? {} : { authorization },
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'ldv-reader' }),
    });
    expect(response.ok).toBe(false);
  }
});

test('a token that speaks for a person is refused, also when it is meant for this', async () => {
  await using issuer = await startIssuer();
  const verify = createClientVerifier({ issuer: issuer.url, audience: readingAudience });
  const [signer] = issuer.keys;
  const tokenWith = async (claims: Record<string, unknown>) =>
    `Bearer ${await signer?.sign(issuer.url, { aud: readingAudience, client_id: reader.id, ...claims })}`;
  const plain = { name: undefined, kl_role: undefined, kl_team: undefined, kl_organisation: undefined };
  expect(await verify(await tokenWith(plain))).toEqual({ clientId: reader.id });
  for (const claims of [
    {},
    { aud: [gatewayAudience, readingAudience] },
    { ...plain, client_id: undefined },
    { ...plain, client_id: 'a b' },
  ]) {
    await expect(verify(await tokenWith(claims))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  }
});

test('a token that anyone could have signed is refused', async () => {
  const forged = await new SignJWT({ client_id: reader.id, aud: readingAudience, iss: world.provider.issuer })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setExpirationTime('1h')
    .sign(Buffer.from('guessed'));
  const headers = { authorization: `Bearer ${forged}` };
  await expectProblem(await world.ask(trace, { headers }), 401, 'UNAUTHENTICATED');
});

test('a program that is not on the list may not read', async () => {
  await using strict = await createReading(5, { clients: [{ ...reader, id: 'another' }] });
  await expectProblem(await strict.ask(trace), 403, 'CLIENT_NOT_ALLOWED', strict);
});

test('nothing is read when the reading cannot be recorded', async () => {
  const append = () => Promise.reject(new AuditUnavailableError('not recorded'));
  await using unrecorded = await createReading(5, { append });
  const query = vi.spyOn(unrecorded.log.database, 'query');
  await expectProblem(await unrecorded.ask(trace), 503, 'AUDIT_UNAVAILABLE', unrecorded);
  expect(query).not.toHaveBeenCalled();
});

test('a log that cannot be read says so, and nothing of why', async () => {
  await using broken = await createReading(5);
  await broken.log.database.query('select 1');
  vi.spyOn(broken.log.database, 'query').mockImplementation(() => Promise.reject(new Error('relation "secret"')));
  const response = await broken.ask(trace);
  expect(response.status).toBe(503);
  expect(await response.text()).not.toContain('secret');
});

test('a fault is masked, and logged under the number of the request', async () => {
  const append = () => Promise.reject(new Error('a secret of the gateway'));
  await using faulty = await createReading(5, { append });
  const response = await faulty.ask(trace);
  expect([response.status, response.headers.get('api-version')]).toEqual([500, '0.9.0']);
  expect(await response.text()).not.toContain('secret');
  expect(faulty.faults).toHaveLength(1);
});

test('few read at once, some wait, and the rest is told to come again', async () => {
  let reading = 0;
  let most = 0;
  const opened = Promise.withResolvers<void>();
  const append = async () => {
    reading += 1;
    most = Math.max(most, reading);
    await opened.promise;
    reading -= 1;
  };
  await using busy = await createReading(5, { append });
  const asked = Array.from({ length: 30 }, () => busy.ask(trace).then(({ status }) => status));
  const refused = await Promise.any(asked);
  expect(refused).toBe(503);
  opened.resolve();
  const statuses = await Promise.all(asked);
  expect([most, statuses.filter((status) => status === 503).length]).toEqual([2, 8]);
  expect((await busy.ask(trace)).status).toBe(200);
});

test('a caller who goes away before the body is in is no fault', async () => {
  const asked = request(world.url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await world.clientToken()}`,
      'content-type': 'application/json',
      'content-length': '1000',
    },
  });
  asked.on('error', () => {});
  const closed = new Promise((resolve) => asked.once('close', resolve));
  await new Promise((resolve) => asked.write('{', resolve));
  asked.destroy();
  await closed;
  await expectProblem(await world.ask({}), 400, 'BAD_REQUEST');
});

test.each([
  ['', []],
  [' ', []],
  ['ldv-reader=00000099000000001000', [reader]],
  [
    'a=00000099000000001000, b:c=00000099000000002001,',
    [
      { id: 'a', organisation: reader.organisation },
      { id: 'b:c', organisation: '00000099000000002001' },
    ],
  ],
])('who may read is configured as %j', (text, clients) => {
  expect(readingClients.parse(text)).toEqual(clients);
});

test.each([
  'ldv-reader',
  'ldv-reader=1',
  '=00000099000000001000',
  'a b=00000099000000001000',
  'a=00000099000000001000;b',
])('who may read is not configured by %j', (text) => {
  expect(readingClients.safeParse(text).success).toBe(false);
});
