import { Agent, request as httpRequest } from 'node:http';
import pg from 'pg';
import { expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { housing } from '../../subgraphs/housing/service.ts';
import { signTestCall } from '../support/sign-test-call.ts';
import { entitiesRequest, pseudonym, startPartner } from './partner-world.ts';

const json = { 'content-type': 'application/json' };

async function codeOf(response: Response): Promise<string> {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return `${response.status} ${errors[0]?.extensions.code}`;
}

test('only POST of JSON to an organisation of the role is answered', async () => {
  await using partner = await startPartner(housing);
  const endpoint = partner.endpoint('vechtoever');
  const body = JSON.stringify({ query: '{ __typename }' });
  const post = async (url: string, { body, headers = json }: { body: string; headers?: Record<string, string> }) => {
    const authorization = await signTestCall(/\d{20}/.exec(url)?.[0] ?? '', body);
    return codeOf(await fetch(url, { method: 'POST', headers: { ...headers, authorization }, body }));
  };

  expect(await post(`${partner.running.url}/00000099000000009999/graphql`, { body })).toBe('404 NOT_FOUND');
  expect(await post(partner.endpoint('cjib'), { body })).toBe('404 NOT_FOUND');
  const authorization = await signTestCall(oins.vechtoever, '');
  const get = await fetch(`${endpoint}?query={__typename}`, { headers: { authorization } });
  expect(await codeOf(get)).toBe('405 METHOD_NOT_ALLOWED');
  expect(await post(endpoint, { body, headers: { 'content-type': 'text/plain' } })).toBe('415 UNSUPPORTED_MEDIA_TYPE');
  expect(await post(endpoint, { body: '{"query":' })).toBe('400 BAD_REQUEST');
  expect(await post(endpoint, { body: '{"query": 1}' })).toBe('400 BAD_REQUEST');
  expect(await post(endpoint, { body: '{"query": "{ secrets }"}' })).toBe('400 GRAPHQL_VALIDATION_FAILED');
  expect(await post(endpoint, { body: '{"query": "{"}' })).toBe('400 GRAPHQL_PARSE_FAILED');
  expect(await post(endpoint, { body: '{"query": "{ __schema { types { name } } }"}' })).toBe(
    '400 GRAPHQL_VALIDATION_FAILED',
  );
  const long = `{ ${'__typename '.repeat(20_001)} }`;
  expect(await post(endpoint, { body: JSON.stringify({ query: long }) })).toBe('400 GRAPHQL_PARSE_FAILED');
  expect(partner.statements).toEqual([]);
});

test('a body over 2 MB is refused, announced or not, and the next call is answered', async () => {
  await using partner = await startPartner(housing);
  const authorization = await signTestCall(oins.vechtoever, '');
  const announced = await send(partner.endpoint('vechtoever'), { authorization, 'content-length': '200000000' }, ['x']);
  expect(announced).toMatchObject({ status: 413, connection: 'close' });
  const chunks = Array.from({ length: 5 }, () => 'x'.repeat(500_000));
  expect(await send(partner.endpoint('vechtoever'), { authorization }, chunks)).toMatchObject({ status: 413 });
  expect((await partner.ask('vechtoever', { query: '{ __typename }' })).body.data).toEqual({ __typename: 'Query' });
});

test('what goes wrong inside costs its own field and tells nothing', async () => {
  await using partner = await startPartner(housing);
  await ownerStatement(partner.databaseUrl, 'drop table housing.tenancies');
  const natasja = [pseudonym('vechtoever', 'natasja')];
  const { status, body } = await partner.ask(
    'vechtoever',
    entitiesRequest(natasja, '{ housing { reference tenancy { rentCents } } }'),
  );
  expect(status).toBe(200);
  expect(body.data._entities[0].housing).toEqual([{ reference: 'VO-140977', tenancy: null }]);
  expect(body.errors).toEqual([
    {
      message: 'Internal server error',
      path: ['_entities', 0, 'housing', 0, 'tenancy'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    },
  ]);
  expect(partner.faults).toMatchObject([{ code: '42P01' }]);
  expect(JSON.stringify(partner.faults)).not.toContain('tenancies"');
});

test('a reference without an id is the caller’s fault and says so', async () => {
  await using partner = await startPartner(housing);
  const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Client { id } } }';
  const { body } = await partner.ask('vechtoever', { query, variables: { of: [{ __typename: 'Client' }] } });
  expect(body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(partner.faults).toEqual([]);
});

test('every call is seen with its organisation, and ready means that the database answers', async () => {
  await using partner = await startPartner(housing);
  await partner.ask('elinkhof', { query: '{ __typename }' });
  expect(partner.requests).toEqual([{ oin: oins.elinkhof, body: '{"query":"{ __typename }"}' }]);
  expect((await fetch(`${partner.running.url}/health/live`)).status).toBe(200);
  expect((await fetch(`${partner.running.url}/health/ready`)).status).toBe(200);
});

test('it closes at once with connections kept alive, and lets a call that runs end', async () => {
  await using partner = await startPartner(housing);
  const agent = new Agent({ keepAlive: true });
  const first = '{"query":"{ __typename }"}';
  await send(
    partner.endpoint('vechtoever'),
    { authorization: await signTestCall(oins.vechtoever, first) },
    [first],
    agent,
  );
  const natasja = entitiesRequest([pseudonym('vechtoever', 'natasja')], '{ housing { reference } }');
  const lock = await locked(partner.databaseUrl, 'housing.dossiers');
  const running = partner.ask('vechtoever', natasja);
  await expect.poll(() => partner.requests.length).toBe(2);
  const closed = partner.running.close();
  await expect(fetch(`${partner.running.url}/health/live`)).rejects.toThrow();
  await lock.release();
  expect((await running).body.data._entities[0].housing).toEqual([{ reference: 'VO-140977' }]);
  const before = performance.now();
  await closed;
  expect(performance.now() - before).toBeLessThan(1_000);
  agent.destroy();
});

async function ownerStatement(databaseUrl: string, sql: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function locked(databaseUrl: string, table: string) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(`begin; lock table ${table} in access exclusive mode`);
  return { release: () => client.end() };
}

function send(url: string, headers: Record<string, string>, chunks: readonly string[], agent?: Agent) {
  return new Promise<{ status: number | undefined; connection: string | undefined }>((resolve, reject) => {
    const outgoing = httpRequest(url, {
      method: 'POST',
      headers: { ...json, ...headers },
      ...(agent ? { agent } : {}),
    });
    let answered = false;
    outgoing.on('response', (response) => {
      answered = true;
      resolve({ status: response.statusCode, connection: response.headers.connection });
      response.resume();
    });
    // Once it was refused, what was still on its way has nobody to go to.
    outgoing.on('error', (error) => answered || reject(error));
    for (const chunk of chunks) outgoing.write(chunk);
    if (!headers['content-length']) outgoing.end();
  });
}
