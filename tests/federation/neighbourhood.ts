import type { SubgraphDefinition } from '../support/federation.ts';

/**
 * A neighbourhood over three subgraphs: people, their homes, and their money. It holds a simple key, a compound key with
 * a nested object, `@requires`, `@provides`, an interface, a union, enums, all kinds of arguments and nested lists.
 */
export const neighbourhood: Record<string, SubgraphDefinition> = {
  people: {
    typeDefs: `
      type Query {
        person(id: ID!): Person
        people(ids: [ID!] = ["p1", "p2"]): [Person]!
        everyone: [Person!]!
        nobody: [Person!]!
        unknown: [Person!]
        grid(columns: Int! = 2): [[Person]!]!
        echo(text: String = "default", ids: [ID!], count: Int, ratio: Float, on: Boolean, order: Order, find: Find): String!
        found(text: String!): [Found!]!
        order: Order
        weekdays: [[Order!]!]
      }
      enum Order { OLDEST_FIRST YOUNGEST_FIRST }
      input Find { name: String  range: Range  tags: [String!]  order: Order = OLDEST_FIRST }
      input Range { from: Int! = 1  to: Int }
      union Found = Person | Street
      type Person @key(fields: "id") { id: ID!  name: String! @shareable  nickname(style: String): String  age: Int  friends: [Person!]!  best: Person }
      type Street @key(fields: "id") { id: ID!  name: String! @shareable }
    `,
    resolvers: {
      Query: {
        person: (_, { id }) => person(id),
        people: (_, { ids }) => (ids as string[]).map(person),
        everyone: () => ['p1', 'p2', 'p3'].map(person),
        nobody: () => [],
        unknown: () => null,
        grid: (_, { columns }) => [
          ['p1', 'p2', null, 'p9'].slice(0, columns as number).map(person),
          [],
          [person('p3')],
        ],
        echo: (_, args) => JSON.stringify(args),
        found: (_, { text }) =>
          text === 'street' ? [street('s1'), person('p1')] : [person('p2'), street('s2'), person('p3')],
        order: () => 'YOUNGEST_FIRST',
        weekdays: () => [['OLDEST_FIRST'], [], ['YOUNGEST_FIRST', 'OLDEST_FIRST']],
      },
      Found: { __resolveType: (value) => ('age' in value ? 'Person' : 'Street') },
      Person: {
        __resolveReference: ({ id }) => person(id),
        nickname: ({ name }, { style }) => (style === 'none' ? null : `${style ?? 'plain'} ${String(name)}`),
        friends: ({ friends }) => (friends as string[]).map(person),
        best: ({ friends }) => person((friends as string[])[0]),
      },
      Street: { __resolveReference: ({ id }) => street(id) },
    },
  },

  homes: {
    typeDefs: `
      type Person @key(fields: "id") { id: ID!  home: Home  homes(first: Int): [Home!]  neighbours: [Person!] }
      type Home @key(fields: "street { id } number") { street: Street!  number: Int!  rent: Int!  rooms: [[Room!]!]! }
      type Room { name: String!  size: Int }
      type Street @key(fields: "id") { id: ID!  name: String! @shareable  homes: [Home!]! }
      type Query { homes: [Home!]!  street(id: ID!): Street }
    `,
    resolvers: {
      Query: { homes: () => [home('s1', 1), home('s2', 2)], street: (_, { id }) => street(id) },
      Person: {
        __resolveReference: (reference) => reference,
        home: ({ id }) => (id === 'p3' ? null : home('s1', id === 'p1' ? 1 : 2)),
        homes: ({ id }, { first }) =>
          [home('s1', 1), home('s2', 3)].slice(0, id === 'p3' ? 0 : ((first as number) ?? 2)),
        neighbours: ({ id }) => (id === 'p1' ? [{ id: 'p2' }, { id: 'p3' }] : id === 'p2' ? [{ id: 'p1' }] : null),
      },
      Home: { __resolveReference: ({ street: at, number }) => home((at as { id: string }).id, number as number) },
      Street: {
        __resolveReference: ({ id }) => street(id),
        homes: ({ id }) => [home(String(id), 1), home(String(id), 2)],
      },
    },
  },

  money: {
    typeDefs: `
      type Query { creditor(id: ID!): Creditor  richest: Person @provides(fields: "name") }
      type Person @key(fields: "id") { id: ID!  name: String! @external  balance: Int  debts(atLeast: Int = 0): [Debt!]!  largest: Debt }
      type Home @key(fields: "street { id } number") {
        street: Street!  number: Int!  rent: Int! @external  rooms: [[Room!]!]! @external
        tax(year: Int): Int @requires(fields: "rent")
        floorSpace: Int @requires(fields: "rooms { size }")
      }
      type Room { size: Int @external }
      type Street @key(fields: "id", resolvable: false) { id: ID! }
      interface Debt { id: ID!  cents: Int!  creditor: Creditor! }
      type RentDebt implements Debt { id: ID!  cents: Int!  creditor: Creditor!  months: Int!  home: Home }
      type FineDebt implements Debt { id: ID!  cents: Int!  creditor: Creditor!  increases: [Int!]! }
      union Creditor = Landlord | Court
      type Landlord { name: String!  boss: Person }
      type Court { city: String!  judge: Person }
    `,
    resolvers: {
      Query: {
        creditor: (_, { id }) => creditor(id),
        richest: () => ({ id: 'p2', name: 'Bob' }),
      },
      Person: {
        __resolveReference: (reference) => reference,
        balance: ({ id }) => ({ p1: 100, p2: -5 })[id as string] ?? null,
        debts: ({ id }, { atLeast }) => debts(id).filter(({ cents }) => cents >= (atLeast as number)),
        largest: ({ id }) => debts(id)[0] ?? null,
      },
      Home: {
        __resolveReference: (reference) => reference,
        tax: ({ rent }, { year }) => (rent as number) * 10 + ((year as number) ?? 0),
        floorSpace: ({ rooms }) =>
          (rooms as { size: number }[][]).flat().reduce((sum, { size }) => sum + (size ?? 0), 0),
      },
      Debt: { __resolveType: (value) => ('months' in value ? 'RentDebt' : 'FineDebt') },
      Creditor: { __resolveType: (value) => ('city' in value ? 'Court' : 'Landlord') },
    },
  },
};

