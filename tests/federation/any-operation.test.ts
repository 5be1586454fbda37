import fc from 'fast-check';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, printSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFederation, type Federation } from '../support/federation.ts';
import { boxes } from './boxes.ts';
import { neighbourhood } from './neighbourhood.ts';
import { randomOperation } from './random-operation.ts';

// `floorSpace` is left out: stock does not send required lists of lists.
const choices = {
  'Query.person': ['(id: "p1")', '(id: "p2")', '(id: "p9")'],
  'Query.people': ['', '(ids: ["p3", "p9", "p1", "p1"])'],
  'Query.grid': ['', '(columns: 4)'],
  'Query.found': ['(text: "street")', '(text: "x")'],
  'Query.street': ['(id: "s1")'],
  'Query.creditor': ['(id: "court")', '(id: "landlord")', '(id: "none")'],
  'Query.echo': ['(text: "a", ids: ["b"], on: $yes)', '(find: { range: {} })'],
  'Person.nickname': ['', '(style: "none")'],
  'Person.homes': ['', '(first: 1)'],
  'Person.debts': ['', '(atLeast: 400)'],
  'Home.tax': ['', '(year: 3)'],
};

let federation: Federation;
let sdl: string;

beforeAll(async () => {
  federation = await createFederation(neighbourhood);
  sdl = (await schemaOf(federation)).replace(/^\s*floorSpace: Int$/m, '');
});

async function schemaOf(one: Federation): Promise<string> {
  const { data } = await one.stock({ query: getIntrospectionQuery() });
  return printSchema(buildClientSchema(data as unknown as IntrospectionQuery));
}

afterAll(() => federation[Symbol.asyncDispose]());

// Stock also tells of a fetch that failed of which conditions leave out all; ours tells of what is missing.
async function expectNothingMissing(query: string, data: unknown): Promise<void> {
  for (const name of Object.keys(neighbourhood)) federation.behave(name, 'well');
  const { data: whole } = await federation.ours({ query });
  expect(data).toEqual(whole);
}

// A failure is made smaller, but not beyond the time a test has.
const bounds = { numRuns: 60, interruptAfterTimeLimit: 20_000 };

describe('any operation', () => {
  test('gets the data that stock gives', async () => {
    await fc.assert(
      fc.asyncProperty(randomOperation(sdl, choices), async (query) => {
        const [ours, stock] = [await federation.ours({ query }), await federation.stock({ query })];
        expect(stock.errors, stock.text).toBeUndefined();
        expect(ours.errors, ours.text).toBeUndefined();
        expect(ours.data).toEqual(stock.data);
      }),
      bounds,
    );
  });

  test('gets the data that stock gives while a subgraph is down, and an error for what is missing', async () => {
    const failing = fc.subarray(['people', 'homes', 'money'], { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(randomOperation(sdl, choices), failing, async (query, names) => {
        for (const name of Object.keys(neighbourhood))
          federation.behave(name, names.includes(name) ? 'status 500' : 'well');
        const [ours, stock] = [await federation.ours({ query }), await federation.stock({ query })];
        expect(ours.data).toEqual(stock.data);
        if (stock.errors === undefined) expect(ours.errors, ours.text).toBeUndefined();
        else if (ours.errors === undefined) await expectNothingMissing(query, ours.data);
        for (const { path, extensions } of ours.errors ?? []) {
          expect(extensions?.code).toBe('PARTNER_UNAVAILABLE');
          expect(names).toContain(extensions?.role);
          expect(path?.length).toBeGreaterThan(0);
        }
      }),
      bounds,
    );
  });

  test('gets the nulls that stock gives, and an error where stock tells of one in its extensions', async () => {
    await using nullable = await createFederation(boxes);
    const boxChoices = { 'Query.box': ['', '(id: "x")'], 'Query.must': ['(id: "a")', ''] };
    await fc.assert(
      fc.asyncProperty(randomOperation(await schemaOf(nullable), boxChoices), async (query) => {
        const [ours, stock] = [await nullable.ours({ query }), await nullable.stock({ query })];
        expect(ours.data).toEqual(stock.data);
        // Not the same paths: each stops at the first null of an object, and stock goes through merged selections in another order.
        expect(ours.errors === undefined, ours.text).toBe(stock.extensions?.valueCompletion === undefined);
        for (const { extensions } of ours.errors ?? []) expect(extensions?.code).toBe('PARTNER_INVALID_RESPONSE');
      }),
      bounds,
    );
  });
});
