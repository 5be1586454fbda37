import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { personByKey } from '../../subgraphs/casebook/people.ts';
import { createWorld, type World } from '../support/world.ts';
import { refusals } from './access-rules.ts';

const natasja = personByKey('natasja').id;
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.forget());

async function post(body: unknown): Promise<{ status: number; text: string }> {
  const response = await fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await world.token('sanne')}`,
      'x-purpose': 'urn:korte-lijnen:activity:debt-assistance',
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

describe('what subgraphs answer to the gateway is not to be asked of the gateway', () => {
  const entities = '_entities(representations: [{ __typename: "Client", id: "x" }]) { __typename }';
  test.each([
    ['_entities', `{ ${entities} }`],
    ['_service', '{ _service { sdl } }'],
    ['below an alias', `{ client: ${entities} }`],
    ['in a fragment', `{ ...Root } fragment Root on Query { ${entities} }`],
    ['beside what is allowed', `{ teams { id } ${entities} }`],
    ['as a mutation', `mutation { ${entities} }`],
    ['the types of representations', 'query ($any: _Any!) { teams { id } client(id: $any) { id } }'],
    ['the union of entities', '{ client(id: "x") { ... on _Entity { __typename } } }'],
    ['the mark of whom an object is about', `{ client(id: "${natasja}") { kl_subject } }`],
  ])('%s', async (_, query) => {
    const { status, data, errors } = await world.ask(query);
    expect([status, data]).toEqual([400, undefined]);
    for (const { extensions } of errors ?? []) expect(extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(world.calls).toEqual([]);
  });
});

describe('several operations', () => {
  const query = `{ client(id: "${natasja}") { name { full } } }`;
  test.each([
    ['in a list', [{ query }, { query }]],
    ['in a list of one', [{ query }]],
    ['in a list in a list', [[{ query }]]],
  ])('%s are not taken', async (_, body) => {
    const { status, text } = await post(body);
    expect(status).toBe(400);
    expect(text).not.toMatch(/Natasja|"data"/);
    expect(world.calls).toEqual([]);
  });

  test('of one document, only the one that is named is run', async () => {
    const document = `query A { teams { id } } query B ${query}`;
    const { status, text } = await post({ query: document, operationName: 'A' });
    expect([status, text.includes('Natasja')]).toEqual([200, false]);
    expect((await post({ query: document })).status).toBe(400);
  });
});

describe('asking only which types there are', () => {
  const probe = `{ client(id: "${natasja}") { __typename housing { __typename } cjib { __typename } wmo { __typename ... on PartnerDossier { __typename } } } }`;

  test('asks the organisations that may be asked, and no other', async () => {
    const { data, errors } = await world.ask(probe, { purpose: 'urn:korte-lijnen:activity:income-support' });
    const asked = new Set(world.calls.map(({ role }) => role));
    for (const [field, role] of Object.entries({ housing: 'housing', cjib: 'cjib', wmo: 'wmo' })) {
      const denied = refusals({ errors }).some((line) => line.endsWith(` client.${field}`) || line.endsWith(' client'));
      expect(asked.has(role as 'housing'), `${role}: ${JSON.stringify([data, errors])}`).toBe(!denied);
    }
  });

  test.each([null, 'urn:korte-lijnen:activity:unknown'])('for the purpose %s asks nobody', async (purpose) => {
    const { data, errors } = await world.ask(probe, { purpose });
    expect([data, refusals({ errors })]).toEqual([{ client: null }, ['NO_PURPOSE client']]);
    expect(world.calls).toEqual([]);
  });
});

test.each([
  `{ client(id: $id) { __typename } }`,
  `{ client(id: $id) { id name { full } housing { reference } cjib { __typename } overview { totals { debts } } } }`,
  `{ clients(ids: [$id]) { __typename household { id } } }`,
  `{ a: client(id: $id) { id } b: client(id: $id) { id case { team { id } } consents { id } } }`,
])('another team’s client, an unknown id and a malformed one get one answer, at one cost: %s', async (selection) => {
  const ids = [natasja, '00000000-0000-4000-8000-000000000000', '', 'x'.repeat(300), "' or 1=1 --", '\u0000'];
  const seen = new Map<string, string>();
  for (const id of ids) {
    world.forget();
    // Of the other team.
    const { status, text } = await world.ask(`query ($id: ID!) ${selection}`, { as: 'marijke', variables: { id } });
    const calls = world.calls.map(({ role }) => role).join();
    seen.set(`${status} ${text} calls ${calls}`, id);
  }
  expect([...seen.keys()]).toHaveLength(1);
  expect([...seen.keys()][0]).toMatch(/NO_CASE_RELATION.* calls casework$/s);
});
