import { expect, test } from 'vitest';
import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example, refused } from './feature.ts';

/** Two subgraphs that know different parts of the same enums, inputs, unions and interfaces. */
const subgraphs: Record<string, SubgraphDefinition> = {
  first: {
    typeDefs: `
      type Query { firstStates: [State!]!  firstFind(filter: Filter, sort: Sort): String  firstItems: [Item!]!  firstNamed: [Named!]! }
      enum State { OPEN CLOSED }
      enum Sort { NAME AGE SIZE }
      input Filter { name: String  age: Int  onlyFirst: Boolean }
      union Item = Letter | Parcel
      interface Named { id: ID!  name: String }
      type Letter @shareable { id: ID!  pages: Int }
      type Parcel implements Named @key(fields: "id") { id: ID!  name: String @shareable  grams: Int }
    `,
    resolvers: {
      Query: {
        firstStates: () => ['OPEN', 'CLOSED'],
        firstFind: (_, args) => JSON.stringify(args),
        firstItems: () => [{ __typename: 'Letter', id: 'l1', pages: 2 }, parcel],
        firstNamed: () => [parcel],
      },
      Parcel: { __resolveReference: () => parcel },
    },
  },
  second: {
    typeDefs: `
      type Query { secondStates: [State!]!  secondFind(filter: Filter, sort: Sort): String  secondItems: [Item!]!  secondNamed: [Named!]! }
      enum State { OPEN LOST }
      enum Sort { AGE NAME WEIGHT }
      input Filter { name: String!  age: Int = 18  onlySecond: Boolean }
      union Item = Parcel | Message
      interface Named { id: ID!  name: String }
      type Parcel implements Named @key(fields: "id") { id: ID!  name: String @shareable  sender: String }
      type Message implements Named { id: ID!  name: String  text: String }
    `,
    resolvers: {
      Query: {
        secondStates: () => ['LOST', 'OPEN'],
        secondFind: (_, args) => JSON.stringify(args),
        secondItems: () => [parcel, message],
        secondNamed: () => [message, parcel],
      },
      Parcel: { sender: () => 'me', name: () => 'Box' },
    },
  },
};

const parcel = { __typename: 'Parcel', id: 'p1', name: 'Box', grams: 900 };
const message = { __typename: 'Message', id: 'm1', name: 'Hi', text: 'there' };

const items = '__typename ... on Letter { pages } ... on Parcel { grams sender } ... on Message { text }';

const examples: Record<string, Example> = {
  'an enum of answers has the values of both': {
    query: '{ firstStates secondStates }',
    data: { firstStates: ['OPEN', 'CLOSED'], secondStates: ['LOST', 'OPEN'] },
  },
  'an enum of arguments has the values that both know': {
    query: 'query ($sort: Sort = AGE) { firstFind(sort: NAME) secondFind(filter: { name: "a" }, sort: $sort) }',
    data: { firstFind: '{"sort":"NAME"}', secondFind: '{"filter":{"name":"a","age":18},"sort":"AGE"}' },
  },
  'a value that one does not know cannot be given': refused('{ firstFind(sort: SIZE) }'),
  'an input has the fields that both know, and what one needs is needed': refused('{ firstFind(filter: { age: 1 }) }'),
  'a field that one does not know cannot be given': refused('{ firstFind(filter: { name: "a", onlyFirst: true }) }'),
  'a union has the members of both; each is asked only its own': {
    query: `{ firstItems { ${items} } secondItems { ${items} } }`,
    data: {
      firstItems: [
        { __typename: 'Letter', pages: 2 },
        { __typename: 'Parcel', grams: 900, sender: 'me' },
      ],
      secondItems: [
        { __typename: 'Parcel', grams: 900, sender: 'me' },
        { __typename: 'Message', text: 'there' },
      ],
    },
    calls: { first: 2, second: 2 },
  },
  'an interface has the types of both': {
    query:
      '{ firstNamed { __typename id name ... on Message { text } } secondNamed { id name ... on Message { text } ... on Parcel { grams } } }',
    data: {
      firstNamed: [{ __typename: 'Parcel', id: 'p1', name: 'Box' }],
      secondNamed: [
        { id: 'm1', name: 'Hi', text: 'there' },
        { id: 'p1', name: 'Box', grams: 900 },
      ],
    },
  },
  'a member that a subgraph does not have is nothing there': {
    query: '{ secondItems { ... on Letter { pages } } }',
    data: { secondItems: [{}, {}] },
  },
  'a part that is missing does not hide the others': {
    query: `{ secondItems { ${items} } }`,
    failing: { first: 'down' },
    data: {
      secondItems: [
        { __typename: 'Parcel', grams: null, sender: 'me' },
        { __typename: 'Message', text: 'there' },
      ],
    },
    errors: { 'secondItems.0.grams': 'PARTNER_UNAVAILABLE' },
  },
};

describeFeature('types that are merged', subgraphs, examples, (federation) => {
  test('a value of an enum that no subgraph has is not passed on', async () => {
    federation().behave('first', { json: { data: { firstStates: ['OPEN', 'NEW'] } } });
    const { data, errors } = await federation().ours({ query: '{ firstStates secondStates }' });
    federation().behave('first', 'well');
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['firstStates', 1], extensions: { code: 'PARTNER_INVALID_RESPONSE' } }]);
  });
});
