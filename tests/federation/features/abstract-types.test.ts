import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from './feature.ts';

/** Interfaces that lead to each other and to themselves, unions in lists, and what is computed of either. */
const subgraphs: Record<string, SubgraphDefinition> = {
  beings: {
    typeDefs: `
      type Query { beings: [Being!]!  owner: Owner  things: [Thing] }
      interface Being { id: ID!  pal: Being  owner: Owner }
      interface Owner implements Being { id: ID!  pal: Being  owner: Owner  pets: [Being!]! }
      type Dog implements Being @key(fields: "id") { id: ID!  pal: Being  owner: Owner  breed: String @shareable }
      type Cat implements Being @key(fields: "id") { id: ID!  pal: Being  owner: Owner  lives: Int @shareable }
      type Person implements Owner & Being @key(fields: "id") {
        id: ID!  pal: Being  owner: Owner  pets: [Being!]!  things: [Thing!]!  best: Thing  name: String @shareable
      }
      union Thing = Dog | Cat | Stick
      type Stick { length: Int! }
    `,
    resolvers: {
      Query: {
        beings: () => ['d1', 'c1', 'p1'].map(being),
        owner: () => being('p1'),
        things: () => [being('c1'), null, stick, being('d1')],
      },
      Person: {
        __resolveReference: ({ id }) => being(id),
        pal: () => being('d1'),
        owner: () => null,
        pets: () => [being('d1'), being('c1')],
        things: () => [stick, being('c1'), being('d1')],
        best: () => being('c1'),
      },
      Dog: { __resolveReference: ({ id }) => being(id), pal: () => being('c1'), owner: () => being('p1') },
      Cat: { __resolveReference: ({ id }) => being(id), pal: () => being('p1'), owner: () => being('p1') },
    },
  },
  care: {
    typeDefs: `
      type Query {
        patients: [Patient!]! @provides(fields: "... on Dog { breed } ... on Cat { lives }")
        visits: [Visit!]!
      }
      type Visit { of: [Patient] @provides(fields: "... on Dog { breed }")  by: Person }
      union Patient = Dog | Cat
      type Dog @key(fields: "id") { id: ID!  breed: String @external  cost(days: Int! = 1): Int }
      type Cat @key(fields: "id") { id: ID!  lives: Int @external  cost(days: Int! = 1): Int }
      type Person @key(fields: "id") {
        id: ID!  things: [Thing!]! @external  best: Thing @external  pets: [Being!]! @external
        list: String @requires(fields: "things { ... on Dog { breed } ... on Stick { length } }")
        pride: String @requires(fields: "best { ... on Cat { lives } } pets { id ... on Dog { breed } }")
      }
      interface Being { id: ID! }
      union Thing = Dog | Cat | Stick
      type Stick { length: Int! @external }
    `,
    resolvers: {
      Query: {
        patients: () => [copied('d1'), copied('c1')],
        visits: () => [{ of: [copied('d1'), null, copied('c1')], by: { id: 'p1' } }],
      },
      Dog: { cost: (_dog, { days }) => 10 * Number(days) },
      Cat: { cost: (_cat, { days }) => 7 * Number(days) },
      Person: {
        list: ({ things }) => JSON.stringify(things),
        pride: ({ best, pets }) => JSON.stringify([best, pets]),
      },
    },
  },
};

const stick = { __typename: 'Stick', length: 30 };

const known: Record<string, Record<string, unknown>> = {
  d1: { __typename: 'Dog', id: 'd1', breed: 'poodle' },
  c1: { __typename: 'Cat', id: 'c1', lives: 9 },
  p1: { __typename: 'Person', id: 'p1', name: 'Alice' },
};

const being = (id: unknown) => known[String(id)] ?? null;
const copied = (id: string) => ({ ...known[id], ...(id === 'd1' ? { breed: 'copied' } : { lives: 1 }) });

const unavailable = 'PARTNER_UNAVAILABLE';

