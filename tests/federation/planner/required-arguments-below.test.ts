import { expect, test } from 'vitest';
import { createFederation, type SubgraphDefinition } from '../../support/federation.ts';

const sizes: Record<string, number> = { big: 100, small: 1 };

const cats: Record<string, SubgraphDefinition> = {
  cats: {
    typeDefs: `
      type Query { cat: Cat }
      interface Sized { size(unit: String): Int }
      type Cat implements Sized @key(fields: "id") { id: ID!  size(unit: String): Int  pal: Sized }
    `,
    resolvers: {
      Query: { cat: () => ({ id: 'c1' }) },
      Cat: {
        size: (_cat, { unit }) => sizes[String(unit)] ?? 5,
        pal: () => ({ __typename: 'Cat', id: 'c2' }),
      },
    },
  },
  shows: {
    typeDefs: `
      interface Sized { size(unit: String): Int }
      type Cat implements Sized @key(fields: "id") {
        id: ID!
        size(unit: String): Int @external
        pal: Sized @external
        own: String @requires(fields: "size(unit: \\"big\\")")
        big: String @requires(fields: "pal { size(unit: \\"big\\") }")
        small: String @requires(fields: "pal { size(unit: \\"small\\") }")
      }
    `,
    resolvers: {
      Cat: {
        own: ({ size }) => `${size}`,
        big: ({ pal }) => `${(pal as { size: number }).size}`,
        small: ({ pal }) => `${(pal as { size: number }).size}`,
      },
    },
  },
};

test('a field of an interface is required with arguments, and asked otherwise beside it', async () => {
  await using federation = await createFederation(cats);
  const query = '{ cat { big small own again: big size(unit: "small") pal { size } } }';
  const { data, errors } = await federation.ours({ query });
  expect(errors).toBeUndefined();
  expect(data).toEqual({ cat: { big: '100', small: '1', own: '100', again: '100', size: 1, pal: { size: 5 } } });
});
