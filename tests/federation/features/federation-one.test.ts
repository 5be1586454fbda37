import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from './feature.ts';

/** Subgraphs of before @link: `@extends` and `extend type`, `@external` on keys, value types without @shareable. */
const subgraphs: Record<string, SubgraphDefinition> = {
  people: {
    typeDefs: `
      # Federation 1
      type Query { person(id: ID!): Person }
      type Person @key(fields: "id") { id: ID!  name: String  address: Address }
      type Address { street: String  city: String }
      union Owner = Person
    `,
    resolvers: {
      Query: { person: (_, { id }) => person(id) },
      Person: { __resolveReference: ({ id }) => person(id) },
    },
  },
  bikes: {
    typeDefs: `
      # Federation 1
      type Query @extends { bikes: [Bike!]! }
      type Person @key(fields: "id") @extends {
        id: ID! @external  name: String @external  bikes: [Bike!]!  label: String @requires(fields: "name")
      }
      type Bike @key(fields: "number") { number: Int!  owner: Person @provides(fields: "name")  keptAt: Address }
      type Address { street: String  city: String }
    `,
    resolvers: {
      Query: { bikes: () => [bike(1), bike(2)] },
      Person: { bikes: ({ id }) => [bike(Number(id))], label: ({ name }) => `bike of ${name}` },
      Bike: { __resolveReference: ({ number }) => bike(Number(number)) },
    },
  },
  repairs: {
    typeDefs: `
      # Federation 1
      extend type Query { repairs: [Repair!]! }
      extend type Bike @key(fields: "number") { number: Int! @external  repairs: [Repair!]! }
      type Repair { cents: Int!  bike: Bike! }
    `,
    resolvers: {
      Query: { repairs: () => [repair(1), repair(2)] },
      Bike: { repairs: ({ number }) => (number === 2 ? new Error('secret') : [repair(Number(number))]) },
    },
  },
};

const person = (id: unknown) => ({ id, name: `person ${id}`, address: { street: 'Kade', city: 'Utrecht' } });
const bike = (number: number) => ({
  number,
  owner: { id: String(number), name: `copy ${number}` },
  keptAt: { street: 'Hof', city: 'Zeist' },
});
const repair = (number: number) => ({ cents: number * 100, bike: { number } });

const examples: Record<string, Example> = {
  'extend a type of another': {
    query: '{ person(id: "1") { name bikes { number repairs { cents } } } }',
    data: { person: { name: 'person 1', bikes: [{ number: 1, repairs: [{ cents: 100 }] }] } },
    calls: { people: 1, bikes: 1, repairs: 1 },
  },
  'extend the root': {
    query: '{ person(id: "1") { id } bikes { number } repairs { cents } }',
    data: { person: { id: '1' }, bikes: [{ number: 1 }, { number: 2 }], repairs: [{ cents: 100 }, { cents: 200 }] },
  },
  'require a field of the owner': {
    query: '{ person(id: "1") { label } }',
    data: { person: { label: 'bike of person 1' } },
  },
  'provide a field of the owner': {
    query: '{ bikes { owner { name } } }',
    data: { bikes: [{ owner: { name: 'copy 1' } }, { owner: { name: 'copy 2' } }] },
    calls: { bikes: 1 },
  },
  'share value types': {
    query: '{ person(id: "1") { address { street city } } bikes { keptAt { city } } }',
    data: {
      person: { address: { street: 'Kade', city: 'Utrecht' } },
      bikes: [{ keptAt: { city: 'Zeist' } }, { keptAt: { city: 'Zeist' } }],
    },
  },
  'are entered from any of them': {
    query: '{ repairs { bike { number keptAt { street } owner { address { city } } } } }',
    data: {
      repairs: [1, 2].map((number) => ({
        bike: { number, keptAt: { street: 'Hof' }, owner: { address: { city: 'Utrecht' } } },
      })),
    },
    calls: { repairs: 1, bikes: 1, people: 1 },
  },
  'fail at one place without hiding the others': {
    query: '{ person(id: "2") { name label bikes { number owner { name } } } bikes { number } }',
    failing: { people: 'status 500' },
    data: { person: null, bikes: [{ number: 1 }, { number: 2 }] },
    errors: { person: 'PARTNER_UNAVAILABLE' },
  },
};

describeFeature('subgraphs of federation 1', subgraphs, examples);
