import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documentHash } from '../../gateway/trusted-documents/document-hash.ts';
import { act, asApollo, createTrustingEdge, hello, slow, type TrustingEdge } from './trusting-edge.ts';

const hash = documentHash(hello);

describe.each(['only', 'prefer'] as const)('where trusted documents are taken: %s', (policy) => {
  let edge: TrustingEdge;

  beforeAll(async () => {
    edge = await createTrustingEdge(policy);
  });

  afterAll(() => edge[Symbol.asyncDispose]());

  beforeEach(() => {
    edge.executed.length = 0;
  });

  test.each<[string, object]>([
    ['by its hash, as Apollo’s clients send it', asApollo(hash)],
    ['by its hash, as GraphQL over HTTP has it', { documentId: `sha256:${hash}` }],
    ['by its id alone', { documentId: hash }],
    ['by both ids', { documentId: `sha256:${hash}`, ...asApollo(hash) }],
    ['by its text', { query: hello }],
    ['by id and text', { query: hello, ...asApollo(hash) }],
    ['by its id and its operation’s name', { operationName: 'Hello', ...asApollo(hash) }],
    ['by its id, beside nulls', { query: null, variables: null, operationName: null, ...asApollo(hash) }],
    ['by its id, beside an empty text', { query: '', documentId: hash }],
    ['by its id, beside other extensions', { extensions: { ...asApollo(hash).extensions, other: {} } }],
  ])('a trusted document is answered %s', async (_name, operation) => {
    expect(await edge.ask(operation)).toEqual([200, 'hallo']);
  });

  test('by an id of the frontend’s own, and by its hash then too', async () => {
    for (const id of ['Slow-1.0', documentHash(slow)]) {
      expect(await edge.ask({ variables: { ms: 0 }, ...asApollo(id) })).toEqual([200, 'eindelijk']);
      expect(await edge.ask({ variables: { ms: 0 }, documentId: id, query: slow })).toEqual([200, 'eindelijk']);
    }
  });

  const searches: Record<string, string>[] = [
    { query: hello },
    { documentId: `sha256:${hash}` },
    { extensions: JSON.stringify(asApollo(hash).extensions) },
    { query: hello, extensions: JSON.stringify(asApollo(hash).extensions) },
  ];

  test.each(searches)('by GET, to who sends what a page of another site cannot: %j', async (search) => {
    expect(await edge.askByGet(search)).toEqual([200, 'hallo']);
    expect(await edge.askByGet(search, {})).toEqual([400, 'BAD_REQUEST']);
    expect(edge.executed).toHaveLength(1);
  });

  test('by GET with its variables', async () => {
    const search = { documentId: 'Slow-1.0', variables: '{"ms":0}' };
    expect(await edge.askByGet(search)).toEqual([200, 'eindelijk']);
  });

  test('an act is done by POST, and not by GET', async () => {
    const [status] = await edge.askByGet({ documentId: documentHash(act) });
    expect([status, edge.executed.length]).toEqual([405, 0]);
    expect(await edge.ask({ documentId: documentHash(act) })).toEqual([200, 'gedaan']);
  });
});
