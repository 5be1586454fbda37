import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from './feature.ts';

/** `billing` takes fields over from `accounts`, which still resolves them: what is told shows who was asked. */
const subgraphs: Record<string, SubgraphDefinition> = {
  accounts: {
    typeDefs: `
      type Query { account(id: ID!): Account  newest: Account }
      type Account @key(fields: "id") { id: ID!  name: String  balance: Int  note: String  rate: Int @shareable }
    `,
    resolvers: {
      Query: { account: (_, { id }) => old(id), newest: () => old('accounts') },
      Account: { __resolveReference: ({ id }) => old(id) },
    },
  },
  billing: {
    typeDefs: `
      type Query { newest: Account @override(from: "accounts") }
      type Account @key(fields: "id") {
        id: ID!  balance: Int @override(from: "accounts")  currency: String @override(from: "gone")  due: Int
        note: String @override(from: "accounts") @requires(fields: "name")  name: String @external
        rate: Int @override(from: "accounts") @shareable
      }
    `,
    resolvers: {
      Query: { newest: () => ({ id: 'billing', balance: 2, due: 5, rate: 9 }) },
      Account: {
        __resolveReference: (reference) => ({ ...reference, balance: 2, currency: 'EUR', due: 5, rate: 9 }),
        note: ({ name }) => `billing about ${name}`,
      },
    },
  },
};

const old = (id: unknown) => ({ id, name: `account ${id}`, balance: 1, currency: 'old', note: 'old', rate: 1 });

const examples: Record<string, Example> = {
  'is asked of the new subgraph': {
    query: '{ account(id: "a") { name balance } }',
    data: { account: { name: 'account a', balance: 2 } },
    calls: { accounts: 1, billing: 1 },
  },
  'that is shareable is taken over too': {
    query: '{ account(id: "a") { rate } }',
    data: { account: { rate: 9 } },
  },
  'from a subgraph that is gone is just a field': {
    query: '{ account(id: "a") { currency due } }',
    data: { account: { currency: 'EUR', due: 5 } },
  },
  'at the root': {
    query: '{ newest { id balance due name } }',
    data: { newest: { id: 'billing', balance: 2, due: 5, name: 'account billing' } },
    calls: { billing: 1, accounts: 1 },
  },
  'with a requirement of the old subgraph': {
    query: '{ account(id: "a") { note } }',
    data: { account: { note: 'billing about account a' } },
    calls: { accounts: 1, billing: 1 },
  },
  'is not asked of the old subgraph when the new one is down': {
    query: '{ account(id: "a") { name balance } }',
    failing: { billing: 'down' },
    data: { account: { name: 'account a', balance: null } },
    errors: { 'account.balance': 'PARTNER_UNAVAILABLE' },
    calls: { accounts: 1, billing: 1 },
  },
};

describeFeature('an overridden field', subgraphs, examples);
