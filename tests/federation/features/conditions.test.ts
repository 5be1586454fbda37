import { expect, test } from 'vitest';
import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from './feature.ts';

/** Interfaces, unions, lists and requirements, so that a condition can stand at each of them. */
const subgraphs: Record<string, SubgraphDefinition> = {
  shapes: {
    typeDefs: `
      type Query { shapes: [Shape!]!  things: [Thing!]!  circle: Circle! }
      type Mutation { grow(by: Int!): Circle!  shrink: Circle! }
      interface Shape { id: ID!  size: Int }
      type Circle implements Shape @key(fields: "id") { id: ID!  size: Int  weight: Int!  next: Circle }
      type Square implements Shape @key(fields: "id") { id: ID!  size: Int }
      union Thing = Circle | Square
    `,
    resolvers: {
      Query: { shapes: () => [circle, square], things: () => [square, circle], circle: () => circle },
      Mutation: { grow: (_, { by }) => ({ ...circle, size: 1 + Number(by) }), shrink: () => circle },
      Circle: { __resolveReference: () => circle, next: () => circle },
      Square: { __resolveReference: () => square },
    },
  },
  paint: {
    typeDefs: `
      type Circle @key(fields: "id") { id: ID!  size: Int @external  colour: String!  cost: Int @requires(fields: "size")
        weight: Int! @external  heavy: Boolean @requires(fields: "weight") }
      type Square @key(fields: "id") { id: ID!  colour: String!  mate: Circle }
    `,
    resolvers: {
      Circle: { colour: () => 'red', cost: ({ size }) => Number(size) * 2, heavy: ({ weight }) => Number(weight) > 5 },
      Square: { colour: () => 'blue', mate: () => ({ id: 'c' }) },
    },
  },
};

const circle = { __typename: 'Circle', id: 'c', size: 4, weight: 9 };
const square = { __typename: 'Square', id: 's', size: 9 };

const on = { on: true };
const off = { on: false };

const examples: Record<string, Example> = {
  'on a field that requires another: neither is fetched': {
    query: 'query ($on: Boolean!) { circle { id cost @include(if: $on) } }',
    variables: off,
    data: { circle: { id: 'c' } },
    calls: { shapes: 1 },
  },
  'on a field that another requires: it is fetched, and not shown': {
    query: 'query ($on: Boolean!) { circle { size @include(if: $on) cost } }',
    variables: off,
    data: { circle: { cost: 8 } },
  },
  'on one of two fields that require others: the other is computed': {
    query:
      'query ($on: Boolean!) { circle { cost heavy @include(if: $on) } things { ... on Circle { heavy ...C @skip(if: $on) } } } fragment C on Circle { cost }',
    variables: off,
    data: { circle: { cost: 8 }, things: [{}, { heavy: true, cost: 8 }] },
    unlikeStock: 'stock computes neither',
  },
  'on the other of them': {
    query: 'query ($on: Boolean!) { circle { cost @skip(if: $on) heavy @include(if: $on) } }',
    variables: on,
    data: { circle: { heavy: true } },
    unlikeStock: 'stock computes neither',
  },
  'on fragments on types of an interface': {
    query:
      'query ($on: Boolean!) { shapes { id ... on Circle @include(if: $on) { colour } ... on Square @skip(if: $on) { colour mate { colour } } } }',
    variables: off,
    data: { shapes: [{ id: 'c' }, { id: 's', colour: 'blue', mate: { colour: 'red' } }] },
  },
  'on fragments on members of a union': {
    query:
      'query ($on: Boolean!) { things { ... on Circle @include(if: $on) { size cost } ...S @skip(if: $on) } } fragment S on Square { colour }',
    variables: on,
    data: { things: [{}, { size: 4, cost: 8 }] },
  },
  'on __typename': {
    query:
      'query ($on: Boolean!) { things { __typename @skip(if: $on) } circle { kind: __typename @include(if: $on) id } }',
    variables: on,
    data: { things: [{}, {}], circle: { kind: 'Circle', id: 'c' } },
  },
  'inside each other': {
    query:
      'query ($a: Boolean!, $b: Boolean!) { circle { ... @include(if: $a) { ... @skip(if: $b) { colour next @include(if: $a) { cost @skip(if: $a) colour } } } id } }',
    variables: { a: true, b: false },
    data: { circle: { colour: 'red', next: { colour: 'red' }, id: 'c' } },
    unlikeStock: 'stock gives null for next',
  },
  'that contradict each other': {
    query:
      'query ($on: Boolean!) { circle { id colour @skip(if: $on) @include(if: $on) ... @skip(if: $on) { cost @include(if: $on) } } }',
    variables: on,
    data: { circle: { id: 'c' } },
    calls: { shapes: 1 },
  },
  'on one of two selections of the same field': {
    query:
      'query ($on: Boolean!) { circle { next @include(if: $on) { colour } next { id } next @skip(if: $on) { cost } } }',
    variables: off,
    data: { circle: { next: { id: 'c', cost: 8 } } },
  },
  'on a fragment that is used twice, once with': {
    query:
      'query ($on: Boolean!) { shapes { ...F @include(if: $on) } circle { ...F } } fragment F on Shape { id ... on Circle { colour } ... on Square { colour } }',
    variables: off,
    data: { shapes: [{}, {}], circle: { id: 'c', colour: 'red' } },
  },
  'on all that is asked': {
    query: 'query ($on: Boolean!) { circle @include(if: $on) { colour } ... @include(if: $on) { shapes { id } } }',
    variables: off,
    data: {},
    calls: {},
  },
  'on a mutation': {
    query:
      'mutation ($on: Boolean!) { a: grow(by: 1) @skip(if: $on) { size } shrink { colour @include(if: $on) } b: grow(by: 2) { cost @skip(if: $on) size } }',
    variables: on,
    data: { shrink: { colour: 'red' }, b: { size: 3 } },
  },
  'on what a subgraph that is down would have given: nothing is missing': {
    query: 'query ($on: Boolean!) { circle { id colour @include(if: $on) } }',
    variables: off,
    failing: { paint: 'down' },
    data: { circle: { id: 'c' } },
  },
  'on what a subgraph that is down has to give': {
    query: 'query ($on: Boolean!) { circle { id cost @include(if: $on) colour @skip(if: $on) } }',
    variables: on,
    failing: { paint: 'down' },
    data: { circle: { id: 'c', cost: null } },
    errors: { 'circle.cost': 'PARTNER_UNAVAILABLE' },
  },
};

describeFeature('a condition', subgraphs, examples, (federation) => {
  test('that leaves out what is computed: nothing is sent for it', async () => {
    federation().forget();
    const query = 'query ($on: Boolean!) { circle { size weight cost heavy @include(if: $on) } }';
    expect((await federation().ours({ query, variables: off })).data).toEqual({
      circle: { size: 4, weight: 9, cost: 8 },
    });
    const [sent] = federation().requests('paint');
    expect(sent?.variables.representations).toEqual([{ __typename: 'Circle', id: 'c', size: 4 }]);
  });
});
