import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, printSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFederation, type Federation, type Operation } from '../support/federation.ts';
import { expectLikeStock } from '../support/oracle.ts';
import { neighbourhood } from './neighbourhood.ts';

let federation: Federation;

beforeAll(async () => {
  federation = await createFederation(neighbourhood);
});

afterAll(() => federation[Symbol.asyncDispose]());

const rows: Record<string, Operation> = {
  'of the whole schema': { query: getIntrospectionQuery() },
  'of the whole schema, with everything GraphQL has': {
    query: getIntrospectionQuery({
      directiveIsRepeatable: true,
      inputValueDeprecation: true,
      schemaDescription: true,
      specifiedByUrl: true,
    }),
  },
  'of one type': {
    query:
      '{ __type(name: "Person") { kind name fields { name type { kind ofType { name } } args { name defaultValue } } } }',
  },
  'of a type that does not exist': { query: '{ __type(name: "Nonsense") { name } }' },
  'with a variable, an alias and fragments': {
    query: `query ($name: String!, $on: Boolean = true) { a: __type(name: $name) { ...T } b: __type(name: "Order") { ...T enumValues @include(if: $on) { name } } }
      fragment T on __Type { __typename name possibleTypes { name } inputFields { name defaultValue } }`,
    variables: { name: 'Debt' },
  },
  'beside data': { query: '{ person(id: "p1") { name balance } __type(name: "Street") { name } __typename }' },
  'in a fragment on Query, in the order asked': {
    query:
      '{ order ...Q homes { number } } fragment Q on Query { __schema { queryType { name } mutationType { name } } }',
  },
  'under a condition': {
    query:
      'query ($on: Boolean!) { a: __type(name: "Home") @include(if: $on) { name } b: __type(name: "Room") @skip(if: $on) { name } }',
    variables: { on: true },
  },
};

describe('introspection', () => {
  test.each(Object.entries(rows))('%s', async (_name, operation) => {
    const { stock } = await expectLikeStock(federation, operation);
    expect(stock.errors).toBeUndefined();
  });

  // Stock fails on it: its own schema does not know `isOneOf`.
  test('of what graphql has newly added', async () => {
    const { data, errors } = await federation.ours({ query: getIntrospectionQuery({ oneOf: true }) });
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toContain('"isOneOf":false');
  });

  test('asks no subgraph, and shows nothing of how the graph is federated', async () => {
    federation.forget();
    const { data } = await federation.ours({ query: getIntrospectionQuery() });
    expect(federation.calls()).toEqual({ people: 0, homes: 0, money: 0 });
    const schema = printSchema(buildClientSchema(data as unknown as IntrospectionQuery));
    expect(schema).not.toMatch(/join__|link__|_entities|_Any|policy|127\.0\.0\.1|@defer|@stream/);
  });
});
