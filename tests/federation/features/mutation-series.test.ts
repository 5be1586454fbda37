import { expect, test } from 'vitest';
import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from './feature.ts';

/** A counter that two subgraphs act upon: each answer tells how many acts went before it. */
const log: string[] = [];
const did = (what: string) => log.push(what);

const subgraphs: Record<string, SubgraphDefinition> = {
  requests: {
    typeDefs: `
      type Query { requests: Int! }
      type Mutation { ask(id: ID!): Request!  take(id: ID!): Act!  refuse(id: ID!): Request!  reset: Boolean }
      interface Act { id: ID!  at: Int! }
      type Request implements Act @key(fields: "id") { id: ID!  at: Int! }
    `,
    resolvers: {
      Query: { requests: () => log.length },
      Mutation: {
        ask: (_, { id }) => ({ id, at: did(`ask ${id}`) }),
        take: (_, { id }) => ({ __typename: 'Request', id, at: did(`take ${id}`) }),
        refuse: (_, { id }) => did(`refuse ${id}`) && new Error('secret'),
        reset: () => {
          log.length = 0;
          return true;
        },
      },
      Request: { __resolveReference: ({ id }) => ({ id, at: log.length }) },
    },
  },
  decisions: {
    typeDefs: `
      type Mutation { decide(id: ID!): Decision! }
      type Decision { at: Int!  request: Request! }
      type Request @key(fields: "id") { id: ID!  at: Int! @external  decisions: Int!  age: Int @requires(fields: "at") }
    `,
    resolvers: {
      Mutation: { decide: (_, { id }) => ({ at: did(`decide ${id}`), request: { id } }) },
      Request: { decisions: ({ id }) => did(`count ${id}`), age: ({ at }) => 10 * Number(at) },
    },
  },
};

const examples: Record<string, Example> = {
  'each with all that lies below it before the next begins': {
    query: `mutation {
      reset a: ask(id: "1") { at decisions } b: decide(id: "2") { at request { id decisions } } c: ask(id: "3") { at } d: decide(id: "4") { at }
    }`,
    data: {
      reset: true,
      a: { at: 1, decisions: 2 },
      b: { at: 3, request: { id: '2', decisions: 4 } },
      c: { at: 5 },
      d: { at: 6 },
    },
  },
  'the same field twice under one name is one act': {
    query:
      'mutation { reset ask(id: "1") { at } ask(id: "1") { id } ...M } fragment M on Mutation { ask(id: "1") { id at } }',
    data: { reset: true, ask: { at: 1, id: '1' } },
    unlikeStock: 'stock asks before it resets',
  },
  'the same field under different conditions, with another act between, is one act': {
    query:
      'mutation ($on: Boolean!) { reset ask(id: "1") @include(if: $on) { id } decide(id: "2") { at } ...M } fragment M on Mutation { ask(id: "1") { at } }',
    variables: { on: true },
    data: { reset: true, ask: { id: '1', at: 1 }, decide: { at: 2 } },
    unlikeStock: 'stock does it twice',
  },
  'what is asked of an act under a condition is left out, and the act is done': {
    query:
      'mutation ($on: Boolean!) { reset ... @include(if: $on) { ask(id: "1") { id decisions } } decide(id: "2") { at } ask(id: "1") { at } }',
    variables: { on: false },
    data: { reset: true, decide: { at: 2 }, ask: { at: 1 } },
    unlikeStock: 'stock does the act where it stands without a condition',
  },
  'the same field under different conditions only is refused': {
    query:
      'mutation ($on: Boolean!) { ask(id: "1") @include(if: $on) { id } ... @skip(if: $on) { ask(id: "1") { at } } }',
    variables: { on: true },
    data: undefined,
    errors: { '': 'BAD_USER_INPUT' },
    calls: {},
    unlikeStock: 'stock does it, twice when another act stands between',
  },
  'the same field under two names is two acts': {
    query: 'mutation { reset a: ask(id: "1") { at } b: ask(id: "1") { at } }',
    data: { reset: true, a: { at: 1 }, b: { at: 2 } },
  },
  'one that gives an interface': {
    query: 'mutation { reset take(id: "5") { __typename at ... on Request { decisions } } decide(id: "5") { at } }',
    data: { reset: true, take: { __typename: 'Request', at: 1, decisions: 2 }, decide: { at: 3 } },
  },
  'a requirement of what was just done': {
    query: 'mutation { reset ask(id: "1") { age } decide(id: "1") { request { age } } }',
    data: { reset: true, ask: { age: 10 }, decide: { request: { age: 20 } } },
  },
  'what comes before and after a subgraph that is down is done': {
    query: 'mutation { reset a: ask(id: "1") { at } b: ask(id: "2") { at decisions } c: ask(id: "3") { at } }',
    failing: { decisions: 'down' },
    data: null,
    errors: { 'b.decisions': 'PARTNER_UNAVAILABLE' },
  },
};

describeFeature('mutations in series', subgraphs, examples, (federation) => {
  test('all are done in the order asked, also when one in the middle fails where a value must be', async () => {
    log.length = 0;
    const { data } = await federation().ours({
      query: 'mutation { a: ask(id: "1") { at } b: refuse(id: "2") { at } c: decide(id: "3") { at } }',
    });
    expect(data).toBeNull();
    expect(log).toEqual(['ask 1', 'refuse 2', 'decide 3']);
  });
});
