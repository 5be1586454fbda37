import { expect, test } from 'vitest';
import type { SubgraphDefinition } from '../../support/federation.ts';
import { describeFeature, type Example } from './feature.ts';

/** `billing` takes fields over from `accounts`, which still resolves them: what is told shows who was asked. */
const subgraphs: Record<string, SubgraphDefinition> = {
  accounts: {
    typeDefs: `
      type Query { account(id: ID!): Account  newest: Account }
      type Account @key(fields: "id") { id: ID!  name: String  balance: Int  note: String  rate: Int @shareable  all: String  none: String  some: String  flagged: String }
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
        all: String @override(from: "accounts", label: "percent(100)")  none: String @override(from: "accounts", label: "percent(0)")
        some: String @override(from: "accounts", label: "percent(50)")  flagged: String @override(from: "accounts", label: "our-flag")
      }
    `,
    resolvers: {
      Query: { newest: () => ({ id: 'billing', balance: 2, due: 5, rate: 9 }) },
      Account: {
        __resolveReference: (reference) => ({
          ...reference,
          balance: 2,
          currency: 'EUR',
          due: 5,
          rate: 9,
          ...byBoth('new'),
        }),
        note: ({ name }) => `billing about ${name}`,
      },
    },
  },
};

const byBoth = (told: string) => ({ all: told, none: told, some: told, flagged: told });

const old = (id: unknown) => ({
  id,
  name: `account ${id}`,
  balance: 1,
  currency: 'old',
  note: 'old',
  rate: 1,
  ...byBoth('old'),
});

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

const unlikeStock = 'stock asks the old one, whatever the label';

const progressive: Record<string, Example> = {
  'for all documents and for none, by its label': {
    query: '{ account(id: "a") { all none } }',
    data: { account: { all: 'new', none: 'old' } },
    unlikeStock,
  },
  'for none by a label that nobody set': {
    query: '{ account(id: "a") { flagged } }',
    data: { account: { flagged: 'old' } },
    calls: { accounts: 1 },
    unlikeStock,
  },
  'and is named where the new one is down': {
    query: '{ account(id: "a") { all none } }',
    failing: { billing: 'down' },
    data: { account: { all: null, none: 'old' } },
    errors: { 'account.all': 'PARTNER_UNAVAILABLE' },
    unlikeStock,
  },
};

describeFeature('an overridden field', subgraphs, { ...examples, ...progressive }, (federation) => {
  test('taken over by half is taken over for a part of the documents, and for the same each time', async () => {
    const ask = async (name: string) =>
      (await federation().ours({ query: `{ ${name}: account(id: "a") { some } }` })).data?.[name];
    const names = Array.from({ length: 24 }, (_, index) => `a${index}`);
    const first = await Promise.all(names.map(ask));
    expect(new Set(first.map((account) => (account as { some: string }).some))).toEqual(new Set(['old', 'new']));
    expect(await Promise.all(names.map(ask))).toEqual(first);
  });
});
