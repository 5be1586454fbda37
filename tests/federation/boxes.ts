import type { SubgraphDefinition } from '../support/federation.ts';

/** Boxes in boxes; `details` knows nothing of those whose id starts with x, so that a null comes where none may be. */
export const boxes: Record<string, SubgraphDefinition> = {
  registry: {
    typeDefs: `
      type Query {
        box(id: ID = "a"): Box  must(id: ID = "x"): Box!
        loose: [Box]  looseItems: [Box]!  strictItems: [Box!]  strict: [Box!]!
        grid: [[Box!]!]  gridLoose: [[Box]!]  gridItems: [[Box!]]!  values: Values
      }
      type Box @key(fields: "id") { id: ID!  inner: Box  mustInner: Box!  items: [Box]!  strictItems: [Box!]!  grid: [[Box!]] }
      type Values { n: Int  s: String  b: Boolean  f: Float  i: ID  e: Colour  must: Int!  list: [Int!]  loose: [Int]  sub: Values }
      enum Colour { RED GREEN }
    `,
    resolvers: {
      Query: {
        box: (_, { id }) => ({ id }),
        must: (_, { id }) => ({ id }),
        ...lists(['a', 'x1', 'b']),
        grid: () => grid,
        gridLoose: () => grid,
        gridItems: () => grid,
      },
      Box: {
        inner: ({ id }) => ({ id: `x${id}` }),
        mustInner: ({ id }) => ({ id: `x${id}` }),
        items: () => [{ id: 'c' }, { id: 'x2' }, null],
        strictItems: () => [{ id: 'c' }, { id: 'x3' }],
        grid: () => grid,
      },
    },
  },
  details: {
    typeDefs:
      'type Box @key(fields: "id") { id: ID!  label: String!  note: String  lid: Lid!  tags: [String!]! } type Lid { colour: String! }',
    resolvers: {
      Box: {
        __resolveReference: (reference) => (String(reference.id).startsWith('x') ? null : reference),
        label: ({ id }) => `label ${id}`,
        note: ({ id }) => `note ${id}`,
        lid: () => ({ colour: 'red' }),
        tags: () => [],
      },
    },
  },
};

const grid = [[{ id: 'a' }, { id: 'b' }], [], [{ id: 'c' }, { id: 'x4' }], [{ id: 'x5' }]];

function lists(ids: readonly string[]) {
  const list = () => ids.map((id) => ({ id }));
  return { loose: list, looseItems: list, strictItems: list, strict: list };
}
