import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from './feature.ts';

/** Letters that carry copies of what the registry owns. The copies are marked, so that it shows who was asked. */
const subgraphs: Record<string, SubgraphDefinition> = {
  registry: {
    typeDefs: `
      type Query { person(id: ID!): Person }
      type Person @key(fields: "id") { id: ID!  name: String @shareable  address: Address @shareable  email: String }
      type Firm @key(fields: "id") { id: ID!  name: String @shareable  branch: String @shareable }
      type Address @key(fields: "id") { id: ID!  street: String @shareable  city: String }
    `,
    resolvers: {
      Query: { person: (_, { id }) => person(id) },
      Person: { __resolveReference: ({ id }) => person(id) },
      Firm: { __resolveReference: ({ id }) => ({ id, name: `firm ${id}`, branch: 'bakery' }) },
      Address: { __resolveReference: ({ id }) => ({ id, street: 'Kade', city: 'Utrecht' }) },
    },
  },
  letters: {
    typeDefs: `
      type Query {
        plain: Letter
        letter: Letter @provides(fields: "writer { name address { street } }")
        letters: [Letter!]! @provides(fields: "writer { name }")
        sender: Party @provides(fields: "... on Person { name } ... on Firm { branch }")
        named: Named @provides(fields: "... on Person { name } ... on Firm { name }")
        nothing: Person @provides(fields: "name")
      }
      type Letter { id: ID!  writer: Person!  reader: Person @provides(fields: "name") }
      union Party = Person | Firm
      interface Named { id: ID!  name: String }
      type Person implements Named @key(fields: "id") { id: ID!  name: String @external  address: Address @external }
      type Firm implements Named @key(fields: "id") { id: ID!  name: String @external  branch: String @external }
      type Address @key(fields: "id") { id: ID!  street: String @external }
    `,
    resolvers: {
      Query: {
        plain: () => letter('1'),
        letter: () => letter('1'),
        letters: () => ['1', '2'].map(letter),
        sender: () => ({ __typename: 'Firm', id: 'f1', branch: 'copied branch' }),
        named: () => ({ __typename: 'Firm', id: 'f1', name: 'copied firm' }),
        nothing: () => ({ id: 'p1', name: null }),
      },
    },
  },
};

const person = (id: unknown) => ({
  id,
  name: `person ${id}`,
  email: `${id}@example.nl`,
  address: { id: 'a1', street: 'Kade', city: 'Utrecht' },
});

const letter = (id: string) => ({
  id,
  writer: { id: `w${id}`, name: 'copied name', address: { id: 'a1', street: 'copied street' } },
  reader: { id: `r${id}`, name: 'copied reader' },
});

const examples: Record<string, Example> = {
  'nested fields, from the subgraph that provides them': {
    query: '{ letter { writer { name address { street } } } }',
    data: { letter: { writer: { name: 'copied name', address: { street: 'copied street' } } } },
    calls: { letters: 1 },
  },
  'only where it says so': {
    query: '{ plain { writer { name } reader { name } } }',
    data: { plain: { writer: { name: 'person w1' }, reader: { name: 'copied reader' } } },
  },
  'a part: the rest comes from its owner': {
    query: '{ letter { writer { name email address { street city } } } }',
    data: {
      letter: {
        writer: { name: 'copied name', email: 'w1@example.nl', address: { street: 'copied street', city: 'Utrecht' } },
      },
    },
  },
  'for every element of a list': {
    query: '{ letters { id writer { name } } }',
    data: {
      letters: ['1', '2'].map((id) => ({ id, writer: { name: 'copied name' } })),
    },
    calls: { letters: 1 },
  },
  'other fields for each member of a union': {
    query: '{ sender { ... on Person { name } ... on Firm { branch } } }',
    data: { sender: { branch: 'copied branch' } },
    calls: { letters: 1 },
  },
  'fields of an interface': {
    query: '{ named { __typename name } }',
    data: { named: { __typename: 'Firm', name: 'copied firm' } },
  },
  'null as what it is': { query: '{ nothing { name } }', data: { nothing: { name: null } }, calls: { letters: 1 } },
  'also when its owner is down': {
    query: '{ letter { writer { name email } } }',
    failing: { registry: 'down' },
    data: { letter: { writer: { name: 'copied name', email: null } } },
    errors: { 'letter.writer.email': 'PARTNER_UNAVAILABLE' },
  },
};

describeFeature('a field provides', subgraphs, examples);
