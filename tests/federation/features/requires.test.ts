import { expect, test } from 'vitest';
import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from './feature.ts';

/** What one subgraph computes of what others know: nested, over an interface, in turns, with a fragment. */
const subgraphs: Record<string, SubgraphDefinition> = {
  households: {
    typeDefs: `
      type Query { household(id: ID!): Household  households: [Household!]!  payers: [Payer!]! }
      type Household @key(fields: "id") {
        id: ID!  members: [Member!]!  home: Home  income: Income  budget: Int @requires(fields: "rent")  rent: Int @external
      }
      type Member @key(fields: "id") { id: ID!  age: Int }
      type Home { size: Size  rooms: Int! }
      type Size { metres: Int }
      interface Income { cents: Int! }
      type Wage implements Income { cents: Int!  employer: String! }
      type Benefit implements Income { cents: Int!  since: Int! }
      interface Payer { id: ID!  paid: Int! }
      type Tenant implements Payer @key(fields: "id") { id: ID!  paid: Int! }
      type Owner implements Payer @key(fields: "id") { id: ID!  paid: Int! }
    `,
    resolvers: {
      Query: {
        household: (_, { id }) => household(id),
        households: () => ['1', '2'].map(household),
        payers: () => [
          { __typename: 'Tenant', id: 't1', paid: 10 },
          { __typename: 'Owner', id: 'o1', paid: 20 },
        ],
      },
      Household: {
        __resolveReference: (reference) => ({ ...household(reference.id), ...reference }),
        budget: ({ rent }) => (rent === null ? null : 1000 - Number(rent)),
      },
    },
  },
  housing: {
    typeDefs: `
      type Household @key(fields: "id") {
        id: ID!  members: [Member!]! @external  home: Home @external  income: Income @external
        rent: Int @requires(fields: "home { size { metres } rooms }")
        benches: Int @requires(fields: "members { id age }")
        proof: String @requires(fields: "income { cents ... on Wage { employer } ... on Benefit { since } }")
      }
      type Member @key(fields: "id") { id: ID!  age: Int @external }
      type Home { size: Size @external  rooms: Int! @external }
      type Size { metres: Int @external }
      interface Income { cents: Int! }
      type Wage implements Income { cents: Int! @external  employer: String! @external }
      type Benefit implements Income { cents: Int! @external  since: Int! @external }
      interface Payer { id: ID!  debt: Int! }
      type Tenant implements Payer @key(fields: "id") { id: ID!  paid: Int! @external  debt: Int! @requires(fields: "paid") }
      type Owner implements Payer @key(fields: "id") { id: ID!  paid: Int! @external  debt: Int! @requires(fields: "paid") }
    `,
    resolvers: {
      Household: {
        rent: ({ home }) => {
          const { size, rooms } = home as { size: { metres: number }; rooms: number };
          return size.metres * rooms;
        },
        benches: ({ members }) => (members as { age: number }[]).filter(({ age }) => age > 17).length,
        proof: ({ income }) => JSON.stringify(income, ['cents', 'employer', 'since']),
      },
      Tenant: { debt: ({ paid }) => 100 - Number(paid) },
      Owner: { debt: ({ paid }) => 200 - Number(paid) },
    },
  },
};

const household = (id: unknown) => ({
  id,
  members: [
    { id: 'a', age: 40 },
    { id: 'b', age: 9 },
  ],
  home: id === '2' ? null : { size: { metres: 50 }, rooms: 3 },
  income:
    id === '2' ? { __typename: 'Benefit', cents: 5, since: 2020 } : { __typename: 'Wage', cents: 7, employer: 'BV' },
});

const examples: Record<string, Example> = {
  'nested objects': {
    query: '{ household(id: "1") { rent } }',
    data: { household: { rent: 150 } },
    calls: { households: 1, housing: 1 },
  },
  'a list of entities': { query: '{ household(id: "1") { benches } }', data: { household: { benches: 1 } } },
  'an interface, with a fragment for each type of it': {
    query: '{ households { proof } }',
    data: {
      households: [{ proof: '{"cents":7,"employer":"BV"}' }, { proof: '{"cents":5,"since":2020}' }],
    },
  },
  'each other in turns': {
    query: '{ household(id: "1") { budget } }',
    data: { household: { budget: 850 } },
    calls: { households: 2, housing: 1 },
  },
  'by fields of the types of an interface': {
    query: '{ payers { id debt } }',
    data: {
      payers: [
        { id: 't1', debt: 90 },
        { id: 'o1', debt: 180 },
      ],
    },
  },
  'beside the same fields asked under other names': {
    query: '{ household(id: "1") { home: rent rent: id benches income: home { size: rooms } } }',
    data: { household: { home: 150, rent: '1', benches: 1, income: { size: 3 } } },
  },
  'what cannot be given: an error where the subgraph computes': {
    query: '{ household(id: "2") { id rent benches } }',
    data: { household: { id: '2', rent: null, benches: 1 } },
    errors: { 'household.rent': 'PARTNER_UNAVAILABLE' },
  },
  'what a subgraph that is down should have given': {
    query: '{ household(id: "1") { id budget benches } }',
    failing: { housing: 'down' },
    data: { household: { id: '1', budget: null, benches: null } },
    errors: { 'household.budget': 'PARTNER_UNAVAILABLE', 'household.benches': 'PARTNER_UNAVAILABLE' },
  },
};

describeFeature('a field requires', subgraphs, examples, (federation) => {
  test('its own fields of every type, and gets no others', async () => {
    federation().forget();
    await federation().ours({ query: '{ payers { debt } households { proof home { rooms } } }' });
    const sent = federation()
      .requests('housing')
      .flatMap(({ variables }) => variables.representations);
    expect(sent).toHaveLength(4);
    expect(sent).toEqual(
      expect.arrayContaining([
        { __typename: 'Tenant', id: 't1', paid: 10 },
        { __typename: 'Owner', id: 'o1', paid: 20 },
        { __typename: 'Household', id: '1', income: { __typename: 'Wage', cents: 7, employer: 'BV' } },
        { __typename: 'Household', id: '2', income: { __typename: 'Benefit', cents: 5, since: 2020 } },
      ]),
    );
  });
});
