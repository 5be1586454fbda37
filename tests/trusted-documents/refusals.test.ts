import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documentHash } from '../../gateway/trusted-documents/document-hash.ts';
import { act, asApollo, createTrustingEdge, graphqlType, hello, type TrustingEdge } from './trusting-edge.ts';

const hash = documentHash(hello);
const free = 'query Free { hello }';
const notTrusted = [400, 'DOCUMENT_NOT_TRUSTED'] as const;
const notFound = [400, 'PERSISTED_QUERY_NOT_FOUND'] as const;
const badRequest = [400, 'BAD_REQUEST'] as const;

let only: TrustingEdge;
let prefer: TrustingEdge;

beforeAll(async () => {
  only = await createTrustingEdge('only');
  prefer = await createTrustingEdge('prefer');
});

afterAll(async () => {
  await only[Symbol.asyncDispose]();
  await prefer[Symbol.asyncDispose]();
});

beforeEach(() => {
  only.executed.length = 0;
  prefer.executed.length = 0;
});

describe('a text that is not a trusted document', () => {
  test.each<[string, string]>([
    ['another one', free],
    ['one with more white space', `${hello} `],
    ['one with less', hello.trim()],
    ['one without its comment', 'query Hello { hello }\n'],
    ['one with more operations', `${hello}${act}`],
    ['one of other case', hello.toUpperCase()],
    ['no GraphQL', '{{{'],
    ['one that is very long', `${hello}#${'x'.repeat(900_000)}`],
    ['its id', hash],
    ['a question about the schema', '{ __schema { queryType { name } } }'],
    ['the name of what every object has', 'constructor'],
  ])('is refused, unread, where only those are taken: %s', async (_name, query) => {
    expect(await only.ask({ query })).toEqual(notTrusted);
    expect(await only.ask({ query, ...asApollo(documentHash(query)) })).toEqual(notTrusted);
    if (query.length < 1000) expect(await only.askByGet({ query })).toEqual(notTrusted);
    expect(only.executed).toEqual([]);
  });

  test('is taken where those are only preferred, with its hash or without', async () => {
    expect(await prefer.ask({ query: free })).toEqual([200, 'hallo']);
    expect(await prefer.ask({ query: free, ...asApollo(documentHash(free)) })).toEqual([200, 'hallo']);
    expect(await prefer.ask({ query: free, documentId: `sha256:${documentHash(free)}` })).toEqual([200, 'hallo']);
    expect(await prefer.askByGet({ query: free })).toEqual([200, 'hallo']);
  });

  test('is not kept by being sent with its hash', async () => {
    for (const edge of [only, prefer]) {
      await edge.ask({ query: free, ...asApollo(documentHash(free)) });
      expect(await edge.ask(asApollo(documentHash(free)))).toEqual(notFound);
    }
  });

  test('is refused with status 200 to older clients, as other faults of operations are', async () => {
    const accept = 'application/json';
    expect(await only.ask({ query: free }, { accept })).toEqual([200, 'DOCUMENT_NOT_TRUSTED']);
    expect(await only.ask(asApollo('unknown'), { accept })).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(await only.ask({}, { accept })).toEqual(badRequest);
    expect(await only.ask({ query: free }, { accept: '*/*' })).toEqual(notTrusted);
    expect(await only.ask({ query: free }, { accept: graphqlType, authorization: 'Bearer bad' })).toEqual([
      401,
      'UNAUTHENTICATED',
    ]);
  });

  test('is in no log', () => {
    expect(only.logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(only.logged)).not.toMatch(/Free|hello|__schema/);
  });
});

