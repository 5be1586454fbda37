import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createEdge, sayRaw } from './edge.ts';

const head = 'POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer good\r\ncontent-type: application/json\r\n';

test('a body larger than the limit is refused, whether it is announced or not', async () => {
  await using edge = await createEdge({ limits: { bodyBytes: 1000 } });
  const large = JSON.stringify({ query: `{ hello } #${'x'.repeat(2000)}` });
  const announced = await edge.post(large);
  expect([announced.status, await announced.text()]).toEqual([413, expect.stringContaining('"REQUEST_TOO_LARGE"')]);
  const body = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`;
  const streamed = sayRaw(edge.url, `${head}connection: close\r\ntransfer-encoding: chunked\r\n\r\n${body}`);
  expect(await streamed.answered).toMatch(/^HTTP\/1.1 413[\s\S]*"REQUEST_TOO_LARGE"/);
  expect(edge.executed).toEqual([]);
});

test('a body without end costs no memory, and the connection is broken off', async () => {
  await using edge = await createEdge({ limits: { bodyBytes: 100_000 } });
  const { socket, answered } = sayRaw(edge.url, `${head}transfer-encoding: chunked\r\n\r\n`);
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  let sent = 0;
  while (!socket.destroyed && sent < 5e7) {
    socket.write(chunk);
    sent += chunk.length;
    await sleep(1);
  }
  expect(sent).toBeLessThan(5e6);
  expect(await answered).toMatch(/413|broken off/);
});

test('headers larger than 16 kB are refused', async () => {
  await using edge = await createEdge();
  const response = await fetch(`${edge.url}/health/live`, { headers: { 'x-large': 'x'.repeat(17_000) } });
  expect(response.status).toBe(431);
});

test('who sends headers or a body drop by drop is cut off', async () => {
  await using edge = await createEdge({ limits: { headersTimeoutMs: 300, requestTimeoutMs: 600 } });
  const start = performance.now();
  const slowHead = sayRaw(edge.url, 'GET /health/live HTTP/1.1\r\nhost: x\r\n');
  const slowBody = sayRaw(edge.url, `${head}content-length: 1000\r\n\r\n{`);
  const drops = setInterval(() => {
    slowHead.socket.write('x-a: b\r\n');
    slowBody.socket.write(' ');
  }, 50);
  const answers = await Promise.all([slowHead.answered, slowBody.answered]);
  clearInterval(drops);
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1.1 408|broken off/);
  expect(performance.now() - start).toBeLessThan(3000);
  expect(edge.executed).toEqual([]);
});

test('when the caller goes away the work is told so', async () => {
  await using edge = await createEdge();
  const gone = new AbortController();
  const answer = fetch(`${edge.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer good' },
    body: '{"query":"{ slow(ms: 20000) }"}',
    signal: gone.signal,
  }).catch(() => 'aborted');
  await vi.waitUntil(() => edge.executed.length > 0);
  gone.abort();
  expect(await answer).toBe('aborted');
  await vi.waitUntil(() => edge.executed[0]?.signal.aborted);
  await vi.waitFor(() => expect(edge.logged.at(-1)).toMatchObject({ msg: 'request', status: 499 }));
  expect(edge.logged.filter((line) => line.msg === 'fault')).toEqual([]);
});

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await expect(createEdge({ port })).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    port,
    message: `port ${port} is in use by another program`,
  });
  other.close();
});

test('closing lets running requests end, ends the connections that idle, and takes no new ones', async () => {
  await using edge = await createEdge();
  const silent = sayRaw(edge.url, '');
  await once(silent.socket, 'connect');
  const running = edge.post({ query: '{ slow(ms: 300) }' });
  await vi.waitUntil(() => edge.executed.length > 0);
  const start = performance.now();
  const closed = edge.listening.close();
  await expect(edge.post({ query: '{ hello }' })).rejects.toThrow();
  const response = await running;
  expect([response.headers.get('connection'), await response.json()]).toEqual([
    'close',
    { data: { slow: 'eindelijk' } },
  ]);
  await closed;
  expect(performance.now() - start).toBeLessThan(1500);
});

test('closing breaks off what has not ended after the grace period', async () => {
  await using edge = await createEdge({ limits: { closeGraceMs: 200 } });
  const running = edge.post({ query: '{ slow(ms: 20000) }' }).catch(() => 'broken off');
  await vi.waitUntil(() => edge.executed.length > 0);
  const start = performance.now();
  await edge.listening.close();
  expect(performance.now() - start).toBeLessThan(1500);
  expect(await running).toBe('broken off');
  await vi.waitUntil(() => edge.executed[0]?.signal.aborted);
});
