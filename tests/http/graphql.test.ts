import { expect, test, vi } from 'vitest';
import { IdentityProviderUnavailableError } from '../../gateway/errors.ts';
import { createEdge, sayRaw } from './edge.ts';

const hello = { query: '{ hello }' };

async function codeOf(response: Response): Promise<string> {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return errors.map((error) => error.extensions.code).join();
}

test('an operation is executed for the actor of the token, with purpose and request id', async () => {
  await using edge = await createEdge();
  const response = await edge.post(hello, { 'x-purpose': 'urn:korte-lijnen:activity:debt-assistance' });
  expect([response.status, await response.json()]).toEqual([200, { data: { hello: 'hallo' } }]);
  expect(edge.executed).toMatchObject([
    {
      actor: { subject: 'subject-1' },
      purpose: 'urn:korte-lijnen:activity:debt-assistance',
      requestId: response.headers.get('x-request-id'),
      signal: { aborted: false },
    },
  ]);
});

test('an answer is kept by no cache and taken for no other type', async () => {
  await using edge = await createEdge();
  const { headers } = await edge.post(hello);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('without a purpose the purpose is null', async () => {
  await using edge = await createEdge();
  await edge.post(hello);
  expect(edge.executed[0]?.purpose).toBeNull();
});

test.each(['', 'a b', 'urn:x,y', '<script>', 'é', `u${'r'.repeat(200)}`])(
  'the purpose %j is refused',
  async (purpose) => {
    await using edge = await createEdge();
    const response = await edge.post(hello, { 'x-purpose': purpose });
    expect([response.status, await codeOf(response)]).toEqual([400, 'BAD_REQUEST']);
    expect(edge.executed).toEqual([]);
  },
);

test('without a token the answer is 401, nothing is executed and the body is not waited for', async () => {
  await using edge = await createEdge();
  const head = 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500000\r\n\r\n{';
  const waiting = sayRaw(edge.url, head);
  await vi.waitUntil(() => waiting.received().startsWith('HTTP/1.1 401'));
  waiting.socket.destroy();
  const response = await edge.post(hello, { authorization: 'Bearer bad' });
  expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  expect(await response.json()).toEqual({
    errors: [{ message: 'an access token is needed', extensions: { code: 'UNAUTHENTICATED' } }],
  });
  expect(edge.executed).toEqual([]);
});

test('when the identity provider is down the answer is 503 and nothing is executed', async () => {
  const verify = () => Promise.reject(new IdentityProviderUnavailableError('the identity provider is not available'));
  await using edge = await createEdge({ verifier: { verify } });
  const response = await edge.post(hello);
  expect([response.status, await codeOf(response)]).toEqual([503, 'IDENTITY_PROVIDER_UNAVAILABLE']);
  expect(edge.executed).toEqual([]);
});

test('a fault is masked, and logged under the request id', async () => {
  const verify = () => Promise.reject(new Error('secret of the inside'));
  await using edge = await createEdge({ verifier: { verify } });
  const response = await edge.post(hello);
  const body = await response.text();
  expect([response.status, body]).toEqual([
    500,
    '{"errors":[{"message":"internal server error","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}',
  ]);
  expect(edge.logged.find((line) => line.msg === 'fault')).toMatchObject({
    requestId: response.headers.get('x-request-id'),
    err: { message: 'secret of the inside' },
  });
});

test('a query may come by GET, but not from a form or an image of another site', async () => {
  await using edge = await createEdge();
  const url = `${edge.url}/graphql?query=${encodeURIComponent('{ hello }')}`;
  const authorization = 'Bearer good';
  const simple = await fetch(url, { headers: { authorization } });
  expect([simple.status, await codeOf(simple)]).toEqual([400, 'BAD_REQUEST']);
  const asked = await fetch(url, { headers: { authorization, 'apollo-require-preflight': '1' } });
  expect(await asked.json()).toEqual({ data: { hello: 'hallo' } });
  const form = await edge.post('query=x', { 'content-type': 'application/x-www-form-urlencoded' });
  expect([form.status, await codeOf(form)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  expect(edge.executed).toHaveLength(1);
});

test.each<[string, unknown, Record<string, string>]>([
  ['no JSON', '{"query":', {}],
  ['nothing', '', {}],
  ['several operations at once', [hello, hello], {}],
])('%s is refused', async (_, body, headers) => {
  await using edge = await createEdge();
  const response = await edge.post(body, headers);
  expect([response.status, await codeOf(response)]).toEqual([400, 'BAD_REQUEST']);
  expect(edge.executed).toEqual([]);
});

test('other methods and other paths are refused, named', async () => {
  await using edge = await createEdge();
  const put = await fetch(`${edge.url}/graphql`, { method: 'PUT', body: '{}' });
  expect([put.status, put.headers.get('allow'), await codeOf(put)]).toEqual([405, 'GET, POST', 'METHOD_NOT_ALLOWED']);
  for (const path of ['/', '/graphql/', '/nothing', '//graphql']) {
    const response = await edge.post(hello, {}, path);
    expect([response.status, await codeOf(response)]).toEqual([404, 'NOT_FOUND']);
  }
});

test('the access log has route, status and time, and nothing of headers, operation or variables', async () => {
  await using edge = await createEdge();
  const operation = { query: 'query Geheim($ms: Int!) { slow(ms: $ms) }', variables: { ms: 7 } };
  const response = await edge.post(operation, { 'x-purpose': 'urn:doel' }, '/graphql?geheim=1');
  await response.text();
  await vi.waitFor(() => expect(edge.logged).toHaveLength(1));
  const [line = {}] = edge.logged;
  expect(line).toMatchObject({ msg: 'request', method: 'POST', route: '/graphql', status: 200 });
  expect(Object.keys(line).toSorted()).toEqual(
    ['hostname', 'level', 'method', 'ms', 'msg', 'pid', 'requestId', 'route', 'status', 'time'].toSorted(),
  );
  await edge.post(hello, {}, '/clients/123');
  await vi.waitFor(() => expect(edge.logged).toHaveLength(2));
  expect(edge.logged[1]).toMatchObject({ route: 'other', status: 404 });
});
