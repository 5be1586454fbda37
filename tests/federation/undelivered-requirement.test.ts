import { expect, test } from 'vitest';
import { createFederation, type SubgraphDefinition } from '../support/federation.ts';

/** `report` computes from what `left` and `right` deliver: from `left` it may be missing, from `right` it may not. */
const definitions: Record<string, SubgraphDefinition> = {
  base: {
    typeDefs: 'type Query { things: [Thing!]! } type Thing @key(fields: "id") { id: ID! }',
    resolvers: { Query: { things: () => [{ id: '1' }, { id: '2' }] } },
  },
  left: {
    typeDefs: 'type Thing @key(fields: "id") { id: ID!  left: [Part!] } type Part { size: Int! }',
    resolvers: { Thing: { left: () => [{ size: 3 }] } },
  },
  right: {
    typeDefs: 'type Thing @key(fields: "id") { id: ID!  right: Int! }',
    resolvers: { Thing: { right: ({ id }) => Number(id) } },
  },
  report: {
    typeDefs: `
      type Thing @key(fields: "id") {
        id: ID!  left: [Part!] @external  right: Int! @external
        fromLeft: String @requires(fields: "left { size }")
        fromRight: String @requires(fields: "right")
      }
      type Part { size: Int! @external }
    `,
    resolvers: {
      Thing: { fromLeft: ({ left }) => `left ${JSON.stringify(left)}`, fromRight: ({ right }) => `right ${right}` },
    },
  },
};

// Stock leaves the entity out for any required field that was not delivered; here a missing partner does not hide others.
test('a required field that was not delivered is sent as null where null may be', async () => {
  await using federation = await createFederation(definitions);
  federation.behave('left', 'down');
  const { data, errors } = await federation.ours({ query: '{ things { id fromLeft } }' });
  expect(data).toEqual({
    things: [
      { id: '1', fromLeft: 'left null' },
      { id: '2', fromLeft: 'left null' },
    ],
  });
  // The caller did not ask `left` itself: it is named at the thing that was computed without it.
  expect(errors?.map(({ path, extensions }) => ({ path, role: extensions?.role }))).toEqual([
    { path: ['things', 0], role: 'left' },
    { path: ['things', 1], role: 'left' },
  ]);
});

test('where null may not be, the entity is left out and the field is named', async () => {
  await using federation = await createFederation(definitions);
  federation.behave('right', 'down');
  const { data, errors } = await federation.ours({ query: '{ things { id fromRight fromLeft } }' });
  expect(data).toEqual({
    things: [
      { id: '1', fromRight: null, fromLeft: 'left [{"size":3}]' },
      { id: '2', fromRight: null, fromLeft: 'left [{"size":3}]' },
    ],
  });
  expect(errors?.map(({ path, extensions }) => ({ path, role: extensions?.role }))).toEqual([
    { path: ['things', 0, 'fromRight'], role: 'right' },
    { path: ['things', 1, 'fromRight'], role: 'right' },
  ]);
});
