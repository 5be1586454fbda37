import { operationFromDocument } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import { Kind, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fragmentsOf } from '../../../gateway/plan/fetch-query.ts';
import { type LoadedSupergraph, loadSupergraph } from '../../../gateway/plan/load-supergraph.ts';
import { type AskedRoot, refuseIncompletePlan } from '../../../gateway/plan/refuse-incomplete-plan.ts';
import { type Answer, createFederation, type Federation } from '../../support/federation.ts';
import { serveSupergraph } from '../../support/serve-supergraph.ts';

let federation: Federation;
let served: Awaited<ReturnType<typeof serveSupergraph>>;
let added = 0;

/** As composing would refuse it: nothing leads from what `acts` gives to what only `notes` has. */
beforeAll(async () => {
  federation = await createFederation({
    acts: {
      typeDefs: `
        type Query { one: Int  note: Note }
        type Mutation { add: Int!  write: Note }
        type Note @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: { one: () => 1, note: () => ({ id: 'n1' }) },
        Mutation: { add: () => ++added, write: () => ({ id: 'n1' }) },
      },
    },
    notes: { typeDefs: 'type Note @key(fields: "id") { id: ID!  text: String }' },
  });
  const sdl = federation.sdl.replace('@join__type(graph: NOTES, key: "id")', '@join__type(graph: NOTES)');
  expect(sdl).not.toBe(federation.sdl);
  served = await serveSupergraph({ sdl, port: 0 });
});

afterAll(async () => {
  await served.close();
  await federation[Symbol.asyncDispose]();
});

async function ask(query: string, variables: object = {}): Promise<Answer> {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

describe('a selection for which the planner finds no plan is refused', () => {
  test.each([
    ['alone', 'mutation { write { text } }'],
    ['beside one that has a plan, and then nothing is done', 'mutation { add write { text } }'],
    ['under a condition', 'mutation ($yes: Boolean! = true) { add write @include(if: $yes) { text } }'],
    ['in a fragment', 'mutation { ...All } fragment All on Mutation { add write { text } }'],
  ])('%s', async (_name, query) => {
    added = 0;
    const { data, errors } = await ask(query);
    expect(errors?.map(({ message, extensions }) => [extensions?.code, message])).toEqual([
      ['PLANNING_FAILED', 'No plan was found for the operation'],
    ]);
    expect(data ?? null).toBeNull();
    expect(added).toBe(0);
  });
});

describe('a plan that rightly fetches nothing', () => {
  test.each([
    ['for what is skipped', '{ one @include(if: false) note @skip(if: true) { id } }', {}],
    ['for what no value lets in', 'query ($x: Boolean! = true) { one @include(if: $x) @skip(if: $x) }', {}],
    [
      'for what no value lets in, over two levels',
      'query ($x: Boolean! = true) { ... @include(if: $x) { one @skip(if: $x) } }',
      {},
    ],
    [
      'for what no value lets in, with a fragment',
      'query ($x: Boolean! = true) { ...F @include(if: $x) } fragment F on Query { one @skip(if: $x) }',
      {},
    ],
    [
      'for an object of which nothing is let in',
      'query ($x: Boolean! = false) { note @include(if: $x) { ...F } } fragment F on Note { id @skip(if: true) }',
      {},
    ],
    ['for the name of the root', '{ __typename }', { __typename: 'Query' }],
  ])('%s', async (_name, query, data) => {
    expect(await ask(query)).toEqual({ data });
  });
});

describe('a plan that leaves out a field of the root is refused', () => {
  let supergraph: LoadedSupergraph;
  beforeAll(() => {
    supergraph = loadSupergraph(federation.sdl);
  });
  const asked = (text: string): AskedRoot => {
    const document = parse(text);
    const [operation] = document.definitions;
    const { apiSchema: schema } = supergraph;
    const rootType = schema.getQueryType();
    if (operation?.kind !== Kind.OPERATION_DEFINITION || !rootType) throw new Error('expected a query first');
    return { schema, rootType, fragments: fragmentsOf(document.definitions), set: operation.selectionSet };
  };
  const planOf = (text: string): QueryPlan => {
    const { planner, plannerApiSchema } = supergraph;
    return planner.buildQueryPlan(operationFromDocument(plannerApiSchema, parse(text)));
  };

  test.each([
    ['all of it', null, '{ uno: one }', 'one'],
    ['under a condition that may hold', null, 'query ($x: Boolean!) { one @skip(if: $x) }', 'one'],
    ['beside others', '{ one }', '{ one note { id } }', 'note'],
    ['in a fragment', '{ one }', '{ one ...F } fragment F on Query { note { id } }', 'note'],
    ['of another name', '{ one }', '{ one two: one }', 'one'],
  ])('%s', (_name, plan, query, field) => {
    const found = plan === null ? ({ kind: 'QueryPlan' } as const) : planOf(plan);
    expect(() => refuseIncompletePlan(found, asked(query))).toThrow(`No plan was found for the field Query.${field}`);
  });
});

test('what can be planned is answered under every condition', async () => {
  const query =
    'query ($x: Boolean!) { ...F @include(if: $x) note @skip(if: $x) { id } } fragment F on Query { uno: one }';
  expect(await ask(query, { x: true })).toEqual({ data: { uno: 1 } });
  expect(await ask(query, { x: false })).toEqual({ data: { note: { id: 'n1' } } });
});
