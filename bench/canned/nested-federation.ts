import { parse } from 'graphql';

/**
 * A small federation of the shape that gateways are commonly compared by: four subgraphs whose lists lead to the same things over
 * and over, so that an answer is large, its plan deep, and most of what is asked was asked before.
 */

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])`;

const typeDefs = {
  accounts: `${link}
    type Query { users: [User!]! }
    type User @key(fields: "id") { id: ID! name: String! username: String! }`,
  stock: `${link}
    type Product @key(fields: "upc") {
      upc: ID! weight: Int! @external price: Int! @external
      inStock: Boolean! shippingCents: Int @requires(fields: "price weight")
    }`,
  products: `${link}
    type Query { topProducts(first: Int = 5): [Product!]! }
    type Product @key(fields: "upc") { upc: ID! name: String! price: Int! weight: Int! }`,
  reviews: `${link}
    type Review @key(fields: "id") { id: ID! body: String! author: User! product: Product! }
    type User @key(fields: "id") { id: ID! reviews: [Review!]! }
    type Product @key(fields: "upc") { upc: ID! reviews: [Review!]! }`,
};

export type NestedName = keyof typeof typeDefs;

export const nestedNames = Object.keys(typeDefs) as readonly NestedName[];

/** The schema of one of the subgraphs. */
export function nestedTypeDefs(name: NestedName) {
  return parse(typeDefs[name]);
}

interface Named {
  id: string;
}

interface OfProduct {
  upc: string;
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const users = numbers(6).map((number) => ({ id: `u${number}`, name: `User ${number}`, username: `user-${number}` }));
const products = numbers(9).map((number) => ({
  upc: `p${number}`,
  name: `Product ${number}`,
  price: number * 100,
  weight: number * 10,
}));
// Each review belongs to one user and one product, and some products have more of them than others.
const reviews = numbers(22).map((number) => ({
  id: `r${number}`,
  body: `What they thought, time ${number}`,
  author: { id: `u${(number % 6) + 1}` },
  product: { upc: `p${(number % 5) + 1}` },
}));

/** What the subgraphs answer with. */
export const nestedResolvers = {
  accounts: {
    Query: { users: () => users },
    User: { __resolveReference: ({ id }: Named) => users.find((user) => user.id === id) },
  },
  stock: {
    Product: {
      __resolveReference: (product: OfProduct) => ({ ...product, inStock: true }),
      shippingCents: ({ price, weight }: { price: number; weight: number }) => (price > 500 ? 0 : weight * 2),
    },
  },
  products: {
    Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
    Product: { __resolveReference: ({ upc }: OfProduct) => products.find((product) => product.upc === upc) },
  },
  reviews: {
    Review: { __resolveReference: ({ id }: Named) => reviews.find((review) => review.id === id) },
    User: { reviews: ({ id }: Named) => reviews.filter(({ author }) => author.id === id) },
    Product: { reviews: ({ upc }: OfProduct) => reviews.filter(({ product }) => product.upc === upc) },
  },
};

/** Sixteen fetches. */
export const nestedQuery = `query Nested {
  users { ...User reviews { ...Review product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } } } }
  topProducts(first: 5) { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
}
fragment User on User { id username name }
fragment Review on Review { id body }
fragment Product on Product { inStock name price shippingCents upc weight }`;
