import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, debtAssistance, type World } from '../support/world.ts';

let world: World;
let headers: Record<string, string>;

beforeAll(async () => {
  world = await createWorld();
  headers = {
    authorization: `Bearer ${await world.token('sanne')}`,
    'x-purpose': debtAssistance,
    'apollo-require-preflight': '1',
  };
});

afterAll(() => world[Symbol.asyncDispose]());

const audits = serverAudits({
  url: () => `${world.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) => fetch(url, { ...init, headers: { ...init.headers, ...headers } }),
});

test.each(audits.map(({ name, fn }) => [name, fn] as const))('GraphQL over HTTP: it %s', async (_name, audit) => {
  const result = await audit();
  expect('reason' in result ? [result.status, result.reason, result.response?.status] : ['ok']).toEqual(['ok']);
});
