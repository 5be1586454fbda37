import { expect, test } from 'vitest';
import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from '../features/feature.ts';

/** `households` and `housing` compute of each other in turns: rent of the home, budget of the rent, advice of the budget. */
const subgraphs: Record<string, SubgraphDefinition> = {
  households: {
    typeDefs: `
      type Query { household(id: ID!): Household  households: [Household!]!  thing: Thing }
      type Mutation { move(id: ID!): Household }
      type Household @key(fields: "id") {
        id: ID!  home: Home  next: Household
        rent(months: Int! = 1): Int @external
        budget: Int @requires(fields: "rent(months: 2)")
      }
      type Home { size: Int  rooms: Int! }
      type Thing @key(fields: "id") { id: ID!  leaf: String  text: String @external  link: Thing @requires(fields: "text") }
    `,
    resolvers: {
      Query: {
        household: (_, { id }) => household(id),
        households: () => ['1', '2'].map(household),
        thing: () => ({ id: 't' }),
      },
      Mutation: { move: (_, { id }) => household(id) },
      Household: {
        __resolveReference: (reference) => ({ ...household(reference.id), ...reference }),
        budget: ({ rent }) => (typeof rent === 'number' ? 1000 - rent : null),
        next: () => household('2'),
      },
      Thing: { leaf: ({ id }) => `leaf ${id}`, link: ({ id, text }) => ({ id: `${id}-${text}` }) },
    },
  },
  housing: {
    typeDefs: `
      type Household @key(fields: "id") {
        id: ID!  home: Home @external  budget: Int @external  other: String
        rent(months: Int! = 1): Int @requires(fields: "home { size rooms }")
        advice(loud: Boolean): String @requires(fields: "budget")
        story: String @requires(fields: "budget next { budget }")  next: Household @external
      }
      type Home { size: Int @external  rooms: Int! @external }
      type Thing @key(fields: "id") {
        id: ID!  text: String  link: Thing @external  leaf: String @external  far: String @requires(fields: "link { link { leaf } }")
      }
    `,
    resolvers: {
      Household: {
        rent: ({ home }, { months }) => {
          const { size, rooms } = home as { size: number; rooms: number };
          return size * rooms * Number(months);
        },
        advice: ({ budget }, { loud }) => `spend ${budget}${loud ? '!' : ''}`,
        story: ({ budget, next }) => `${budget} and ${(next as { budget: number } | null)?.budget}`,
        other: ({ id }) => `other ${id}`,
      },
      Thing: {
        text: ({ id }) => `after ${id}`,
        far: ({ link }) => `far from ${(link as { link: { leaf: string } }).link.leaf}`,
      },
    },
  },
};

const household = (id: unknown) => ({ id, home: { size: 50, rooms: Number(id) } });

const unlikeStock = 'stock asks the budget before the rent is there';

const examples: Record<string, Example> = {
  'each gets what the one before it computed': {
    query: '{ household(id: "1") { advice } }',
    data: { household: { advice: 'spend 900' } },
    calls: { households: 2, housing: 2 },
    unlikeStock,
  },
  'beside what it requires, also with other arguments': {
    query: '{ household(id: "1") { rent budget advice long: rent(months: 12) loud: advice(loud: true) other } }',
    data: {
      household: { rent: 50, budget: 900, advice: 'spend 900', long: 600, loud: 'spend 900!', other: 'other 1' },
    },
    unlikeStock,
  },
  'for every element of a list, under aliases, in fragments and with variables': {
    query: `query ($on: Boolean!, $loud: Boolean) {
      households { ...F next { id a: advice(loud: $loud) @include(if: $on) b: story @skip(if: $on) } }
    } fragment F on Household { budget: id a: advice @include(if: $on) }`,
    variables: { on: true, loud: true },
    data: {
      households: [
        { budget: '1', a: 'spend 900', next: { id: '2', a: 'spend 800!' } },
        { budget: '2', a: 'spend 800', next: { id: '2', a: 'spend 800!' } },
      ],
    },
    unlikeStock,
  },
  'of one thing and of another below it': {
    query: '{ household(id: "1") { story } }',
    data: { household: { story: '900 and 800' } },
    unlikeStock,
  },
  'after an act': {
    query: 'mutation { a: move(id: "1") { advice } b: move(id: "2") { advice } }',
    data: { a: { advice: 'spend 900' }, b: { advice: 'spend 800' } },
    unlikeStock,
  },
  'through a field that is computed of itself': {
    query: '{ thing { far } }',
    data: { thing: { far: 'far from leaf t-after t-after t-after t' } },
    unlikeStock,
  },
  'none is computed of what is not there yet: what cannot be planned is refused': {
    query: '{ thing { link { far } } }',
    data: undefined,
    errors: { '': 'PLANNING_FAILED' },
    calls: {},
    unlikeStock,
  },
};

describeFeature('requirements that go back and forth', subgraphs, examples, (federation) => {
  test('stock computes of what is not there', async () => {
    const { data } = await federation().stock({ query: '{ household(id: "1") { advice } }' });
    expect(data).not.toEqual({ household: { advice: 'spend 900' } });
  });
});
