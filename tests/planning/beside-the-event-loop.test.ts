import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSupergraph } from '../../gateway/plan/load-supergraph.ts';
import { composeSupergraph, createFederation, type Federation } from '../support/federation.ts';
import { expectLikeStock } from '../support/oracle.ts';
import { levels, manyWaysGraph, Operations, StartedThreads } from './planners.ts';

let federation: Federation;
let threads: StartedThreads;

beforeAll(async () => {
  threads = new StartedThreads();
  federation = await createFederation(
    {
      books: {
        typeDefs: `
          type Query { book(title: String): Book }
          type Mutation { rename(title: String): Book  burn: Int }
          type Book @key(fields: "id") { id: ID!  title: String  other: Book }
        `,
        resolvers: {
          Query: { book: (_, { title }) => ({ id: 'b1', title, other: { id: 'b2', title: 'two' } }) },
          Mutation: { rename: (_, { title }) => ({ id: 'b1', title }), burn: () => 1 },
        },
      },
      notes: {
        typeDefs: `
          type Mutation { note: Int }
          type Book @key(fields: "id") { id: ID!  note: String  pages(of: [Int]): Int }
        `,
        resolvers: {
          Mutation: { note: () => 2 },
          Book: {
            __resolveReference: ({ id }) => ({ id, note: `note of ${id}` }),
            pages: (_, { of }) => (of as number[]).length,
          },
        },
      },
    },
    { planning: { inlineMs: 0, timeoutMs: 60_000 } },
  );
});

afterAll(async () => {
  await federation[Symbol.asyncDispose]();
  threads[Symbol.dispose]();
});

describe('what is planned beside the event loop is answered as what is planned at once', () => {
  test.each([
    ['fields behind a hop', '{ book { title note other { note } } }', {}],
    ['aliases', '{ book { name: title text: note again: other { title: note } } }', {}],
    [
      'fragments and conditions',
      'query ($no: Boolean = false) { book { ...F @skip(if: $no) } } fragment F on Book { note }',
      {},
    ],
    ['literals', '{ book(title: """a "quoted" \\""" \\ text\n  of lines""") { title pages(of: [1, 2]) } }', {}],
    [
      'variables',
      'query ($title: String!, $of: [Int]) { book(title: $title) { title pages(of: $of) } }',
      { title: 'é', of: [1] },
    ],
    ['acts in the order asked', 'mutation { note rename(title: "new") { title note } burn again: note }', {}],
    ['introspection', '{ __schema { queryType { name } } book { __typename } }', {}],
  ])('%s', async (_name, query, variables) => {
    const { ours } = await expectLikeStock(federation, { query, variables });
    expect(ours.data).toBeTruthy();
  });

  test('and all of these by one thread', () => {
    expect(threads.workers).toHaveLength(1);
  });
});

test('a document for which there is no plan is refused alike, without its literals, and the next time at once', async () => {
  const composed = composeSupergraph({
    acts: {
      typeDefs: `
        type Query { one: Int }  type Mutation { write(text: String): Note }  type Note @key(fields: "id") { id: ID! }
      `,
      url: 'http://127.0.0.1:1/acts',
    },
    notes: { typeDefs: 'type Note @key(fields: "id") { id: ID!  text: String }', url: 'http://127.0.0.1:1/notes' },
  });
  // As composing would refuse it: nothing leads to what only notes has.
  const sdl = composed.replace('@join__type(graph: NOTES, key: "id")', '@join__type(graph: NOTES)');
  expect(sdl).not.toBe(composed);
  const query = 'mutation { write(text: "of Jansen") { text } }';
  const supergraph = loadSupergraph(sdl);
  const [atOnce, beside] = [new Operations(supergraph, { inlineMs: 1e9 }), new Operations(supergraph, { inlineMs: 0 })];
  expect(await atOnce.refusal(query)).toBe('PLANNING_FAILED: No plan was found for the operation');
  expect(await beside.refusal(query)).toBe('PLANNING_FAILED: No plan was found for the operation');
  expect(() => beside.get(query)).toThrow('No plan was found for the operation');
  await beside.cache.close();
});

describe('where a document is planned', () => {
  test('is at once for the client view: who asks it first after a start does not wait for a thread', () => {
    const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    const operations = new Operations(loadSupergraph(read('schema/supergraph.graphql')), {});
    expect(operations.get(read('dev/client-view.graphql'))).not.toBeInstanceOf(Promise);
  });

  test('is at once when it is small, and beside the event loop when it can be reached in many ways', async () => {
    using started = new StartedThreads();
    const operations = new Operations(manyWaysGraph, { timeoutMs: 60_000 });
    expect(operations.get(levels(0))).not.toBeInstanceOf(Promise);
    expect(started.workers).toHaveLength(0);
    const planned = operations.get(levels(3));
    expect(planned).toBeInstanceOf(Promise);
    // The same for all who ask meanwhile.
    expect(operations.get(levels(3))).toBe(planned);
    const compiled = await planned;
    expect(operations.get(levels(3))).toBe(compiled);
    expect(started.workers).toHaveLength(1);
    await operations.cache.close();
  });
});
