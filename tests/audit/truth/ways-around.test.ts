import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casebook } from '../../../subgraphs/casebook/people.ts';
import { idOf, unknownId } from '../../enforcement/ask-about.ts';
import { type Relay, startRelay } from '../../support/relay.ts';
import { createWorld, debtAssistance, oinOf, type World } from '../../support/world.ts';
import { askLogged, logNameOf, recordsOf, shownOf } from './logged-request.ts';

let world: World;
let housing: Relay;
beforeAll(async () => {
  world = await createWorld({
    organisation: async (organisation) => {
      if (organisation.oin !== oinOf('vechtoever')) return organisation;
      housing = await startRelay(organisation.url);
      return { ...organisation, url: housing.url };
    },
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await housing[Symbol.asyncDispose]();
});

const natasja = idOf('natasja');
const people = casebook.flatMap(({ people: all }) => all);

/** The ids of people that stand anywhere in a text. */
const namedIn = (text: string) => people.filter(({ id }) => text.includes(id)).map(({ id }) => id);

describe('whoever is in an answer is in its lines, with what was shown', () => {
  test.each<[string, string]>([
    [
      'under aliases that the gateway uses itself',
      'kl_subject: client(id: $id) { kl_acted: id kl_refused: name { kl_subject: full } __kl: birthDate }',
    ],
    [
      'under the names of other fields',
      'team: client(id: $id) { household: id id: name { id: full } case: birthDate }',
    ],
    [
      'beside introspection',
      '__schema { types { name } } client(id: $id) { __typename id name { full } birthDate } __type(name: "Client") { name }',
    ],
    [
      'by fragments on interfaces and types',
      '... on Query { client(id: $id) { ...A ... on Client { birthDate } ... { id } } }',
    ],
    ['twice', 'a: client(id: $id) { id } b: client(id: $id) { name { full } birthDate }'],
    ['in lists, several times', 'clients(ids: [$id, $id, "none", $id]) { id name { full } birthDate }'],
    [
      'only where it is included',
      'client(id: $id) { id @include(if: $yes) name @skip(if: $no) { full } birthDate @include(if: $yes) }',
    ],
  ])('%s', async (_, asked) => {
    const fragment = asked.includes('...A') ? 'fragment A on Client { name { full } }' : '';
    const query = `query ($id: ID!, $yes: Boolean! = true, $no: Boolean! = false) { ${asked} a_: __typename @include(if: $yes) @skip(if: $no) } ${fragment}`;
    const { records, text } = await askLogged(world, query, { variables: { id: natasja } });
    expect(text).toContain('Natasja');
    expect(namedIn(text)).toEqual([natasja]);
    expect(shownOf(records, natasja)).toEqual(['casework: case identity']);
    expect(records.flatMap(({ coordinates }) => coordinates)).toEqual(
      expect.arrayContaining(['Client.birthDate', 'Client.name', 'PersonName.full']),
    );
  });

  test('a team with its clients, and their households', async () => {
    const query =
      '{ teams { id clients(first: 500) { id name { full } household { id birthDate } partners { oin } } } }';
    const { records, text } = await askLogged(world, query);
    const named = namedIn(text);
    expect(named.length).toBeGreaterThan(10);
    for (const id of named) expect(shownOf(records, id), id).toEqual([expect.stringContaining('casework: case')]);
    const told = new Set(records.flatMap(({ subject, released }) => (released.includes('identity') ? subject : [])));
    expect([...told].sort()).toEqual(named.map(logNameOf).sort());
  });

  test('five hundred ids, known and unknown', async () => {
    const ids = [...people.map(({ id }) => id), ...Array.from({ length: 500 - people.length }, () => unknownId)];
    const { records, text } = await askLogged(world, 'query ($ids: [ID!]!) { clients(ids: $ids) { birthDate } }', {
      variables: { ids },
    });
    const shown = (JSON.parse(text).data.clients as unknown[]).filter((client) => client !== null);
    const released = records.filter(({ subject, released: categories }) => subject !== null && categories.length > 0);
    expect(shown.length).toBeGreaterThan(10);
    expect(released.length).toBe(shown.length);
    const denied = records.filter(({ denied: [first] }) => first?.reason === 'NO_CASE_RELATION');
    // Those of other teams each; all that nobody has together.
    expect(denied.length).toBe(people.length - shown.length + 1);
  });

  test('what the gateway decided, of organisations too', async () => {
    const query =
      'query ($id: ID!) { client(id: $id) { access(all: true) { oin } household { access { category } } } }';
    const { records } = await askLogged(world, query, { variables: { id: natasja } });
    expect(shownOf(records, natasja)).toEqual(['casework: case household', 'gateway: case']);
    for (const key of ['dennis', 'sem', 'lotte']) expect(shownOf(records, idOf(key))).toContain('gateway: case');
  });
});

describe('however a request comes', () => {
  const headersOf = async (trace: string) => ({
    authorization: `Bearer ${await world.token('sanne')}`,
    'x-purpose': debtAssistance,
    'apollo-require-preflight': '1',
    traceparent: `00-${trace}-${randomBytes(8).toString('hex')}-01`,
  });
  const newTrace = () => randomBytes(16).toString('hex');

  test('by GET, and as one of several operations, under the name of what it asks', async () => {
    const trace = newTrace();
    const query = `query Natasja($id: ID!) { client(id: $id) { birthDate } } query Other { teams { name } }`;
    const search = new URLSearchParams({ query, operationName: 'Natasja', variables: JSON.stringify({ id: natasja }) });
    const response = await fetch(`${world.url}/graphql?${search}`, { headers: await headersOf(trace) });
    expect(await response.text()).toContain('birthDate');
    const records = await recordsOf(world, trace);
    expect(records.map(({ name }) => name)).toEqual(['Query.client', 'Query.client']);
    expect(shownOf(records, natasja)).toEqual(['casework: identity']);
  });

  test('when the caller is gone before the answer: who was asked is told', async () => {
    const trace = newTrace();
    const calls = housing.calls.length;
    housing.behave({ refuse: 'silence' });
    const gone = new AbortController();
    const asked = fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: { ...(await headersOf(trace)), 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ client(id: "${natasja}") { name { full } housing { reference } } }` }),
      signal: gone.signal,
    }).catch(() => 'gone');
    await expect.poll(() => housing.calls.length, { timeout: 15_000 }).toBeGreaterThan(calls);
    gone.abort();
    expect(await asked).toBe('gone');
    await expect.poll(async () => (await recordsOf(world, trace)).length, { timeout: 15_000 }).toBeGreaterThan(0);
    const records = await recordsOf(world, trace);
    expect(records.find(({ organisation }) => organisation === oinOf('vechtoever'))).toMatchObject({
      subject: logNameOf(natasja),
      status: 'Error',
    });
    housing.behave({});
  });

  test('in a trace, under a span and a transaction that another request has too: its lines are its own', async () => {
    const headers = {
      traceparent: `00-${newTrace()}-${randomBytes(8).toString('hex')}-01`,
      'fsc-transaction-id': '6f1f2d1c-6e6b-4c8e-9d0a-0b6e1b0c7a11',
    };
    const query = 'query ($id: ID!) { client(id: $id) { birthDate housing { reference } } }';
    const before = housing.calls.length;
    await askLogged(world, query, { headers, variables: { id: natasja } });
    await askLogged(world, query, { headers, as: 'marijke', variables: { id: idOf('yvonne') } });
    const records = await recordsOf(world, headers.traceparent.slice(3, 35));
    expect(new Set(records.map(({ span }) => span)).size).toBe(records.length);
    const requests = records.filter(({ kind }) => kind === 'request');
    expect(requests.length).toBe(2);
    for (const { span, actor } of requests) {
      const lines = records.filter(({ parent }) => parent === span);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line.actor).toEqual(actor);
    }
    // What organisations saw are spans of the log.
    const seen = housing.calls.slice(before).map(({ headers: { traceparent } }) => `${traceparent}`.slice(36, 52));
    expect(seen.length).toBeGreaterThan(0);
    expect(records.map(({ span }) => span)).toEqual(expect.arrayContaining(seen));
  });
});

test('nothing that a caller may write stands in the log', async () => {
  const secret = 'geheim';
  const query = `query ${secret}Naam($${secret}Id: ID!) {
    ${secret}Alias: client(id: $${secret}Id) { ${secret}Veld: birthDate ...${secret}Deel } } fragment ${secret}Deel on Client { id }`;
  const { records, text } = await askLogged(world, query, {
    variables: { [`${secret}Id`]: natasja, [`${secret}Meer`]: secret },
    operationName: `${secret}Naam`,
    headers: {
      'x-request-id': secret,
      'user-agent': secret,
      tracestate: `a=${secret}`,
      baggage: `name=${secret}`,
      'x-forwarded-for': secret,
      'apollographql-client-name': secret,
      cookie: secret,
    },
  });
  expect(text).toContain(`${secret}Alias`);
  expect(records.length).toBe(2);
  expect(JSON.stringify(records)).not.toContain(secret);
});

test.each([
  ['a NUL', `${natasja}\0`],
  ['a lone surrogate', '\ud800'],
  ['a name that objects have', '__proto__'],
  ['much', 'x'.repeat(9_000)],
])(
  'an id with %s is recorded as that nobody was found, in a client, in a list, in an act and in a search',
  async (_, id) => {
    const asked = 'query ($id: ID!) { client(id: $id) { birthDate } clients(ids: [$id]) { birthDate } }';
    const { records, status } = await askLogged(world, asked, { variables: { id } });
    expect(status).toBe(200);
    expect(records.map(({ kind, subject, released }) => [kind, subject, released])).toEqual([
      ['request', null, []],
      ['access', null, []],
    ]);
    const i = { idempotencyKey: 'odd-id-key', clientId: id, reason: 'x' };
    const act =
      'mutation ($i: EndCaseRelationInput!) { endCaseRelation(input: $i) { client { id } userErrors { code } } }';
    const acted = await askLogged(world, act, { variables: { i } });
    expect(acted.records.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['act-begun', null],
      ['request', null],
      ['act', null],
    ]);
    const searched = await askLogged(world, 'query ($id: ID!) { accessReport(client: $id) { totals { records } } }', {
      as: 'fatma',
      purpose: null,
      variables: { id },
    });
    expect(searched.records.filter(({ kind }) => kind === 'search').length).toBe(1);
    expect(JSON.stringify([...records, ...acted.records, ...searched.records])).not.toContain(id.slice(0, 30) || '-');
  },
);
