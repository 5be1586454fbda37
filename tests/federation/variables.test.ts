import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFederation, type Federation, type Operation } from '../support/federation.ts';
import { expectLikeStock } from '../support/oracle.ts';
import { neighbourhood } from './neighbourhood.ts';

let federation: Federation;

beforeAll(async () => {
  federation = await createFederation(neighbourhood);
});

afterAll(() => federation[Symbol.asyncDispose]());

const everyKind = `query ($text: String, $ids: [ID!], $count: Int, $ratio: Float, $on: Boolean, $order: Order, $find: Find) {
  echo(text: $text, ids: $ids, count: $count, ratio: $ratio, on: $on, order: $order, find: $find)
}`;

const severalOperations = `
  query First { person(id: "p1") { ...P } } query Second($id: ID!) { person(id: $id) { ...P balance } } fragment P on Person { name }
`;

const rows: Record<string, Operation> = {
  'all kinds of input': {
    query: everyKind,
    variables: {
      text: 'é "quoted" \n',
      ids: ['p1', 2],
      count: -3,
      ratio: 0.5,
      on: false,
      order: 'YOUNGEST_FIRST',
      find: { name: 'x', range: { from: 2, to: null }, tags: ['a', 'b'], order: null },
    },
  },
  'no variable given: defaults of the arguments hold': { query: everyKind },
  'null given: no default holds': { query: everyKind, variables: { text: null, ids: null, find: null } },
  'falsy values': { query: everyKind, variables: { text: '', ids: [], count: 0, ratio: 0, on: false, find: {} } },
  'input objects take their own defaults': { query: everyKind, variables: { find: { range: {} } } },
  'a value where a list is expected': { query: everyKind, variables: { ids: 'p1' } },
  'a variable that nobody uses in this subgraph': {
    query:
      'query ($year: Int, $style: String) { person(id: "p1") { nickname(style: $style) home { tax(year: $year) } } }',
    variables: { year: 7, style: 'formal' },
  },
  'defaults of the variables': {
    query:
      'query ($id: ID! = "p2", $year: Int = 5, $ids: [ID!] = ["p3"]) { person(id: $id) { home { tax(year: $year) } } people(ids: $ids) { name } }',
  },
  'a default of a variable against null': {
    query: 'query ($style: String = "chosen") { person(id: "p1") { nickname(style: $style) } }',
    variables: { style: null },
  },
  'a variable inside an input object and a list': {
    query:
      'query ($n: String, $from: Int!, $id: ID!) { echo(find: { name: $n, range: { from: $from } }, ids: ["p1", $id]) }',
    variables: { from: 4, id: 'p2' },
  },
  'a variable in an entity fetch': {
    query: 'query ($least: Int!) { everyone { debts(atLeast: $least) { id cents } } }',
    variables: { least: 400 },
  },
  'a variable with the name of a variable of the fetch': {
    query: 'query ($id: ID!) { person(id: $id) { home { number } balance } }',
    variables: { id: 'p1', unused: 'not declared' },
  },
  'the first of two operations': { query: severalOperations, operationName: 'First' },
  'the second of two operations': { query: severalOperations, operationName: 'Second', variables: { id: 'p2' } },
  'literal values of all kinds': {
    query:
      '{ echo(text: "x", ids: ["a"], count: 1, ratio: 2, on: true, order: OLDEST_FIRST, find: { range: { to: 9 }, tags: [] }) }',
  },
  'a block string and a null literal': { query: '{ echo(text: """ a "b" \n c """, count: null) }' },
};

describe('variables', () => {
  test.each(Object.entries(rows))('%s', async (_name, operation) => {
    const { stock } = await expectLikeStock(federation, operation);
    expect(stock.errors).toBeUndefined();
  });

  test('a subgraph gets the variables it uses and no other', async () => {
    federation.forget();
    await federation.ours({
      query:
        'query ($year: Int, $style: String, $absent: Int) { person(id: "p1") { nickname(style: $style) home { tax(year: $year) } debts(atLeast: $absent) { id } } }',
      variables: { year: 7, style: 'formal' },
    });
    expect(federation.requests('people').map(({ variables }) => variables)).toEqual([{ style: 'formal' }]);
    expect(federation.requests('homes').map(({ variables }) => Object.keys(variables))).toEqual([['representations']]);
    for (const { query, variables } of federation.requests('money')) {
      expect('year' in variables).toBe(query.includes('$year'));
      expect(variables).not.toHaveProperty('absent');
    }
  });

  test.each([
    ['a variable that is missing', { query: 'query ($id: ID!) { person(id: $id) { name } }' }],
    ['a variable of a wrong type', { query: 'query ($n: Int) { echo(count: $n) }', variables: { n: 'seven' } }],
    ['an enum value that does not exist', { query: 'query ($o: Order) { echo(order: $o) }', variables: { o: 'NO' } }],
    ['an operation name that does not exist', { query: severalOperations, operationName: 'Third' }],
    ['several operations and no name', { query: severalOperations }],
    ['a field that does not exist', { query: '{ person(id: "p1") { nonsense } }' }],
  ])('%s: refused, and no subgraph is asked', async (_name, operation: Operation) => {
    federation.forget();
    const { data, errors } = await federation.ours(operation);
    expect(data ?? null).toBeNull();
    expect(errors?.length).toBeGreaterThan(0);
    expect(errors?.map(({ extensions }) => extensions?.code)).not.toContain('INTERNAL_SERVER_ERROR');
    expect(federation.calls()).toEqual({ people: 0, homes: 0, money: 0 });
  });
});
