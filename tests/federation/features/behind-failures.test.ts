import { expect, test } from 'vitest';
import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from './feature.ts';

/** From `shop` to `prices` the way leads through `codes`; `advice` computes of what several of them say. */
const subgraphs: Record<string, SubgraphDefinition> = {
  shop: {
    typeDefs: `
      type Query { product: Product  products: [Product!]!  any: [Any!]! }
      type Product @key(fields: "id") { id: ID!  parts: [Product!]! }
      type Other @key(fields: "id") { id: ID! }
      union Any = Product | Other
    `,
    resolvers: {
      Query: {
        product: () => ({ id: '1' }),
        products: () => [{ id: '1' }, { id: '2' }],
        any: () => [
          { __typename: 'Other', id: '9' },
          { __typename: 'Product', id: '1' },
        ],
      },
      Product: { parts: () => [{ id: '3' }, { id: '4' }] },
    },
  },
  codes: {
    typeDefs: 'type Product @key(fields: "id") @key(fields: "code") { id: ID!  code: ID  label: String! }',
    resolvers: { Product: { code: ({ id }) => `c${id}`, label: ({ id }) => `label ${id}` } },
  },
  prices: {
    typeDefs: 'type Product @key(fields: "code") { code: ID  cents: Int  strict: Int!  gone: Int }',
    resolvers: {
      Product: {
        __resolveReference: (reference) => {
          if (!reference.code) throw new Error('entered without a code');
          return reference;
        },
        cents: ({ code }) => Number(String(code).slice(1)) * 100,
        strict: () => 5,
      },
    },
  },
  advice: {
    typeDefs: `
      type Product @key(fields: "id") {
        id: ID!  cents: Int @external  label: String! @external  parts: [Product!]! @external  note: String
        advice: String @requires(fields: "cents")  title: String @requires(fields: "label")
        dare: String @requires(fields: "cents")  sum: Int @requires(fields: "parts { cents }")
      }
      type Other @key(fields: "id") { id: ID!  note: String }
    `,
    resolvers: {
      Product: {
        advice: ({ cents }) => (cents === null ? null : `costs ${cents}`),
        dare: ({ cents }) => `dare ${cents}`,
        title: ({ label }) => `the ${label}`,
        sum: ({ parts }) =>
          (parts as { cents: number | null }[]).reduce<number | null>(
            (sum, { cents }) => (sum === null || cents === null ? null : sum + cents),
            0,
          ),
      },
      Other: { note: () => null },
    },
  },
};

const unavailable = 'PARTNER_UNAVAILABLE';
const unlikeStock = 'stock computes nothing of what is not there';

const examples: Record<string, Example> = {
  'behind a subgraph on the way': {
    query: '{ product { id cents } }',
    failing: { codes: 'down' },
    data: { product: { id: '1', cents: null } },
    errors: { 'product.cents': unavailable },
    calls: { shop: 1, codes: 1 },
  },
  'behind one, under an alias, where a value must be, and of every element': {
    query: '{ products { price: cents } product { must: strict id } }',
    failing: { codes: 'status 500' },
    data: { products: [{ price: null }, { price: null }], product: null },
    errors: { 'products.0.price': unavailable, 'products.1.price': unavailable, 'product.must': unavailable },
  },
  'not where another type stands': {
    query: '{ any { __typename ... on Product { cents } ... on Other { note } } }',
    failing: { codes: 'down' },
    data: {
      any: [
        { __typename: 'Other', note: null },
        { __typename: 'Product', cents: null },
      ],
    },
    errors: { 'any.1.cents': unavailable },
  },
  'computed of what is missing, and no other': {
    query: '{ product { advice title note gone } }',
    failing: { prices: 'down' },
    data: { product: { advice: null, title: 'the label 1', note: null, gone: null } },
    errors: { 'product.advice': unavailable, 'product.gone': unavailable },
    unlikeStock,
  },
  'left out for want of what must be there': {
    query: '{ product { id title } }',
    failing: { codes: 'down' },
    data: { product: { id: '1', title: null } },
    errors: { 'product.title': unavailable },
  },
  'computed of elements': {
    query: '{ product { sum } }',
    failing: { prices: 'down' },
    data: { product: { sum: null } },
    errors: { 'product.sum': unavailable },
    unlikeStock,
  },
  'two steps behind': {
    query: '{ product { id advice } }',
    failing: { codes: 'down' },
    data: { product: { id: '1', advice: null } },
    errors: { 'product.advice': unavailable },
    unlikeStock,
  },
  'beside what was asked itself: both are named': {
    query: '{ product { cents advice } }',
    failing: { prices: 'down' },
    data: { product: { cents: null, advice: null } },
    errors: { 'product.cents': unavailable, 'product.advice': unavailable },
    unlikeStock,
  },
  'which is computed all the same: the object is named': {
    query: '{ product { dare advice } }',
    failing: { prices: 'down' },
    data: { product: { dare: 'dare null', advice: null } },
    errors: { product: unavailable, 'product.advice': unavailable },
    unlikeStock,
  },
};

describeFeature('a field that is missing', subgraphs, examples, (federation) => {
  test('is named with the organisation that failed, also if it is not the one that has the field', async () => {
    federation().behave('codes', 'down');
    const { errors } = await federation().ours({ query: '{ product { cents advice title } }' });
    federation().behave('codes', 'well');
    expect(errors?.map(({ path, extensions }) => [path?.join('.'), extensions?.role]).sort()).toEqual([
      ['product.advice', 'codes'],
      ['product.cents', 'codes'],
      ['product.title', 'codes'],
    ]);
  });

  test('is named once for each organisation that failed', async () => {
    for (const name of ['codes', 'advice']) federation().behave(name, 'down');
    const { errors } = await federation().ours({ query: '{ product { cents title note } }' });
    for (const name of ['codes', 'advice']) federation().behave(name, 'well');
    expect(errors?.map(({ path, extensions }) => [path?.join('.'), extensions?.role]).sort()).toEqual([
      ['product.cents', 'codes'],
      ['product.note', 'advice'],
      ['product.title', 'codes'],
    ]);
  });
});
