import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFederation, type Federation, type SubgraphDefinition } from '../support/federation.ts';
import { expectLikeStock } from '../support/oracle.ts';
import type { Resolve } from '../support/subgraph.ts';

/**
 * A union whose members have keys and required fields of one name and different types. The planner asks them beside each
 * other, which GraphQL does not allow under one name, so it gives them aliases and renames them back in what comes.
 */
const clashing: Record<string, SubgraphDefinition> = {
  letters: {
    typeDefs: `
      type Query { post: [Post!]!  newest: Post  grid: [[Post]!]  light: [Post!]! }
      union Post = Letter | Parcel | Card
      type Letter @key(fields: "code") { code: ID!  size: String!  sender: Sender!  title: String! }
      type Parcel @key(fields: "code") { code: Int!  size: Int  sender: [Sender!]  label: String! }
      type Card @key(fields: "code { no }") { code: CardCode!  size: [Int!]!  text: String }
      type Sender { name: String! }
      type CardCode { no: Int! }
    `,
    resolvers: {
      Query: {
        post: () => post,
        newest: () => post[1],
        grid: () => [[post[0], null], [], [post[2], post[1]]],
        light: () => [
          { ...post[1], code: 0, size: 0 },
          { ...post[1], size: null },
          { ...post[0], code: '' },
        ],
      },
      Post: { __resolveType: ({ type }) => type },
    },
  },
  delivery: {
    typeDefs: `
      type Letter @key(fields: "code") { code: ID!  size: String! @external  sender: Sender! @external  due: String  postage: String @requires(fields: "size")  from: String @requires(fields: "sender { name }") }
      type Parcel @key(fields: "code") { code: Int!  size: Int @external  sender: [Sender!] @external  due: String  postage: String @requires(fields: "size")  from: String @requires(fields: "sender { name }") }
      type Card @key(fields: "code { no }") { code: CardCode!  size: [Int!]! @external  due: String  postage: String @requires(fields: "size") }
      type Sender { name: String! @external }
      type CardCode { no: Int! }
    `,
    resolvers: {
      Letter: delivery('letter'),
      Parcel: delivery('parcel'),
      Card: delivery('card'),
    },
  },
};

function delivery(kind: string): Record<string, Resolve> {
  return {
    due: ({ code }) => `${kind} ${JSON.stringify(code)}`,
    postage: ({ size }) => `${kind} of ${JSON.stringify(size)}`,
    from: ({ sender }) => JSON.stringify(sender),
  };
}

const post = [
  { type: 'Letter', code: 'l1', size: 'A4', sender: { name: 'CJIB' }, title: 'Fine' },
  { type: 'Parcel', code: 17, size: 7, sender: [{ name: 'Shop' }, { name: 'Bank' }], label: 'Fragile' },
  { type: 'Card', code: { no: 3 }, size: [10, 15], text: null },
];

/** An interface that one subgraph knows by its types and another as one object type (`@interfaceObject`). */
const debts: Record<string, SubgraphDefinition> = {
  registry: {
    typeDefs: `
      type Query { debts: [Debt!]!  debt(id: ID!): Debt  rents: [Rent!]! }
      interface Debt @key(fields: "id") { id: ID!  cents: Int! }
      type Rent implements Debt @key(fields: "id") { id: ID!  cents: Int!  months: Int! }
      type Fine implements Debt @key(fields: "id") { id: ID!  cents: Int!  decree: String! }
    `,
    resolvers: {
      Query: {
        debts: () => registry,
        debt: (_, { id }) => registry.find((entry) => entry.id === id),
        rents: () => registry.filter(({ months }) => months !== undefined),
      },
      Debt: {
        __resolveType: (value) => (value.months === undefined ? 'Fine' : 'Rent'),
        __resolveReference: ({ id }) => registry.find((entry) => entry.id === id),
      },
      Rent: { __resolveReference: ({ id }) => registry.find((entry) => entry.id === id) },
      Fine: { __resolveReference: ({ id }) => registry.find((entry) => entry.id === id) },
    },
  },
  notes: {
    typeDefs: `
      type Query { noted: [Debt!]! }
      type Debt @key(fields: "id") @interfaceObject { id: ID!  note: String  urgent: Boolean!  sequel: Debt }
    `,
    resolvers: {
      Query: { noted: () => [{ id: 'd2' }, { id: 'd1' }] },
      Debt: {
        __resolveReference: ({ id }) => ({ id }),
        note: ({ id }) => (id === 'd3' ? null : `note on ${id}`),
        urgent: ({ id }) => id === 'd1',
        sequel: ({ id }) => (id === 'd1' ? { id: 'd3' } : null),
      },
    },
  },
};

const registry: { id: string; cents: number; months?: number; decree?: string }[] = [
  { id: 'd1', cents: 100, months: 2 },
  { id: 'd2', cents: 0, decree: 'W1' },
  { id: 'd3', cents: 50, months: 0 },
];

const rows = {
  clashing: {
    'keys of one name': '{ post { ... on Letter { due } ... on Parcel { due } ... on Card { due } } }',
    'a key of one member asked, the others not': '{ post { ... on Letter { code due } ... on Parcel { due } } }',
    'required fields of one name':
      '{ post { ... on Letter { postage } ... on Parcel { postage } ... on Card { postage } } }',
    'required objects of one name': '{ post { ... on Letter { from } ... on Parcel { from } } }',
    'renamed beside one that is asked':
      '{ post { ... on Parcel { size postage } ... on Letter { postage from } ... on Card { due } } }',
    'renamed in lists of lists, and elsewhere':
      '{ newest { ... on Parcel { postage } ... on Letter { postage } } grid { __typename ... on Letter { postage } ... on Card { due } ... on Parcel { due from } } }',
    'one alias for different fields':
      '{ post { ... on Letter { it: title due } ... on Parcel { it: label postage } } }',
  },
  debts: {
    'a field of the interface object': '{ debts { id note urgent } }',
    'the interface object, then a field of one type':
      '{ debts { note ... on Rent { months urgent } ... on Fine { decree note } } }',
    'from the interface object to the types':
      '{ noted { __typename id cents ... on Rent { months } ... on Fine { decree } } }',
    'only __typename of the interface object': '{ noted { __typename note } }',
    'the interface object in itself': '{ noted { id sequel { __typename note cents sequel { id } } } }',
    'one entity by its type': '{ rents { months note urgent sequel { cents note } } }',
    'one that is not there': '{ debt(id: "none") { note cents } }',
    'a fragment on the interface and an alias':
      '{ debts { ... on Debt { text: note kind: __typename } ... on Rent { text: note } } }',
  },
};

describe.each(Object.entries({ clashing, debts }))('rewrites: %s', (name, definitions) => {
  let federation: Federation;
  beforeAll(async () => {
    federation = await createFederation(definitions);
  });
  afterAll(() => federation[Symbol.asyncDispose]());

  test.each(Object.entries(rows[name as keyof typeof rows]))('%s', async (_row, query) => {
    const { stock } = await expectLikeStock(federation, { query });
    expect(stock.errors).toBeUndefined();
  });
});

// Stock renames only what is truthy, and then leaves the entity out: it is no oracle here.
test('a renamed key or required field may be zero, empty or null', async () => {
  await using federation = await createFederation(clashing);
  const query = '{ light { ... on Letter { due postage } ... on Parcel { due postage } ... on Card { due } } }';
  const { data, errors } = await federation.ours({ query });
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    light: [
      { due: 'parcel 0', postage: 'parcel of 0' },
      { due: 'parcel 17', postage: 'parcel of null' },
      { due: 'letter ""', postage: 'letter of "A4"' },
    ],
  });
});
