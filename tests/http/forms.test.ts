import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEdge, type Edge, sayRaw } from './edge.ts';

const act = { query: 'mutation { act }' };
const graphqlType = 'application/graphql-response+json';

let edge: Edge;

beforeAll(async () => {
  edge = await createEdge();
});

afterAll(() => edge[Symbol.asyncDispose]());

beforeEach(() => {
  edge.executed.length = 0;
});

async function told(response: Response): Promise<[number, string]> {
  const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return [response.status, errors.map(({ extensions }) => extensions.code).join()];
}

describe('an operation is sent as application/json in UTF-8, and nothing else is read', () => {
  test.each<[string, Record<string, string>]>([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', { 'content-type': 'text/plain' }],
    ['plain text, preflighted', { 'content-type': 'text/plain', 'apollo-require-preflight': '1' }],
    ['an upload in parts', { 'content-type': 'multipart/form-data; boundary=x', 'apollo-require-preflight': '1' }],
    ['a document alone', { 'content-type': 'application/graphql' }],
    ['a type that only begins like JSON', { 'content-type': 'application/json-seq' }],
    ['JSON among others', { 'content-type': 'text/plain, application/json' }],
    ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
    ['no type', { 'content-type': '' }],
    ['a compressed body', { 'content-encoding': 'gzip' }],
  ])('%s is 415', async (_name, headers) => {
    expect(await told(await edge.post(act, headers))).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect(edge.executed).toEqual([]);
  });

  test('an upload in parts, as the multipart specification has it, does nothing', async () => {
    const body = new FormData();
    body.set('operations', JSON.stringify(act));
    body.set('map', '{}');
    const headers = { authorization: 'Bearer good', 'apollo-require-preflight': '1' };
    const response = await fetch(`${edge.url}/graphql`, { method: 'POST', headers, body });
    expect(await told(response)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect(edge.executed).toEqual([]);
  });

  test('bytes that are no UTF-8 are refused', async () => {
    const body = Buffer.concat([
      Buffer.from('{"query":"mutation { act } #'),
      Buffer.from([0xff, 0xc0]),
      Buffer.from('"}'),
    ]);
    const head = `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer good\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`;
    const { socket, answered } = sayRaw(edge.url, head);
    socket.write(body);
    expect(await answered).toMatch(/^HTTP\/1.1 400[\s\S]*"BAD_REQUEST"/);
    expect(edge.executed).toEqual([]);
  });

  test.each(['application/json', 'application/json; charset=UTF-8', 'Application/JSON;charset="utf-8"'])(
    '%s is taken',
    async (type) => {
      expect(await told(await edge.post(act, { 'content-type': type }))).toEqual([200, '']);
      expect(edge.executed).toHaveLength(1);
    },
  );
});

describe('what a page of another site can have a browser do', () => {
  test.each<Record<string, string>>([{}, { 'apollo-require-preflight': '1' }])(
    'no act is done by GET, with headers %j',
    async (headers) => {
      const url = `${edge.url}/graphql?query=${encodeURIComponent(act.query)}`;
      const response = await fetch(url, { headers: { authorization: 'Bearer good', ...headers } });
      expect(response.status).toBeOneOf([400, 405]);
      expect(edge.executed).toEqual([]);
    },
  );

  test('it is not told that it may ask', async () => {
    const preflight = {
      origin: 'https://elders.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    };
    const response = await fetch(`${edge.url}/graphql`, { method: 'OPTIONS', headers: preflight });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([405, null]);
  });
});

describe('the form of the answer', () => {
  test.each([
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/json', 'application/json'],
    ['application/json, text/plain, */*', 'application/json'],
    [graphqlType, graphqlType],
    [`${graphqlType}, application/json;q=0.9`, graphqlType],
    [`application/json;q=0.9 , ${graphqlType};charset=utf-8;q=0.95`, graphqlType],
    [`application/json, ${graphqlType}`, 'application/json'],
    [`${graphqlType};q=0, */*`, 'application/json'],
    [`multipart/mixed;deferSpec=20220824,${graphqlType},application/json;q=0.9`, graphqlType],
  ])('accept %s: %s', async (accept, type) => {
    const { headers } = await edge.post({ query: '{ hello }' }, { accept });
    expect(headers.get('content-type')).toBe(`${type}; charset=utf-8`);
  });

  test.each(['text/html', 'multipart/mixed', 'application/json;q=0', 'application/xml, image/*', 'x'])(
    'to who accepts only %s nothing is answered, and no act is done',
    async (accept) => {
      expect(await told(await edge.post(act, { accept }))).toEqual([406, 'NOT_ACCEPTABLE']);
      expect(edge.executed).toEqual([]);
    },
  );

  test.each([
    ['a refusal of the token', { authorization: 'Bearer bad' }, '{}', 401],
    ['a refusal of the body', {}, 'x', 400],
    ['a document that does not fit', {}, '{"query":"{ nothing }"}', 400],
  ])('%s has it too', async (_name, headers, body, status) => {
    const response = await edge.post(body, { accept: graphqlType, ...headers });
    expect([response.status, response.headers.get('content-type')]).toEqual([status, `${graphqlType}; charset=utf-8`]);
  });
});

describe('the status of what cannot be run', () => {
  const faults: [string, unknown, string][] = [
    ['no GraphQL', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['a field that is not there', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['an operation that is not there', { query: '{ hello }', operationName: 'x' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['a variable of another type', { query: 'query ($ms: Int!) { slow(ms: $ms) }', variables: {} }, 'BAD_USER_INPUT'],
  ];

  test.each(faults)('%s', async (_name, operation, code) => {
    expect(await told(await edge.post(operation, { accept: 'application/json' }))).toEqual([200, code]);
    expect(await told(await edge.post(operation, { accept: graphqlType }))).toEqual([400, code]);
    expect(await told(await edge.post(operation, { accept: '*/*' }))).toEqual([400, code]);
  });

  test.each([
    [{}],
    [{ query: 7 }],
    [{ query: '' }],
    [[{ query: '{ hello }' }]],
    [{ query: '{ hello }', variables: [] }],
  ])('a request that is no operation is 400 in every form: %j', async (operation) => {
    for (const accept of ['application/json', graphqlType]) {
      expect(await told(await edge.post(operation, { accept }))).toEqual([400, 'BAD_REQUEST']);
    }
  });
});
