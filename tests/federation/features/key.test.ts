import { expect, test } from 'vitest';
import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from './feature.ts';

/** A product is known by its id, by its code, or by its maker and number: no subgraph takes all three. */
const subgraphs: Record<string, SubgraphDefinition> = {
  catalogue: {
    typeDefs: `
      type Query { product(id: ID!): Product  products: [Product]! }
      type Product @key(fields: "id") { id: ID!  name: String }
    `,
    resolvers: {
      Query: {
        product: (_, { id }) => ({ id, name: `product ${id}` }),
        products: () => ['1', '2', null, 'lost', '1'].map((id) => id && { id, name: `product ${id}` }),
      },
      Product: { __resolveReference: ({ id }) => ({ id, name: `product ${id}` }) },
    },
  },
  codes: {
    typeDefs: `
      type Query { byCode(code: String!): Product }
      type Product @key(fields: "id") @key(fields: "code") @key(fields: "maker { id } number") {
        id: ID!  code: String!  number: Int!  maker: Maker!
      }
      type Maker @key(fields: "id") { id: ID!  country: String }
    `,
    resolvers: {
      Query: { byCode: (_, { code }) => coded(String(code).slice(1)) },
      Product: {
        __resolveReference: ({ id, code, number }) =>
          id === 'lost' ? null : coded(String(id ?? (code ? String(code).slice(1) : number))),
      },
      Maker: { __resolveReference: ({ id }) => ({ id, country: 'NL' }) },
    },
  },
  prices: {
    typeDefs: `
      type Query { cheapest: Product }
      type Product @key(fields: "code") { code: String!  cents: Int }
    `,
    resolvers: {
      Query: { cheapest: () => ({ code: 'c2', cents: 2 }) },
      Product: {
        __resolveReference: ({ code }) =>
          code === 'c3' ? new Error('secret') : { code, cents: Number(String(code).slice(1)) },
      },
    },
  },
  stock: {
    typeDefs: `
      type Query { shelf: [Product!]! }
      type Product @key(fields: "maker { id } number") { maker: Maker!  number: Int!  left: Int }
      type Maker @key(fields: "id") { id: ID!  phone: String }
    `,
    resolvers: {
      Query: { shelf: () => [1, 2].map((number) => ({ maker: { id: 'm1' }, number, left: number * 10 })) },
      Product: { __resolveReference: ({ maker, number }) => ({ maker, number, left: Number(number) * 10 }) },
      Maker: { phone: ({ id }) => `phone ${id}` },
    },
  },
  wishes: {
    typeDefs: `
      type Query { wishes: [Wish!]! }
      type Wish { from: String!  product: Product! }
      type Product @key(fields: "id", resolvable: false) { id: ID! }
    `,
    resolvers: {
      Query: { wishes: () => ['1', '2'].map((id) => ({ from: `someone ${id}`, product: { id } })) },
      Product: { __resolveReference: () => new Error('a reference that cannot be resolved was asked') },
    },
  },
};

const coded = (id: string) => ({ id, code: `c${id}`, number: Number(id), maker: { id: `m${id}`, country: 'NL' } });

const unavailable = 'PARTNER_UNAVAILABLE';

const examples: Record<string, Example> = {
  'goes by a subgraph that knows both keys to one that knows only the other': {
    query: '{ product(id: "1") { name cents } }',
    data: { product: { name: 'product 1', cents: 1 } },
    calls: { catalogue: 1, codes: 1, prices: 1 },
  },
  'goes by a compound key with a nested object': {
    query: '{ product(id: "1") { left } }',
    data: { product: { left: 10 } },
    calls: { catalogue: 1, codes: 1, stock: 1 },
  },
  'goes from every key to every other': {
    query:
      '{ byCode(code: "c2") { name cents left } cheapest { id left name } shelf { name cents maker { country phone } } }',
    data: {
      byCode: { name: 'product 2', cents: 2, left: 20 },
      cheapest: { id: '2', left: 20, name: 'product 2' },
      shelf: [
        { name: 'product 1', cents: 1, maker: { country: 'NL', phone: 'phone m1' } },
        { name: 'product 2', cents: 2, maker: { country: 'NL', phone: 'phone m1' } },
      ],
    },
  },
  'does not fetch a key that is there already': {
    query: '{ cheapest { code cents } byCode(code: "c1") { cents } }',
    data: { cheapest: { code: 'c2', cents: 2 }, byCode: { cents: 1 } },
    calls: { prices: 2, codes: 1 },
  },
  'leaves null what lies behind an entity that is not known under way': {
    query: '{ products { id name cents } }',
    data: {
      products: [
        { id: '1', name: 'product 1', cents: 1 },
        { id: '2', name: 'product 2', cents: 2 },
        null,
        { id: 'lost', name: 'product lost', cents: null },
        { id: '1', name: 'product 1', cents: 1 },
      ],
    },
  },
  'names the place of an entity that fails': {
    query: '{ product(id: "3") { name cents left } }',
    data: { product: { name: 'product 3', cents: null, left: 30 } },
    errors: { product: unavailable },
  },
  'names what lies behind a subgraph that is down on the way': {
    query: '{ product(id: "1") { name cents } }',
    failing: { codes: 'down' },
    data: { product: { name: 'product 1', cents: null } },
    errors: { 'product.cents': unavailable },
    calls: { catalogue: 1, codes: 1 },
  },
  'that is resolvable: false is given, and never entered by': {
    query: '{ wishes { from product { id name cents left } } }',
    data: {
      wishes: [
        { from: 'someone 1', product: { id: '1', name: 'product 1', cents: 1, left: 10 } },
        { from: 'someone 2', product: { id: '2', name: 'product 2', cents: 2, left: 20 } },
      ],
    },
    calls: { wishes: 1, catalogue: 1, codes: 1, prices: 1, stock: 1 },
  },
};

describeFeature('a key', subgraphs, examples, (federation) => {
  test('is all that is sent, under its own names', async () => {
    federation().forget();
    await federation().ours({ query: '{ code: product(id: "1") { number: name id: cents } }' });
    expect(
      federation()
        .requests('prices')
        .map(({ variables }) => variables),
    ).toEqual([{ representations: [{ __typename: 'Product', code: 'c1' }] }]);
  });
});
