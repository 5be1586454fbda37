import { expect, test } from 'vitest';
import { createEdge } from './edge.ts';

async function ask(url: string, path: string) {
  const response = await fetch(`${url}${path}`);
  return [response.status, await response.json()];
}

test('the process says that it lives, without a token', async () => {
  await using edge = await createEdge();
  expect(await ask(edge.url, '/health/live')).toEqual([200, { status: 'live' }]);
  expect((await fetch(`${edge.url}/health/live`, { method: 'HEAD' })).status).toBe(200);
});

test('ready when every check holds, else 503 and which one fails', async () => {
  let database = true;
  await using edge = await createEdge({ ready: async () => ({ checks: { schema: true, database } }) });
  expect(await ask(edge.url, '/health/ready')).toEqual([
    200,
    { status: 'ready', checks: { schema: { ok: true }, database: { ok: true } } },
  ]);
  database = false;
  expect(await ask(edge.url, '/health/ready')).toEqual([
    503,
    { status: 'not-ready', code: 'NOT_READY', checks: { schema: { ok: true }, database: { ok: false } } },
  ]);
});

test('not ready when the checks fail or take too long, without a word about why', async () => {
  await using failing = await createEdge({ ready: () => Promise.reject(new Error('connect to db.internal:5432')) });
  await using hanging = await createEdge({ ready: () => new Promise(() => {}) });
  const notReady = [503, { status: 'not-ready', code: 'NOT_READY', checks: {} }];
  expect(await ask(failing.url, '/health/ready')).toEqual(notReady);
  expect(await ask(hanging.url, '/health/ready')).toEqual(notReady);
});

test('asked by many at once, it checks once', async () => {
  let checked = 0;
  const ready = async () => {
    checked += 1;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { checks: { database: true } };
  };
  await using edge = await createEdge({ ready });
  await Promise.all(Array.from({ length: 20 }, () => ask(edge.url, '/health/ready')));
  expect(checked).toBe(1);
});
