import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFederation, type Federation } from '../support/federation.ts';
import { accessBy, pseudonymAt, refusals } from './access-rules.ts';

// Ann may be seen in part, Bob whole, Cor not at all; Bob and Cor live with Ann.
const access = accessBy({
  clients: {
    ann: ['case', 'household', 'dossier'],
    bob: ['case', 'household', 'dossier', 'identity', 'debts', 'care'],
    cor: [],
  },
});
const names: Record<string, string> = { ann: 'Ann Geheim', bob: 'Bob Bekend', cor: 'Cor Geheim' };
const definitions = {
  casework: {
    typeDefs: `
      type Query {
        client(id: ID!): Client @policy(policies: [["case"]])
        clients(ids: [ID!]!): [Client]! @policy(policies: [["case"]])
      }
      type Client @key(fields: "id") {
        id: ID! @policy(policies: [["case"]])
        name(style: String): String @policy(policies: [["identity"]])
        household: [Client] @policy(policies: [["household"]])
      }
    `,
    resolvers: {
      Query: {
        client: (_: unknown, { id }: Record<string, unknown>) => (String(id) in names ? { id } : null),
        clients: (_: unknown, { ids }: Record<string, unknown>) =>
          (ids as string[]).map((id) => (id in names ? { id } : null)),
      },
      Client: {
        __resolveReference: (reference: object) => reference,
        name: ({ id }: Readonly<Record<string, unknown>>, { style }: Record<string, unknown>) =>
          `${names[String(id)]}${style ? ` ${style}` : ''}`,
        household: ({ id }: Readonly<Record<string, unknown>>) =>
          Object.keys(names).flatMap((other) => (other === id ? [] : [{ id: other }])),
      },
    },
  },
  housing: {
    typeDefs: `
      type Client @key(fields: "id") {
        id: ID! @policy(policies: [["case"]])
        dossiers: [Dossier!] @policy(policies: [["dossier"]])
      }
      type Dossier {
        id: ID! @policy(policies: [["dossier"]])
        reference: String @policy(policies: [["dossier"]])
        debts(atLeast: Int, kinds: [String!]): [Debt!] @policy(policies: [["debts"]])
        care: String @policy(policies: [["care"]])
      }
      type Debt @policy(policies: [["debts"]]) { id: ID! cents(rounded: Boolean): Int }
    `,
    resolvers: {
      Client: {
        __resolveReference: (reference: object) => reference,
        dossiers: ({ id }: object & { id?: unknown }) => [{ of: id }],
      },
      Dossier: {
        id: ({ of }: Readonly<Record<string, unknown>>) => `dossier of ${of}`,
        reference: () => 'ref',
        debts: () => [{ id: 'debt geheim', cents: 815_000 }],
        care: () => 'care geheim',
      },
    },
  },
};

let federation: Federation;
beforeAll(async () => {
  federation = await createFederation(definitions, { access });
});
afterAll(() => federation[Symbol.asyncDispose]());
beforeEach(() => federation.forget());

const asked = (role: 'casework' | 'housing') => federation.requests(role).map(({ query }) => query);

describe('an alias over another field', () => {
  test.each([
    ['the mark of whom an object is about', '{ client(id: "ann") { kl_subject: name } }'],
    ['that mark, with the id of someone who may be seen', '{ client(id: "cor") { kl_subject: id name } }'],
    ['the id', '{ client(id: "ann") { id: name dossiers { id: care } } }'],
    ['the type', '{ client(id: "ann") { __typename: name dossiers { __typename: care } } }'],
    ['each other', '{ client(id: "ann") { name: id id: name dossiers { reference: care care: reference } } }'],
    ['an allowed field', '{ client(id: "ann") { household: name dossiers { reference: care } } }'],
    [
      'a name that the gateway gives',
      '{ client(id: "ann") { dossiers { e0: care _entities: care representations: care } } }',
    ],
    ['a name of prototypes', '{ client(id: "ann") { __proto__: name constructor: name dossiers { toString: care } } }'],
    ['the name of a safe alias', '{ client(id: "ann") { id: name id__alias_of_name: name id__alias_of_name_: name } }'],
  ])('%s', async (_, query) => {
    const answer = await federation.ours({ query });
    expect(answer.text).not.toMatch(/geheim|815/i);
    expect(answer.errors?.length, answer.text).toBeGreaterThan(0);
    for (const text of asked('housing')) expect(text).not.toMatch(/care\b(?!:)/);
  });

  test('the mark is the caller’s own where it is asked', async () => {
    const { data, errors } = await federation.ours({
      query: '{ client(id: "bob") { kl_subject: name household { kl_subject: id } } }',
    });
    expect(data).toEqual({ client: { kl_subject: 'Bob Bekend', household: [{ kl_subject: 'ann' }, null] } });
    expect(errors).toHaveLength(1);
  });
});

describe('@include and @skip', () => {
  const query = `query ($on: Boolean!, $off: Boolean! = false) {
    client(id: "ann") {
      name @include(if: $on)
      ... on Client @skip(if: $off) { again: name dossiers @include(if: $on) { care @skip(if: $off) reference @include(if: $on) } }
      ...More @include(if: $on)
    }
  }
  fragment More on Client { third: name dossiers { ...Deep @skip(if: $off) } }
  fragment Deep on Dossier { debts @include(if: $on) { id @skip(if: $off) } }`;

  test('on: what is denied is denied wherever it stands', async () => {
    const answer = await federation.ours({ query, variables: { on: true } });
    expect(answer.data).toEqual({
      client: { name: null, again: null, third: null, dossiers: [{ care: null, reference: 'ref', debts: null }] },
    });
    expect(refusals(answer)).toEqual(
      ['again', 'dossiers.0.care', 'dossiers.0.debts', 'name', 'third'].map((at) => `NO_LEGAL_BASIS client.${at}`),
    );
    expect(asked('housing')).toHaveLength(1);
    expect(asked('housing')[0]).not.toMatch(/care|debts/);
  });

  test('off: what is not asked is no refusal', async () => {
    const answer = await federation.ours({ query, variables: { on: false, off: true } });
    expect([answer.data, answer.errors]).toEqual([{ client: {} }, undefined]);
    expect(asked('housing')).toEqual([]);
  });
});

