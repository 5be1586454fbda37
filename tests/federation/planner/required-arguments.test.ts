import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFederation, type Federation, type SubgraphDefinition } from '../../support/federation.ts';

const rates: Record<string, number> = { EUR: 1, USD: 2, GBP: 3 };

/** `shop` computes with prices of `catalogue` in several currencies, and with sizes below a part. */
const definitions: Record<string, SubgraphDefinition> = {
  catalogue: {
    typeDefs: `
      type Query { things: [Thing!]!  kinds: [Kind!]! }
      interface Kind { id: ID!  price(currency: String = "EUR"): Int }
      type Thing implements Kind @key(fields: "id") { id: ID!  price(currency: String = "EUR"): Int  box: Box  other: Thing }
      type Box { side(unit: Unit! = CM, at: [Int!]): Int  lid: Lid }
      type Lid { side(unit: Unit! = CM): Int }
      enum Unit { CM MM }
    `,
    resolvers: {
      Query: { things: () => [{ id: '1' }, { id: '2' }], kinds: () => [{ __typename: 'Thing', id: '1' }] },
      Thing: {
        __resolveReference: (thing) => thing,
        price: ({ id }, { currency }) => {
          const rate = rates[String(currency)];
          if (rate === undefined) throw new Error('no such currency');
          return Number(id) * 10 * rate;
        },
        box: () => ({}),
        other: ({ id }) => ({ id: id === '1' ? '2' : '1' }),
      },
      Box: {
        side: (_box, { unit, at }) => (unit === 'MM' ? 50 : 5) + ((at as number[] | undefined) ?? []).length,
        lid: () => ({}),
      },
      Lid: { side: (_lid, { unit }) => (unit === 'MM' ? 70 : 7) },
    },
  },
  shop: {
    typeDefs: `
      type Thing @key(fields: "id") {
        id: ID!
        price(currency: String = "EUR"): Int @external
        box: Box @external
        dollars: String @requires(fields: "price(currency: \\"USD\\")")
        pounds(sign: String): String @requires(fields: "price(currency: \\"GBP\\")")
        plain: String @requires(fields: "price")
        again: String @requires(fields: "price(currency: \\"USD\\") box { side(unit: MM, at: [1, 2]) }")
        sides: String @requires(fields: "box { side(unit: CM) lid { side(unit: MM) } }")
        free: String
        more: Int
        broken: String @requires(fields: "price(currency: \\"BROKEN\\")")
      }
      type Box @external { side(unit: Unit! = CM, at: [Int!]): Int  lid: Lid }
      type Lid @external { side(unit: Unit! = CM): Int }
      enum Unit { CM MM }
    `,
    resolvers: {
      Thing: {
        __resolveReference: (thing) => thing,
        dollars: ({ price }) => `$${price}`,
        pounds: ({ price }, { sign = 'GBP' }) => `${sign}${price}`,
        broken: ({ price }) => `${price}`,
        plain: ({ price }) => `${price}`,
        again: ({ price, box }) => JSON.stringify({ price, box }),
        sides: ({ box }) => JSON.stringify(box),
        free: ({ id }) => `free ${id}`,
        more: ({ id }) => Number(id) + 100,
      },
    },
  },
  tax: {
    typeDefs: `
      type Thing @key(fields: "id") { id: ID!  more: Int @external  price(currency: String = "EUR"): Int @external
        taxed: String @requires(fields: "more price(currency: \\"GBP\\")") }
    `,
    resolvers: { Thing: { taxed: ({ more, price }) => `${more} ${price}` } },
  },
};

let federation: Federation;

beforeAll(async () => {
  federation = await createFederation(definitions);
});

afterAll(() => federation[Symbol.asyncDispose]());

const expected = {
  dollars: '$20',
  pounds: 'GBP30',
  plain: '10',
  again: '{"price":20,"box":{"side":52}}',
  sides: '{"side":5,"lid":{"side":70}}',
  free: 'free 1',
  taxed: '101 30',
};

