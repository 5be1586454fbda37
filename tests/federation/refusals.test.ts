import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFederation, type Federation, type SubgraphDefinition } from '../support/federation.ts';

const definitions: Record<string, SubgraphDefinition> = {
  clock: {
    typeDefs: `
      type Query { time: Time  times: [Time!]! }
      type Subscription { ticks: Int! }
      type Time @key(fields: "id") { id: ID! }
    `,
    resolvers: { Query: { time: () => ({ id: '1' }), times: () => [] } },
  },
  zones: {
    typeDefs: 'type Time @key(fields: "id") { id: ID!  zone: String }',
    resolvers: { Time: { zone: () => 'Europe/Amsterdam' } },
  },
};

let federation: Federation;

beforeAll(async () => {
  federation = await createFederation(definitions);
});

afterAll(() => federation[Symbol.asyncDispose]());

describe('what this gateway does not offer is refused, and no subgraph is asked', () => {
  test.each([
    ['a subscription', 'subscription { ticks }'],
    ['@defer on an inline fragment', '{ time { id ... @defer { zone } } }'],
    [
      '@defer with its arguments',
      'query ($on: Boolean!) { time { id ... on Time @defer(label: "later", if: $on) { zone } } }',
    ],
    ['@defer on a named fragment', '{ time { id ...Z @defer } } fragment Z on Time { zone }'],
    ['@stream', '{ times @stream(initialCount: 1) { id } }'],
  ])('%s', async (_name, query) => {
    federation.forget();
    const { data, errors } = await federation.ours({ query, variables: { on: true } });
    expect(data ?? null).toBeNull();
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['OPERATION_NOT_SUPPORTED']);
    expect(federation.calls()).toEqual({ clock: 0, zones: 0 });
  });
});
