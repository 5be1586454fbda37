import { describe, expect, test } from 'vitest';
import { createFederation, type Operation, type SubgraphDefinition } from '../support/federation.ts';
import { expectSameAnswer, type Path } from '../support/oracle.ts';

/** Two subgraphs that write in one log, so that the order of what was done can be seen. */
function createLedger() {
  const log: string[] = [];
  const did = <T>(what: string, result: T): T => {
    log.push(what);
    return result;
  };
  const definitions: Record<string, SubgraphDefinition> = {
    people: {
      typeDefs: `
        type Query { person(id: ID!): Person }
        type Mutation { rename(id: ID!, name: String!): Person  add(count: Int = 1): Int!  failPeople: Person  failHard: Int! }
        type Person @key(fields: "id") { id: ID!  name: String }
      `,
      resolvers: {
        Query: { person: (_, { id }) => ({ id, name: 'first' }) },
        Mutation: {
          rename: (_, { id, name }) => did(`rename ${id}`, { id, name }),
          add: (_, { count }) => did(`add ${count}`, log.length),
          failPeople: () => did('fail', new Error('secret: refused')),
          failHard: () => did('fail hard', new Error('secret: refused')),
        },
        Person: { __resolveReference: ({ id }) => ({ id, name: `person ${id}` }) },
      },
    },
    money: {
      typeDefs: `
        type Mutation { pay(input: Payment!): Receipt! }
        input Payment { person: ID!  cents: Int!  note: String = "none" }
        type Receipt { cents: Int!  note: String  payer: Person! }
        type Person @key(fields: "id") { id: ID!  balance: Int }
      `,
      resolvers: {
        Mutation: {
          pay: (_, { input }) => {
            const { person, ...rest } = input as { person: string };
            return did(`pay ${person}`, { ...rest, payer: { id: person } });
          },
        },
        Person: { balance: ({ id }) => did(`balance ${id}`, log.length) },
      },
    },
  };
  return { log, definitions };
}

const rows: Record<string, Operation & { down?: string; unavailable?: Path[] }> = {
  'one mutation': { query: 'mutation { rename(id: "p1", name: "New") { id name } }' },
  'a mutation and an entity of another subgraph': {
    query: 'mutation { rename(id: "p1", name: "New") { name balance } }',
  },
  'several in one subgraph, one after the other': {
    query: 'mutation { a: add(count: 1) b: add(count: 2) rename(id: "p1", name: "x") { name } c: add }',
  },
  'over subgraphs, one after the other': {
    query: `mutation { a: rename(id: "p1", name: "x") { balance } b: pay(input: { person: "p2", cents: 5 }) { cents note payer { name } }
      c: rename(id: "p3", name: "y") { name balance } d: add e: pay(input: { person: "p1", cents: 6, note: null }) { note } }`,
  },
  'with variables, conditions and a name': {
    query: `query Q { person(id: "p1") { name } }
      mutation M($in: Payment!, $skip: Boolean!) { pay(input: $in) { cents payer { name balance @skip(if: $skip) } } add @skip(if: $skip) rename(id: "p4", name: "z") @include(if: $skip) { id } }`,
    operationName: 'M',
    variables: { in: { person: 'p9', cents: 1 }, skip: true },
  },
  'one that fails between others': {
    query: 'mutation { a: add failPeople { id } b: add c: pay(input: { person: "p1", cents: 2 }) { cents } }',
  },
  'one that fails where a value must be': { query: 'mutation { a: add failHard b: add }' },
  'one whose subgraph is down': {
    query: 'mutation { a: rename(id: "p1", name: "x") { name balance } b: rename(id: "p2", name: "y") { name } }',
    down: 'money',
    unavailable: [['a', 'balance']],
  },
  'only __typename': { query: 'mutation { __typename }' },
  'with __typename': { query: 'mutation { kind: __typename add __typename }' },
};

describe('mutations', () => {
  test.each(Object.entries(rows))('%s', async (_name, { down, unavailable, ...operation }) => {
    const first = createLedger();
    const second = createLedger();
    await using oursFederation = await createFederation(first.definitions);
    await using stockFederation = await createFederation(second.definitions);
    for (const federation of [oursFederation, stockFederation]) if (down) federation.behave(down, 'down');
    const ours = await oursFederation.ours(operation);
    const stock = await stockFederation.stock(operation);
    expectSameAnswer(ours, stock, { unavailable });
    expect(first.log).toEqual(second.log);
    expect(ours.text).not.toContain('secret');
  });

  test('a mutation that is not answered is not sent again', async () => {
    const { definitions } = createLedger();
    await using federation = await createFederation(definitions);
    federation.behave('people', 'down');
    await federation.ours({ query: 'mutation { rename(id: "p1", name: "x") { name } }' });
    expect(federation.calls()).toEqual({ people: 1, money: 0 });
  });
});
