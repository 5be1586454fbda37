import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEdge, type Edge, sayRaw } from './edge.ts';

let edge: Edge;

beforeAll(async () => {
  edge = await createEdge({ graphiql: true });
});

afterAll(() => edge[Symbol.asyncDispose]());

const loaders = /<(?:script|link|img|iframe|object|embed|source|video|audio|base|form)\b[^>]*>/gi;

/** The page's markup, less the text of its one script and its one style. */
function markup(page: string): string {
  return page.replace(/<script>[\s\S]*<\/script>/, '<script></script>').replace(/<style>[\s\S]*<\/style>/, '');
}

test('the GraphiQL page loads nothing from elsewhere, and the browser would refuse it', async () => {
  const response = await fetch(`${edge.url}/`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const page = await response.text();
  const tags = markup(page).match(loaders) ?? [];
  expect(tags.filter((tag) => /\b(?:src|href|action)\s*=/i.test(tag) && !/="data:/.test(tag))).toEqual([]);
  expect(tags.filter((tag) => tag.startsWith('<script'))).toEqual(['<script>']);
  const style = page.slice(page.indexOf('<style>'), page.indexOf('</style>'));
  expect(style.match(/url\((?!["']?(?:data:|#))[^)]{0,80}\)|@import/g)).toBeNull();
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline/);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  const script = page.slice(page.indexOf('<script>') + 8, page.lastIndexOf('</script>'));
  expect(policy).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
});

test('the page has a place for a token, which the browser does not keep', async () => {
  const page = await (await fetch(`${edge.url}/`)).text();
  expect(page).toContain('"shouldPersistHeaders":false');
  expect(page).toContain('authorization');
  expect(page).toContain('x-purpose');
});

test('a client that takes no compression gets the page plain', async () => {
  const { answered } = sayRaw(edge.url, 'GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  const answer = await answered;
  expect(answer).toContain('<!doctype html>');
  expect(answer.toLowerCase()).not.toContain('content-encoding');
});

test('there is no page when it is off', async () => {
  await using bare = await createEdge();
  expect((await fetch(`${bare.url}/`)).status).toBe(404);
});
