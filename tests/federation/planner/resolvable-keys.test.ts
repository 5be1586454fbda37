import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFederation, type Federation, type SubgraphDefinition } from '../../support/federation.ts';

/** `stock` names the key that it cannot be entered by first; its `promise` needs what only `prices` has. */
const definitions: Record<string, SubgraphDefinition> = {
  prices: {
    typeDefs: `
      type Thing @key(fields: "id") @key(fields: "code") { id: ID!  code: ID!  price: Int }
    `,
    resolvers: { Thing: { __resolveReference: ({ id, code }) => ({ id: id ?? code, code: code ?? id, price: 7 }) } },
  },
  stock: {
    typeDefs: `
      type Query { things: [Thing!]! }
      type Thing @key(fields: "id", resolvable: false) @key(fields: "code") {
        id: ID!  code: ID!  price: Int @external
        promise: String @requires(fields: "price")
      }
    `,
    resolvers: {
      Query: { things: () => [{ id: '1', code: 'c1' }] },
      Thing: {
        __resolveReference: (reference) => {
          if (reference.code === undefined) throw new Error('entered by a key that does not resolve');
          return reference;
        },
        promise: ({ code, price }) => `${code} for ${price}`,
      },
    },
  },
};

let federation: Federation;

beforeAll(async () => {
  federation = await createFederation(definitions);
});

afterAll(() => federation[Symbol.asyncDispose]());

test('a subgraph is entered again by the key that resolves, also when it names another first', async () => {
  federation.forget();
  const { data, errors } = await federation.ours({ query: '{ things { promise } }' });
  expect(errors).toBeUndefined();
  expect(data).toEqual({ things: [{ promise: 'c1 for 7' }] });
  const [, entered] = federation.requests('stock');
  expect(entered?.variables.representations).toEqual([{ __typename: 'Thing', code: 'c1', price: 7 }]);
});

test('stock enters it by the key that does not resolve', async () => {
  const { errors } = await federation.stock({ query: '{ things { promise } }' });
  expect(errors).toBeDefined();
});
