import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { personByKey } from '../../subgraphs/casebook/people.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { createWorld, debtAssistance, oinOf, type World } from '../support/world.ts';

const clientView = readFileSync('dev/client-view.graphql', 'utf8');
const variables = { id: personByKey('natasja').id };
const small = 'query ($id: ID!) { client(id: $id) { name { full } housing { reference } cjib { reference } } }';

/** Posts as someone with these headers, which may lack a token. */
async function post(world: World, headers: Record<string, string>, body: unknown = { query: clientView, variables }) {
  const response = await fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-purpose': debtAssistance, ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, codes: codesIn(text) };
}

function codesIn(text: string): (string | undefined)[] {
  const { errors = [] } = JSON.parse(text) as { errors?: { extensions?: { code?: string } }[] };
  return errors.map(({ extensions }) => extensions?.code);
}

describe('without a token that is for this gateway nothing is asked of anyone', () => {
  let world: World;
  let elsewhere: World;
  beforeAll(async () => {
    [world, elsewhere] = await Promise.all([createWorld(), createWorld({ audience: 'urn:another:service' })]);
  });
  afterAll(() => Promise.all([world[Symbol.asyncDispose](), elsewhere[Symbol.asyncDispose]()]));

  test.each<[string, () => Promise<Record<string, string>> | Record<string, string>]>([
    ['none', () => ({})],
    ['an empty one', () => ({ authorization: 'Bearer ' })],
    ['no token at all', () => ({ authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' })],
    ['another scheme', async () => ({ authorization: `Basic ${await world.token('sanne')}` })],
    ['one that was tampered with', async () => ({ authorization: `Bearer ${tampered(await world.token('sanne'))}` })],
    ['one of another issuer', async () => ({ authorization: `Bearer ${await elsewhere.token('sanne')}` })],
  ])('%s', async (_, headers) => {
    world.forget();
    const { status, text, codes } = await post(world, await headers());
    expect([status, codes]).toEqual([401, ['UNAUTHENTICATED']]);
    expect(text).not.toContain('data');
    expect([world.calls, world.statements]).toEqual([[], []]);
  });

  test('one for another audience', async () => {
    elsewhere.forget();
    const { status, codes } = await post(elsewhere, { authorization: `Bearer ${await elsewhere.token('sanne')}` });
    expect([status, codes]).toEqual([401, ['UNAUTHENTICATED']]);
    expect([elsewhere.calls, elsewhere.statements]).toEqual([[], []]);
  });

  test('nor by GET', async () => {
    world.forget();
    const search = new URLSearchParams({ query: small, variables: JSON.stringify(variables) });
    const response = await fetch(`${world.url}/graphql?${search}`, { headers: { 'apollo-require-preflight': '1' } });
    expect(response.status).toBe(401);
    expect(world.calls).toEqual([]);
  });

  test('with one, the same request is answered', async () => {
    const { status, codes } = await post(world, { authorization: `Bearer ${await world.token('sanne')}` });
    expect([status, codes]).toEqual([200, []]);
  });
});

function tampered(token: string): string {
  const [head, claims = '', signature] = token.split('.');
  const read = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
  const changed = Buffer.from(JSON.stringify({ ...read, kl_role: 'privacy-officer' })).toString('base64url');
  return [head, changed, signature].join('.');
}

describe('in production', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ explorable: false });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test.each([
    '{ __schema { types { name } } }',
    'query ($id: ID!) { client(id: $id) { id } type: __type(name: "Client") { fields { name } } }',
    'query ($id: ID!) { ...Everything client(id: $id) { id } } fragment Everything on Query { __schema { queryType { name } } }',
  ])('the schema is not told: %s', async (query) => {
    world.forget();
    const { status, data, errors, text } = await world.ask(query, { variables });
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(text).not.toMatch(/HousingDossier|queryType":/);
    expect(world.calls).toEqual([]);
  });

  test('the names of types are, where data is asked', async () => {
    const { data } = await world.ask('query ($id: ID!) { __typename client(id: $id) { __typename } }', { variables });
    expect(data).toEqual({ __typename: 'Query', client: { __typename: 'Client' } });
  });

  test('nor does an error tell it', async () => {
    const { text } = await world.ask('query ($id: ID!) { client(id: $id) { housin { referenc } } }', { variables });
    expect(text).not.toMatch(/did you mean|"housing/i);
  });

  test('there is no GraphiQL page', async () => {
    const response = await fetch(world.url, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(404);
    expect(await response.text()).not.toMatch(/<html|graphiql/i);
  });
});

describe('a caller that goes away', () => {
  let relay: Relay | undefined;
  let world: World;
  beforeAll(async () => {
    world = await createWorld({
      organisation: async (organisation) => {
        if (organisation.oin !== oinOf('vechtoever')) return organisation;
        relay = await startRelay(organisation.url);
        return { ...organisation, url: relay.url };
      },
    });
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
    await relay?.[Symbol.asyncDispose]();
  });

  test('ends the calls to organisations that run, and starts no others', async () => {
    relay?.behave({ refuse: 'silence' });
    const gone = new AbortController();
    const authorization = `Bearer ${await world.token('sanne')}`;
    const asked = fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-purpose': debtAssistance, authorization },
      body: JSON.stringify({ query: clientView, variables }),
      signal: gone.signal,
    });
    await vi.waitFor(() => expect(relay?.calls).toHaveLength(1), 5_000);
    const [call] = relay?.calls ?? [];
    gone.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    expect(await call?.ended).toBe('cut off');
    await vi.waitFor(() => expect(world.logged()).toContain('"status":499'), 5_000);
    // The overview would have been asked of casework after the dossiers.
    expect(world.calls.filter(({ role }) => role === 'casework')).toHaveLength(1);
    relay?.behave({});
    expect((await world.ask(small, { variables })).errors).toBeUndefined();
  });
});

describe('what is said of a request', () => {
  let written: string[];
  beforeEach(() => {
    written = [];
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
    }
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, method).mockImplementation((...values) => void written.push(values.map(String).join(' ')));
    }
    return () => vi.restoreAllMocks();
  });

  test('in logs: no client id, name, token, variable, operation or pseudonym, however it ends', async () => {
    await using world = await createWorld();
    const secret = 'geheime-variabele-8842';
    await world.ask(clientView, { variables });
    await world.ask('query Geheim($id: ID!) { client(id: $id) { id housing { reference } } }', {
      variables: { id: secret },
    });
    await world.ask('query Geheim($ids: [ID!]!) { clients(ids: $ids) { id } }', { variables: { ids: [[secret]] } });
    await world.ask(`{ client(id: "${secret}") { geheimVeld } }`);
    await world.ask(`{ client(id: "${secret}" `);
    await world.ask('query ($n: Int) { teams { clients(first: $n) { id } } }', { variables: { n: 88_420 } });
    await post(world, { authorization: 'Bearer geheim-token' });
    const { databaseUrl } = world;
    await world.stop('cjib');
    await world.ask(clientView, { variables });
    await withoutTables(databaseUrl, () => world.ask(clientView, { variables }));

    const said = `${world.logged()}\n${written.join('\n')}`;
    expect(world.logged()).toContain('"msg":"request"');
    expect(said).toMatch(/housing: \w+/);
    const bodies = world.calls.map(
      ({ body }) => JSON.parse(body) as { variables: { representations?: { id?: string }[] } },
    );
    const pseudonyms = bodies.flatMap((body) =>
      (body.variables.representations ?? []).flatMap(({ id }) => (id ? [id] : [])),
    );
    expect(pseudonyms.length).toBeGreaterThan(10);
    const token = await world.token('sanne');
    const { id, given, family } = personByKey('natasja');
    const never = [
      id,
      given,
      family,
      secret,
      'Geheim',
      'geheim',
      'Sanne',
      '88420',
      'VO-140977',
      token,
      ...token.split('.'),
      ...pseudonyms,
    ];
    for (const text of never) expect(said.includes(text), `"${text.slice(0, 24)}" stands in a log`).toBe(false);
  });

  test('in errors: no url, port, status, table or address', async () => {
    const relays: Relay[] = [];
    await using world = await createWorld({
      organisation: async (organisation) => {
        const relay = await startRelay(organisation.url);
        relays.push(relay);
        return { ...organisation, url: relay.url, timeoutMs: 700 };
      },
    });
    const texts: string[] = [];
    for (const refuse of ['cut', 'status 500', 'silence'] as const) {
      // Casework first, then the partners only.
      for (const from of [0, 1]) {
        for (const relay of relays.slice(from)) relay.behave({ refuse });
        texts.push((await world.ask(clientView, { variables })).text);
        for (const relay of relays) relay.behave({});
      }
    }
    await world.stop('housing');
    texts.push((await world.ask(clientView, { variables })).text);
    await Promise.all(relays.map((relay) => relay[Symbol.asyncDispose]()));

    const ports = world.organisations.map(({ url }) => new URL(url).port);
    for (const text of texts) {
      const { errors } = JSON.parse(text) as { errors: object[] };
      expect(errors.length).toBeGreaterThan(0);
      const said = JSON.stringify(errors);
      expect(said).not.toMatch(
        /https?:|127\.0\.0\.1|localhost|:\d{4,5}|\b500\b|status|ECONN|timeout|socket|fetch|select |inside of/i,
      );
      for (const port of ports) expect(said).not.toContain(port);
    }
  });
});

/** Runs something while the tables of housing have another name, so that its service fails inside. */
async function withoutTables(databaseUrl: string, run: () => Promise<unknown>): Promise<void> {
  const { default: pg } = await import('pg');
  const owner = new pg.Client(databaseUrl);
  await owner.connect();
  try {
    await owner.query('alter table housing.dossiers rename to dossiers_gone');
    await run();
    await owner.query('alter table housing.dossiers_gone rename to dossiers');
  } finally {
    await owner.end();
  }
}
