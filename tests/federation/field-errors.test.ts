import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFederation, type Federation, type SubgraphDefinition } from '../support/federation.ts';
import { expectLikeStock } from '../support/oracle.ts';
import type { Resolve } from '../support/subgraph.ts';

const boom = (): never => {
  throw new Error('secret: db-host-17');
};

const unlessOdd =
  (value: unknown): Resolve =>
  (parent) =>
    Number(parent.id) % 2 === 1 ? boom() : value;

/** Resolvers that fail: those of `list` by themselves, those of `marks` for the odd entities. */
const faulty: Record<string, SubgraphDefinition> = {
  list: {
    typeDefs: `
      type Query { item(id: ID! = "1"): Item  items: [Item]!  strict: [Item!]!  grid: [[Item]]  any: [Any!]!  fail: String  failHard: String!  half: [String]  halfHard: [String!]  bad: Item  fine: String }
      type Item @key(fields: "id") { id: ID!  next: Item  wrong: String  wrongHard: String! }
      type Other @key(fields: "id") { id: ID! }
      union Any = Item | Other
    `,
    resolvers: {
      Query: {
        item: (_, { id }) => ({ id }),
        items: () => [{ id: '1' }, null, { id: '2' }, { id: '3' }],
        strict: () => [{ id: '2' }, { id: '3' }],
        grid: () => [[{ id: '2' }, null, { id: '1' }], null, []],
        any: () => [{ id: '8', other: true }, { id: '2' }, { id: '3' }],
        fail: boom,
        failHard: boom,
        half: () => ['a', new Error('secret: half'), 'b'],
        halfHard: () => ['a', new Error('secret: half')],
        bad: boom,
        fine: () => 'fine',
      },
      Item: {
        next: ({ id }) => ({ id: String(Number(id) + 1) }),
        wrong: unlessOdd('right'),
        wrongHard: unlessOdd('right'),
      },
      Any: { __resolveType: ({ other }) => (other ? 'Other' : 'Item') },
    },
  },
  marks: {
    typeDefs: `
      type Item @key(fields: "id") { id: ID!  mark: String  markHard: String!  marks: [String!]  sub: Sub  subs: [Sub!]  lost: String }
      type Sub { id: ID!  deep: String  deepHard: Int! }
    `,
    resolvers: {
      Item: {
        __resolveReference: (reference) =>
          reference.id === '9' ? boom() : reference.id === '8' ? Promise.reject(new Error('secret: gone')) : reference,
        mark: unlessOdd('mark'),
        markHard: unlessOdd('mark'),
        marks: ({ id }) => ['m', Number(id) % 2 === 1 ? new Error('secret: list') : 'n'],
        sub: ({ id }) => ({ id }),
        subs: () => [{ id: '2' }, { id: '3' }],
      },
      Sub: { deep: unlessOdd('deep'), deepHard: unlessOdd(5) },
    },
  },
};

const rows = {
  'at the root': '{ fail fine }',
  'at the root, where a value must be': '{ fine failHard }',
  'of an object at the root': '{ bad { id mark } fine }',
  'of items of a list': '{ half halfHard fine }',
  'in an object': '{ item { id wrong next { wrong } } }',
  'in an object, where a value must be': '{ item { id next { wrongHard } } a: item { wrongHard } }',
  'in some of the items': '{ items { id wrong } }',
  'in an entity': '{ item { id mark } }',
  'in an entity, where a value must be': '{ item { id markHard } fine }',
  'in some entities, nulls between them': '{ items { id mark } }',
  'in some entities of a list that must be': '{ strict { markHard } fine }',
  'in entities of a list of lists': '{ grid { id mark } }',
  'of items of a list of an entity': '{ items { marks } }',
  'deep in an entity': '{ items { sub { deep } subs { deep } } }',
  'deep in an entity, where a value must be': '{ items { sub { deepHard } subs { deepHard deep } } }',
  'of the whole of an entity': '{ item(id: "8") { id mark sub { id } } }',
  'of two subgraphs at once': '{ fail items { wrong mark } item { next { next { mark } } } }',
  'at the same entity at two places': '{ a: item { mark } b: item { mark next { next { mark } } } }',
  'under aliases and fragments':
    '{ one: item { ...I ... on Item { m: mark } } } fragment I on Item { w: wrong s: subs { d: deep } }',
} as const;

describe('an error that a subgraph answers beside its data', () => {
  let federation: Federation;
  beforeAll(async () => {
    federation = await createFederation(faulty);
  });
  afterAll(() => federation[Symbol.asyncDispose]());

  test.each(Object.entries(rows))('%s', async (_name, query) => {
    const { ours, stock } = await expectLikeStock(federation, { query });
    expect(stock.errors?.length).toBeGreaterThan(0);
    expect(ours.text).not.toContain('secret');
    expect(ours.text).not.toContain('serviceName');
  });

  // Stock passes on where the subgraph says it is: at `_entities`.
  test('stands at every part that is missing when no entity comes', async () => {
    const { data, errors } = await federation.ours({ query: '{ item(id: "9") { id mark sub { id } } }' });
    expect(data).toEqual({ item: { id: '9', mark: null, sub: null } });
    expect(errors?.map(({ path }) => path)).toEqual([
      ['item', 'mark'],
      ['item', 'sub'],
    ]);
  });

  // Stock counts the entities that the fetch leaves out, and names the wrong place.
  test('stands at its place when the list holds entities of other types', async () => {
    const { data, errors } = await federation.ours({ query: '{ any { ... on Item { mark } } }' });
    expect(data).toEqual({ any: [{}, { mark: 'mark' }, { mark: null }] });
    expect(errors?.map(({ path }) => path)).toEqual([['any', 2, 'mark']]);
  });
});