const names: Record<string, { name: string; age: number | null; friends: string[] }> = {
  p1: { name: 'Alice', age: 40, friends: ['p2', 'p3'] },
  p2: { name: 'Bob', age: 0, friends: ['p1'] },
  p3: { name: 'Carol', age: null, friends: [] },
};

function person(id: unknown) {
  const found = names[String(id)];
  return found ? { id, ...found } : null;
}

const street = (id: unknown) => ({ id, name: `Street ${String(id)}` });

const home = (at: string, number: number) => ({
  street: street(at),
  number,
  rent: 500 + number,
  rooms: [
    [
      { name: 'kitchen', size: 8 + number },
      { name: 'hall', size: null },
    ],
    [],
    [{ name: 'bed', size: 12 }],
  ],
});

const creditor = (id: unknown) =>
  id === 'court'
    ? { city: 'Utrecht', judge: { id: 'p1' } }
    : id === 'landlord'
      ? { name: 'De Brug', boss: { id: 'p1' } }
      : null;

const debts = (id: unknown) =>
  id === 'p1'
    ? [
        { id: 'd1', cents: 900, creditor: creditor('landlord'), months: 3, home: home('s1', 1) },
        { id: 'd2', cents: 300, creditor: creditor('court'), increases: [50, 100] },
      ]
    : id === 'p2'
      ? [{ id: 'd3', cents: 0, creditor: creditor('court'), increases: [] }]
      : [];