const examples: Record<string, Example> = {
  'interfaces lead to each other, and fields of their types come from another subgraph': {
    query: `{ beings { __typename pal { id pal { __typename ... on Person { name } } } owner { id pets { ...C } } } }
      fragment C on Being { ... on Dog { breed cost } ... on Cat { cost(days: 2) } }`,
    data: {
      beings: [
        { __typename: 'Dog', pal: { id: 'c1', pal: { __typename: 'Person', name: 'Alice' } }, owner: owned() },
        { __typename: 'Cat', pal: { id: 'p1', pal: { __typename: 'Dog' } }, owner: owned() },
        { __typename: 'Person', pal: { id: 'd1', pal: { __typename: 'Cat' } }, owner: null },
      ],
    },
  },
  'an interface of an interface is asked by either': {
    query:
      '{ beings { ... on Owner { pets { id } } } owner { ... on Being { pal { ... on Owner { id } ... on Dog { breed } } } } }',
    data: { beings: [{}, {}, { pets: [{ id: 'd1' }, { id: 'c1' }] }], owner: { pal: { breed: 'poodle' } } },
  },
  'a list of a union is provided': {
    query: '{ patients { __typename ... on Dog { breed } ... on Cat { lives } } }',
    data: {
      patients: [
        { __typename: 'Dog', breed: 'copied' },
        { __typename: 'Cat', lives: 1 },
      ],
    },
    calls: { care: 1 },
  },
  'a list of a union is provided in part, nulls between': {
    query: '{ visits { of { ... on Dog { breed cost } ... on Cat { lives } } } }',
    data: { visits: [{ of: [{ breed: 'copied', cost: 10 }, null, { lives: 9 }] }] },
    calls: { care: 1, beings: 1 },
  },
  'a provided part stays when its owner is down': {
    query: '{ visits { of { ... on Dog { breed pal { id } } ... on Cat { lives } } } }',
    failing: { beings: 'down' },
    data: { visits: [{ of: [{ breed: 'copied', pal: null }, null, { lives: null }] }] },
    errors: { 'visits.0.of.0.pal': unavailable, 'visits.0.of.2.lives': unavailable },
  },
  'conditions on fragments, with variables in entities below': {
    query: `query ($on: Boolean!, $days: Int!) {
      things { ... on Dog @include(if: $on) { cost(days: $days) } ...C @skip(if: $on) ... on Stick { length } }
      owner { pets { ... on Cat @skip(if: $on) { cost } ... on Dog { breed @skip(if: $on) much: cost(days: $days) @include(if: $on) } } }
    } fragment C on Cat { lives cost(days: $days) }`,
    variables: { on: true, days: 3 },
    data: { things: [{}, null, { length: 30 }, { cost: 30 }], owner: { pets: [{ much: 30 }, {}] } },
  },
  'conditions the other way round ask others': {
    query: `query ($on: Boolean!, $days: Int!) {
      things { ... on Dog @include(if: $on) { cost(days: $days) } ...C @skip(if: $on) ... on Stick { length } }
    } fragment C on Cat { lives cost(days: $days) }`,
    variables: { on: false, days: 3 },
    failing: { care: 'down' },
    data: { things: [{ lives: 9, cost: null }, null, { length: 30 }, {}] },
    errors: { 'things.0.cost': unavailable },
  },
  'who computes of a union or an interface is told of which type each is': {
    query: '{ owner { ... on Person { list pride } } }',
    data: {
      owner: {
        list: '[{"__typename":"Stick","length":30},{"__typename":"Cat"},{"__typename":"Dog","breed":"poodle"}]',
        pride:
          '[{"__typename":"Cat","lives":9},[{"__typename":"Dog","id":"d1","breed":"poodle"},{"__typename":"Cat","id":"c1"}]]',
      },
    },
    unlikeStock: 'stock does not tell the type',
  },
};

function owned() {
  return { id: 'p1', pets: [{ breed: 'poodle', cost: 10 }, { cost: 14 }] };
}

describeFeature('an abstract type', subgraphs, examples);