async function first(fields: string, variables: Record<string, unknown> = {}, head = ''): Promise<unknown> {
  const { data, errors } = await federation.ours({ query: `${head}{ things { ${fields} } }`, variables });
  expect(errors).toBeUndefined();
  return (data as { things: unknown[] }).things[0];
}

describe('a field that requires another with arguments', () => {
  test.each(Object.entries(expected))('%s gets what it requires', async (field, value) => {
    expect(await first(field)).toEqual({ [field]: value });
  });

  test.each(Object.entries(expected))(
    '%s gets it also where the caller asks that field otherwise',
    async (field, value) => {
      const asked = 'price(currency: "EUR") box { side(unit: CM, at: [7]) lid { side } }';
      const own = { price: 10, box: { side: 6, lid: { side: 7 } } };
      expect(await first(`${asked} ${field}`)).toEqual({ ...own, [field]: value });
    },
  );

  test('gets it where the caller gives that field variables, aliases and names that look like the planner its own', async () => {
    const fields =
      'price(currency: $c) a: price(currency: "USD") price__required_1: id price__required_2: free dollars pounds(sign: $s)';
    expect(await first(fields, { c: 'GBP', s: '£' }, 'query ($c: String, $s: String) ')).toEqual({
      price: 30,
      a: 20,
      price__required_1: '1',
      price__required_2: 'free 1',
      dollars: '$20',
      pounds: '£30',
    });
  });
});

describe('fields that require the same field with other arguments', () => {
  test('get each their own in one request', async () => {
    expect(await first('dollars pounds plain again sides free taxed')).toEqual(expected);
  });

  test('get each their own in fragments, under conditions and further down', async () => {
    const query = `query ($yes: Boolean! = true, $no: Boolean! = false, $s: String = "£") {
      things { ...F other { ...F other { ... on Thing @include(if: $yes) { pounds plain } } } }
      kinds { price(currency: "GBP") ... on Thing { dollars @skip(if: $no) pounds } }
    } fragment F on Thing { dollars pounds(sign: $s) @include(if: $yes) plain @skip(if: $yes) }`;
    const { data, errors } = await federation.ours({ query });
    expect(errors).toBeUndefined();
    const deepest = (id: number) => ({ pounds: `GBP${id * 30}`, plain: `${id * 10}` });
    const row = (id: number) => ({ dollars: `$${id * 20}`, pounds: `£${id * 30}` });
    expect(data).toEqual({
      things: [
        { ...row(1), other: { ...row(2), other: deepest(1) } },
        { ...row(2), other: { ...row(1), other: deepest(2) } },
      ],
      kinds: [{ price: 30, dollars: '$20', pounds: 'GBP30' }],
    });
  });

  test('are asked with the field by its own name, once for each that differs', async () => {
    federation.forget();
    await first('dollars pounds again free');
    const sent = federation.requests('shop').map(({ query, variables }) => [query, variables.representations]);
    expect(JSON.stringify(sent)).not.toContain('__required');
    expect(sent.map(([, representations]) => (representations as unknown[])[0])).toEqual(
      expect.arrayContaining([
        { __typename: 'Thing', id: '1', price: 20, box: { side: 52 } },
        { __typename: 'Thing', id: '1', price: 30 },
      ]),
    );
    expect(sent).toHaveLength(2);
  });
});

test('where the required field is not delivered, the thing is named and no name of the planner', async () => {
  const query = '{ things { id more free dollars pounds } }';
  const { errors, data, text } = await federation.ours({ query: query.replace('dollars', 'broken dollars') });
  expect(text).not.toContain('__required');
  expect(errors?.map(({ path, extensions }) => [path, extensions?.role])).toEqual([
    [['things', 0], 'catalogue'],
    [['things', 1], 'catalogue'],
  ]);
  expect((data as { things: unknown[] }).things[0]).toMatchObject({ free: 'free 1', broken: 'null', dollars: '$20' });
});

test('stock mixes them up', async () => {
  const { data } = await federation.stock({ query: '{ things { dollars pounds } }' });
  expect(data).not.toEqual({
    things: [
      { dollars: '$20', pounds: 'GBP30' },
      { dollars: '$40', pounds: 'GBP60' },
    ],
  });
});
