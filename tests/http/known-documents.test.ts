import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFederationGateway } from '../../gateway/federation-gateway.ts';
import { createGraphqlServer } from '../../gateway/http/graphql-server.ts';
import { listen } from '../../gateway/http/listen.ts';
import { composeSupergraph, organisationOf, testActor } from '../support/federation.ts';
import { startSubgraph, type TestSubgraph } from '../support/subgraph.ts';

const typeDefs = `
  type Query { plant(id: ID!): Plant plants(first: Int = 2): [Plant!]! odd: Int! }
  type Mutation { water(id: ID!): Plant }
  type Plant @key(fields: "id") { id: ID! name: String height: Int! }
`;
const withLeaves = typeDefs.replace('name: String', 'name: String leaves: Int');

const fern = { id: '1', name: 'Varen', height: 30 };
const resolvers = {
  Query: {
    plant: (_: unknown, { id }: Readonly<Record<string, unknown>>) => (id === '1' ? fern : null),
    plants: () => [fern, { id: '2', name: null, height: null }],
    odd: () => 'much',
  },
  Mutation: {
    water: () => fern,
  },
};

const folder = mkdtempSync(join(tmpdir(), 'korte-lijnen-known-'));
const file = join(folder, 'supergraph.graphql');
let subgraph: TestSubgraph;
const started = new AsyncDisposableStack();

/** The gateway at an address of its own, and how often its Apollo Server was asked. */
interface Served {
  endpoint: string;
  askedApollo: number;
  logged: string[];
  close(): Promise<void>;
}
let knowing: Served;
let unknowing: Served;

const supergraphOf = (definitions: string) =>
  composeSupergraph({ plants: { typeDefs: definitions, url: subgraph.url } });

async function serve(knows: boolean, closeGraceMs = 10_000): Promise<Served> {
  const logged: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => logged.push(line) });
  const organisations = [organisationOf('plants', 0, subgraph.url)];
  const gateway = createFederationGateway({ supergraph: { file }, organisations });
  const server = createGraphqlServer({ gateway, introspection: false, log });
  const served: Served = {
    endpoint: '',
    askedApollo: 0,
    logged,
    close: () => listening.close().then(() => server.stop()),
  };
  const execute = server.executeHTTPGraphQLRequest.bind(server);
  server.executeHTTPGraphQLRequest = (request) => {
    served.askedApollo += 1;
    return execute(request);
  };
  await server.start();
  const listening = await listen({
    host: '127.0.0.1',
    port: 0,
    verifier: { verify: async () => testActor },
    server,
    ...(knows ? { known: gateway } : {}),
    graphiql: false,
    ready: async () => ({ checks: {} }),
    limits: { closeGraceMs },
    log,
  });
  started.defer(() => served.close());
  return Object.assign(served, { endpoint: `${listening.url}/graphql` });
}

beforeAll(async () => {
  subgraph = started.adopt(await startSubgraph(withLeaves, resolvers), (running) => running.close());
  writeFileSync(file, supergraphOf(withLeaves));
  knowing = await serve(true);
  unknowing = await serve(false);
});

afterAll(async () => {
  await started.disposeAsync();
  rmSync(folder, { recursive: true });
});

beforeEach(() => subgraph.behave('well'));

const changing = ['date', 'x-request-id', 'traceparent', 'fsc-transaction-id'];

async function ask(body: object, { endpoint }: Served = knowing, accept = 'application/graphql-response+json') {
  const headers = { 'content-type': 'application/json', accept };
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(body) });
  const told = [...response.headers].map(([name, value]) => [name, changing.includes(name) ? '' : value]);
  return { status: response.status, headers: told, text: await response.text() };
}

/** How often Apollo Server is asked for this. */
async function askedApollo(asking: () => Promise<unknown>): Promise<number> {
  const before = knowing.askedApollo;
  await asking();
  return knowing.askedApollo - before;
}

const good = 'query Plant($id: ID!) { plant(id: $id) { id name height } }';

