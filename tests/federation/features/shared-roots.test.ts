import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example, refused } from './feature.ts';

/** Root fields that both subgraphs have; what is told shows who was asked. */
const subgraphs: Record<string, SubgraphDefinition> = {
  north: {
    typeDefs: `
      type Query { me: Person @shareable  now: Clock @shareable  people(first: Int = 2, northern: Boolean = true): [Person!]! @shareable  north: String  find(by: By!): String @shareable }
      enum By { NAME AGE NORTH }
      type Person @key(fields: "id") { id: ID!  name: String @shareable  bike: String }
      type Clock @shareable { hour: Int!  minute: Int! }
    `,
    resolvers: {
      Query: {
        me: () => ({ id: '1', name: 'Alice', bike: 'red' }),
        now: () => ({ hour: 1, minute: 2 }),
        people: (_, { first }) =>
          ['1', '2', '3'].slice(0, first as number).map((id) => ({ id, name: `P${id}`, bike: 'red' })),
        north: () => 'north',
        find: (_, { by }) => `by ${by}`,
      },
      Person: { bike: ({ id }) => `bike ${id}` },
    },
  },
  south: {
    typeDefs: `
      type Query { me: Person @shareable  now: Clock @shareable  people(first: Int = 2, southern: Int): [Person!]! @shareable  south: String  find(by: By!): String @shareable }
      enum By { SOUTH AGE NAME }
      type Person @key(fields: "id") { id: ID!  name: String @shareable  boat: String }
      type Clock @shareable { hour: Int!  minute: Int! }
    `,
    resolvers: {
      Query: {
        me: () => ({ id: '1', name: 'Alice' }),
        now: () => ({ hour: 1, minute: 2 }),
        people: (_, { first }) => ['1', '2', '3'].slice(0, first as number).map((id) => ({ id, name: `P${id}` })),
        south: () => 'south',
        find: (_, { by }) => `by ${by}`,
      },
      Person: { boat: ({ id }) => `boat ${id}` },
    },
  },
};

const examples: Record<string, Example> = {
  'is asked of one subgraph': {
    query: '{ me { id name } now { hour minute } }',
    data: { me: { id: '1', name: 'Alice' }, now: { hour: 1, minute: 2 } },
    calls: { north: 1 },
  },
  'is asked of the subgraph that has what lies below it': {
    query: '{ me { boat } }',
    data: { me: { boat: 'boat 1' } },
    calls: { south: 1 },
  },
  'is asked where another root is asked anyhow': {
    query: '{ south now { hour } me { name } }',
    data: { south: 'south', now: { hour: 1 }, me: { name: 'Alice' } },
    calls: { south: 1 },
  },
  'is made of the parts of both': {
    query: '{ me { name bike boat } south }',
    data: { me: { name: 'Alice', bike: 'bike 1', boat: 'boat 1' }, south: 'south' },
    calls: { north: 1, south: 1 },
  },
  'has the same arguments in both, and each alias its own': {
    query:
      'query ($n: Int = 1) { a: people(first: $n) { id bike boat } b: people { id boat } c: people(first: 0) { bike } }',
    data: {
      a: [{ id: '1', bike: 'bike 1', boat: 'boat 1' }],
      b: [
        { id: '1', boat: 'boat 1' },
        { id: '2', boat: 'boat 2' },
      ],
      c: [],
    },
  },
  'takes the arguments, and of an enum the values, that both know': {
    query: 'query ($by: By! = AGE) { south find(by: NAME) again: find(by: $by) people(first: 1) { id } }',
    data: { south: 'south', find: 'by NAME', again: 'by AGE', people: [{ id: '1' }] },
    calls: { south: 1 },
  },
  'does not take an argument that only one knows': refused('{ people(northern: false) { id } }'),
  'does not take a value that only one knows': refused('{ find(by: SOUTH) }'),
  'is a part of the answer when the other is down': {
    query: '{ north south me { name } }',
    failing: { south: 'down' },
    data: { north: 'north', south: null, me: { name: 'Alice' } },
    errors: { south: 'PARTNER_UNAVAILABLE' },
  },
};

describeFeature('a shared root field', subgraphs, examples);