describe('variables', () => {
  const query = `query ($least: Int, $kinds: [String!], $round: Boolean, $style: String) {
    clients(ids: ["ann", "bob"]) {
      name(style: $style)
      dossiers { reference debts(atLeast: $least, kinds: $kinds) { cents(rounded: $round) } }
    }
  }`;
  const variables = { least: 4711, kinds: ['fine'], round: true, style: 'formal' };

  test('those of pruned parts are neither declared nor sent', async () => {
    const single = query.replace('"ann", "bob"', '"ann"');
    const answer = await federation.ours({ query: single, variables });
    expect(answer.data).toEqual({ clients: [{ name: null, dossiers: [{ reference: 'ref', debts: null }] }] });
    const [call] = federation.requests('housing');
    expect(call?.query).not.toMatch(/\$least|\$kinds|\$round|\$style/);
    expect(call?.variables).toEqual({ representations: [{ __typename: 'Client', id: pseudonymAt(1, 'ann') }] });
  });

  test('those of one group are sent once, in one call for all groups', async () => {
    const answer = await federation.ours({ query, variables });
    expect(answer.data).toEqual({
      clients: [
        { name: null, dossiers: [{ reference: 'ref', debts: null }] },
        { name: 'Bob Bekend formal', dossiers: [{ reference: 'ref', debts: [{ cents: 815_000 }] }] },
      ],
    });
    expect(federation.requests('housing')).toHaveLength(1);
    const [call] = federation.requests('housing');
    expect(call?.query.match(/debts/g)).toHaveLength(1);
    expect(Object.keys(call?.variables ?? {}).sort()).toEqual([
      'kinds',
      'least',
      'representations0',
      'representations1',
      'round',
    ]);
  });
});

describe('fragments', () => {
  test('one that is used with and without permission is opened for each', async () => {
    const answer = await federation.ours({
      query: `{ a: client(id: "ann") { ...All } b: client(id: "bob") { ...All } }
        fragment All on Client { ...Names dossiers { ...Parts } }
        fragment Names on Client { name } fragment Parts on Dossier { care debts { ...Cents } } fragment Cents on Debt { cents }`,
    });
    expect(answer.data).toEqual({
      a: { name: null, dossiers: [{ care: null, debts: null }] },
      b: { name: 'Bob Bekend', dossiers: [{ care: 'care geheim', debts: [{ cents: 815_000 }] }] },
    });
    for (const text of asked('housing')) expect(() => parse(text)).not.toThrow();
  });

  test('a field asked twice, below different fragments, is denied in all', async () => {
    const answer = await federation.ours({
      query: `{ client(id: "ann") { dossiers { id } ... { dossiers { ... on Dossier { care } } } ... on Client { dossiers { debts { id } } } } }`,
    });
    expect(answer.data).toEqual({
      client: { dossiers: [{ id: `dossier of ${pseudonymAt(1, 'ann')}`, care: null, debts: null }] },
    });
  });
});

describe('the same client at two places', () => {
  test.each([
    '{ client(id: "bob") { household { id name dossiers { care } } } ann: client(id: "ann") { name dossiers { care } } }',
    '{ ann: client(id: "ann") { name dossiers { care } } client(id: "bob") { household { id name dossiers { care } } } }',
    '{ clients(ids: ["bob", "ann", "bob", "ann", "cor"]) { name dossiers { care } household { id name dossiers { care } } } }',
  ])('is the same person at both: %s', async (query) => {
    const answer = await federation.ours({ query });
    expect(answer.text).not.toMatch(/(Ann|Cor) Geheim/);
    // Of Bob alone.
    const careAt = placesOf(answer.data, 'care geheim');
    for (const place of careAt) expect(annsPlaces(answer.data)).not.toContain(place);
    expect(federation.requests('housing').length).toBeLessThanOrEqual(2);
    expect(JSON.stringify(federation.requests('housing'))).not.toContain('cor');
  });

  test('a household of someone who may be seen shows nobody who may not', async () => {
    const answer = await federation.ours({
      query: '{ client(id: "ann") { household { id name household { id name } } } }',
    });
    expect(answer.data).toEqual({
      client: { household: [{ id: 'bob', name: 'Bob Bekend', household: [{ id: 'ann', name: null }, null] }, null] },
    });
    expect(refusals(answer)).toEqual([
      'NO_CASE_RELATION client.household.0.household.1',
      'NO_CASE_RELATION client.household.1',
      'NO_LEGAL_BASIS client.household.0.household.0.name',
    ]);
  });
});

// Where a value stands, as text.
function placesOf(value: unknown, sought: string, at = ''): string[] {
  if (value === sought) return [at];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => placesOf(below, sought, `${at}.${key}`));
}

// The place of `care` below each object that is Ann: the pieces of an answer of which the id, or the alias, says so.
function annsPlaces(data: unknown, at = ''): string[] {
  if (typeof data !== 'object' || data === null) return [];
  const isAnn = ('id' in data && data.id === 'ann') || at.endsWith('.ann') || /^\.clients\.[13]$/.test(at);
  const below = Object.entries(data).flatMap(([key, value]) => annsPlaces(value, `${at}.${key}`));
  return isAnn ? [...below, `${at}.dossiers.0.care`] : below;
}