describe('an id', () => {
  test.each<[string, string]>([
    ['none of which is known', documentHash(free)],
    ['of other case', hash.toUpperCase()],
    ['that is very long', 'a'.repeat(900_000)],
    ['with white space', ` ${hash}`],
    ['with a prefix twice', `sha256:sha256:${hash}`],
    ['with a prefix of other case', `SHA256:${hash}`],
    ['with a prefix of another kind', `x-own:${hash}`],
    ['with the prefix of a hash, which it is not', 'sha256:Slow-1.0'],
    ['that every object has', '__proto__'],
    ['that every object has as a function', 'constructor'],
    ['that is the text', hello],
  ])('%s is not found', async (_name, id) => {
    for (const edge of [only, prefer]) {
      expect(await edge.ask({ documentId: id })).toEqual(notFound);
      if (!id.includes(':')) expect(await edge.ask(asApollo(id))).toEqual(notFound);
      if (id.length < 1000) expect(await edge.askByGet({ documentId: id })).toEqual(notFound);
      expect(edge.executed).toEqual([]);
    }
  });

  test.each<[string, object]>([
    ['of another document that is trusted', { query: hello, ...asApollo(documentHash(act)) }],
    ['of a frontend’s own, of another document', { query: hello, documentId: 'Slow-1.0' }],
    ['that is unknown, and not its hash', { query: hello, documentId: 'unknown' }],
    ['that is its hash in other case', { query: hello, ...asApollo(hash.toUpperCase()) }],
    ['of a document that is trusted, for another', { query: free, ...asApollo(hash) }],
    ['of two documents', { documentId: hash, ...asApollo(documentHash(act)) }],
  ])('%s is refused beside a text', async (_name, operation) => {
    for (const edge of [only, prefer]) {
      expect(await edge.ask(operation)).toEqual(badRequest);
      expect(edge.executed).toEqual([]);
    }
  });
});

describe('a request of another form', () => {
  test.each<[unknown]>([
    [{}],
    [null],
    ['"text"'],
    [[{ query: hello }]],
    [[]],
    [{ query: [hello] }],
    [{ query: { kind: 'Document' } }],
    [{ query: 1 }],
    [{ documentId: [hash] }],
    [{ documentId: 7 }],
    [{ documentId: { toString: hash } }],
    [asApollo([hash])],
    [asApollo({})],
    [asApollo(null)],
    [asApollo('')],
    [{ extensions: { persistedQuery: hash } }],
    [{ extensions: { persistedQuery: [hash] } }],
    [{ extensions: { persistedQuery: { sha256Hash: hash } } }],
    [{ extensions: { persistedQuery: { version: '1', sha256Hash: hash } } }],
    [{ extensions: { persistedQuery: { version: 2, sha256Hash: hash } } }],
    [{ extensions: JSON.stringify(asApollo(hash).extensions) }],
    [{ extensions: [asApollo(hash).extensions] }],
    [{ query: hello, extensions: 'text' }],
    [{ query: hello, extensions: [] }],
    [{ query: hello, variables: 'text' }],
    ['{"__proto__":{"query":"{ hello }","documentId":"x"}}'],
    ['{"extensions":{"__proto__":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}}'],
  ])('is refused: %j', async (operation) => {
    for (const edge of [only, prefer]) {
      expect(await edge.ask(operation)).toEqual(badRequest);
      expect(edge.executed).toEqual([]);
    }
  });

  const free64 = encodeURIComponent(free);

  test.each([
    '',
    'query=',
    `query=${encodeURIComponent(hello)}&query=${free64}`,
    `documentId=${hash}&documentId=${hash}`,
    `documentId=${hash}&query=${free64}`,
    `documentId=${hash}&extensions={`,
    `documentId=${hash}&extensions=[]`,
    `documentId=${hash}&extensions={}&extensions={}`,
    `extensions=${encodeURIComponent('{"persistedQuery":{"version":1}}')}`,
  ])('is refused by GET: %s', async (search) => {
    for (const edge of [only, prefer]) {
      expect(await edge.askByGet(search)).toEqual(badRequest);
      expect(edge.executed).toEqual([]);
    }
  });

  test('that has a text where objects have their prototype asks what its id names', async () => {
    const body =
      '{"__proto__":{"query":"mutation { act }"},"constructor":1,"documentId":"Slow-1.0","variables":{"ms":0}}';
    expect(await only.ask(body)).toEqual([200, 'eindelijk']);
  });
});