describe('what is known is answered as Apollo Server would', () => {
  const several = 'query One { plant(id: "1") { id } } query Two { plant(id: "2") { id } }';
  const cases: [what: string, body: object, isApolloAsked: boolean][] = [
    ['a client that is there', { query: good, variables: { id: '1' } }, false],
    ['one that is not', { query: good, variables: { id: '3' } }, false],
    ['by its name', { query: good, operationName: 'Plant', variables: { id: '1' } }, false],
    [
      'with no variables',
      { query: '{ plants { id } }', variables: null, operationName: null, extensions: null },
      false,
    ],
    ['one of several', { query: several, operationName: 'Two' }, false],
    ['none of several', { query: several }, true],
    ['by no name where it has one', { query: good, operationName: '', variables: { id: '1' } }, true],
    ['with extensions that say nothing', { query: good, variables: { id: '1' }, extensions: {} }, false],
    ['by a name that it has not', { query: good, operationName: 'Plants', variables: { id: '1' } }, true],
    ['without a variable', { query: good }, true],
    ['with a variable that does not fit', { query: good, variables: { id: { of: 'what' } } }, true],
    ['with variables that are none', { query: good, variables: [1] }, true],
    ['with a name that is none', { query: good, operationName: 3, variables: { id: '1' } }, true],
    ['with extensions', { query: good, variables: { id: '1' }, extensions: { a: 1 } }, true],
    ['with extensions that are none', { query: good, variables: { id: '1' }, extensions: 'a' }, true],
    ['a null where none may stand', { query: '{ plants { id height } }' }, true],
    ['a value of another type', { query: '{ odd }' }, true],
    ['what is not valid', { query: '{ plants { roots } }' }, true],
    ['the schema', { query: '{ __schema { queryType { name } } }' }, true],
    ['no GraphQL', { query: '{ plants {' }, true],
    ['an act', { query: 'mutation { water(id: "1") { name } }' }, false],
  ];

  test.each(cases)('%s', async (_what, body, isApolloAsked) => {
    // Known, where something can make it so.
    await ask({ ...body, variables: { id: '1' }, extensions: undefined });
    for (const accept of ['application/graphql-response+json', 'application/json', '*/*']) {
      const told = await ask(body, unknowing, accept);
      const asked = await askedApollo(async () => expect(await ask(body, knowing, accept)).toEqual(told));
      expect(asked).toBe(isApolloAsked ? 1 : 0);
    }
  });

  test('while the subgraph is down', async () => {
    const body = { query: '{ plants { id name } }' };
    await ask(body);
    subgraph.behave('down');
    const told = await ask(body, unknowing);
    expect(told.text).toContain('PARTNER_UNAVAILABLE');
    expect(await ask(body)).toEqual(told);
  });
});

test('an act whose answer has errors is done once', async () => {
  const query = 'mutation { water(id: "7") { name } }';
  await ask({ query });
  subgraph.behave({ json: { data: { water: null }, errors: [{ message: 'te nat', path: ['water'] }] } });
  const before = subgraph.requests.length;
  const { text } = await ask({ query });
  expect(JSON.parse(text)).toMatchObject({ data: { water: null }, errors: [{ path: ['water'] }] });
  expect(subgraph.requests.length - before).toBe(1);
});

test('an act is not done for a name that no operation has', async () => {
  const query = 'mutation { water(id: "8") { name } }';
  for (const served of [knowing, unknowing]) {
    await ask({ query }, served);
    const before = subgraph.requests.length;
    const { status, text } = await ask({ query, operationName: '' }, served);
    expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([400, 'OPERATION_RESOLUTION_FAILURE']);
    expect(subgraph.requests.length).toBe(before);
  }
});

test('a text with half a character is refused, also when its hash is that of another that was asked', async () => {
  const echo = (text: string) => ({ query: `{ plant(id: "${text}") { id } }` });
  for (const served of [knowing, unknowing]) {
    const refused = await ask(echo('\ud800'), served);
    expect([refused.status, JSON.parse(refused.text).errors[0].extensions.code]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
    expect((await ask(echo('\ufffd'), served)).status).toBe(200);
    const again = await ask(echo('\ud800'), served);
    expect([again.status, JSON.parse(again.text).errors[0].extensions.code]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
  }
});

test('what is broken off when the gateway closes is no fault', async () => {
  const served = await serve(true, 50);
  const body = { query: '{ plants { id } }' };
  await ask(body, served);
  const before = subgraph.requests.length;
  subgraph.behave({ after: new Promise(() => {}) });
  const broken = ask(body, served).catch(() => 'broken off');
  await expect.poll(() => subgraph.requests.length).toBe(before + 1);
  await served.close();
  expect(await broken).toBe('broken off');
  expect(served.logged.map((line) => JSON.parse(line)).filter(({ level }) => level > 30)).toEqual([]);
});

test('a text is known by being found valid, and to the letter', async () => {
  const refused = { query: '{ plants { id roots } }' };
  expect([(await ask(refused)).status, (await ask(refused)).status]).toEqual([400, 400]);
  const query = '{ plants { id } } # to the letter';
  expect(await askedApollo(() => ask({ query }))).toBe(1);
  expect(await askedApollo(() => ask({ query }))).toBe(0);
  expect(await askedApollo(() => ask({ query: `${query} ` }))).toBe(1);
});

test('what was valid is looked at anew when the supergraph has changed', async () => {
  const query = '{ plants { id leaves } }';
  await ask({ query });
  expect(await askedApollo(() => ask({ query }))).toBe(0);
  writeFileSync(file, supergraphOf(typeDefs));
  await expect
    .poll(async () => (await ask({ query })).text, { timeout: 10_000 })
    .toContain('GRAPHQL_VALIDATION_FAILED');
});
