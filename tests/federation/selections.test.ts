import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFederation, type Federation, type Operation } from '../support/federation.ts';
import { expectLikeStock } from '../support/oracle.ts';
import { neighbourhood } from './neighbourhood.ts';

let federation: Federation;

beforeAll(async () => {
  federation = await createFederation(neighbourhood);
});

afterAll(() => federation[Symbol.asyncDispose]());

const aliases: Record<string, Operation> = {
  'an alias on every level': {
    query: '{ one: person(id: "p1") { n: name h: home { r: rent t: tax s: street { label: name } } b: balance } }',
  },
  'one field under two aliases with different arguments': {
    query:
      '{ a: person(id: "p1") { x: nickname(style: "x") y: nickname(style: "y") small: debts { id } big: debts(atLeast: 500) { id } } }',
  },
  'an alias that is the name of another field': {
    query:
      '{ person(id: "p1") { name: nickname age: balance balance: age home: homes(first: 1) { number: rent rent: number } } }',
  },
  'the same alias over fragments of different types': {
    query:
      '{ found(text: "street") { ... on Person { label: name more: home { number } } ... on Street { label: name rest: homes { number } } } }',
  },
  'an alias that is a name of Object.prototype': {
    query:
      '{ constructor: person(id: "p1") { toString: name hasOwnProperty: balance __proto: home { valueOf: rent } } }',
  },
};

const fragments: Record<string, Operation> = {
  'a named fragment': {
    query: '{ person(id: "p1") { ...P } } fragment P on Person { name home { rent } balance }',
  },
  'a named fragment in a named fragment, used twice': {
    query: `{ a: person(id: "p1") { ...P } b: person(id: "p2") { ...P } }
      fragment P on Person { name home { ...H } balance } fragment H on Home { number tax street { ...S } } fragment S on Street { name }`,
  },
  'an inline fragment without a type': { query: '{ person(id: "p1") { ... { name ... { balance } } } }' },
  'fragments on an interface, its type and both': {
    query: `{ everyone { debts { ...D ... on RentDebt { cents home { number } } ... on Debt { creditor { __typename } } } } }
      fragment D on Debt { id ... on FineDebt { increases } ... on RentDebt { months home { rent } } }`,
  },
  'fragments of a union inside each other': {
    query:
      '{ found(text: "x") { ... on Found { ... on Person { name ... on Person { balance } } ... on Street { name } } } }',
  },
  'a fragment on Query': {
    query: '{ ...Q ... on Query { homes { number } } } fragment Q on Query { nobody { name } homes { rent } }',
  },
};

const conditions: Record<string, Operation> = Object.fromEntries(
  [true, false].flatMap((on) =>
    Object.entries({
      'on fields':
        'query ($on: Boolean!) { person(id: "p1") { id name @include(if: $on) age @skip(if: $on) balance @include(if: $on) } }',
      'on a field with a whole fetch below':
        'query ($on: Boolean!) { person(id: "p1") { id home @skip(if: $on) { rent tax } } }',
      'on inline fragments':
        'query ($on: Boolean!) { person(id: "p1") { id ... @include(if: $on) { name balance } ... on Person @skip(if: $on) { age } } }',
      'on a named fragment':
        'query ($on: Boolean!) { person(id: "p1") { id ...P @include(if: $on) } } fragment P on Person { balance home { rent } }',
      'on the whole of a root':
        'query ($on: Boolean!) { homes @include(if: $on) { tax } everyone @skip(if: $on) { name } }',
      'both on one field':
        'query ($on: Boolean!) { person(id: "p1") { id name @include(if: $on) @skip(if: $on) balance @include(if: true) @skip(if: false) } }',
      'nested conditions':
        'query ($on: Boolean!, $no: Boolean! = false) { person(id: "p1") @include(if: $on) { id home @skip(if: $no) { rent @include(if: $on) tax } } homes { number } }',
      'one field with and without a condition':
        'query ($on: Boolean!) { person(id: "p1") { name @include(if: $on) name home @skip(if: $on) { rent } home { number } } }',
      'everything left out': 'query ($on: Boolean!) { person(id: "p1") @include(if: $on) { name @skip(if: true) } }',
      'by a default':
        'query ($on: Boolean!, $def: Boolean = true) { person(id: "p1") { id name @include(if: $def) balance @skip(if: $def) age @include(if: $on) } }',
    }).map(([name, query]) => [`a condition ${name}, ${on}`, { query, variables: { on } }]),
  ),
);

const typenames: Record<string, Operation> = {
  'only __typename': { query: '{ __typename }' },
  'only __typename under an alias': { query: 'query { a: __typename b: __typename }' },
  '__typename everywhere': {
    query: `{ __typename everyone { __typename friends { __typename } home { __typename street { __typename } } balance }
      found(text: "street") { __typename } creditor(id: "court") { __typename ... on Court { judge { __typename home { __typename } } } } }`,
  },
  '__typename under an alias on abstract types': {
    query:
      '{ everyone { debts { kind: __typename id creditor { kind: __typename ... on Court { city } } } } found(text: "x") { t: __typename } }',
  },
  'nothing but __typename of an entity of another subgraph': {
    query: '{ person(id: "p1") { home { __typename } largest { __typename } } }',
  },
};

describe.each(Object.entries({ aliases, fragments, conditions, typenames }))('%s', (_group, rows) => {
  test.each(Object.entries(rows))('%s', async (_name, operation) => {
    const { stock } = await expectLikeStock(federation, operation);
    expect(stock.errors).toBeUndefined();
  });
});

test('what a condition leaves out is not fetched', async () => {
  const query =
    'query ($on: Boolean!) { person(id: "p1") { id balance @include(if: $on) home @skip(if: $on) { rent } } }';
  federation.forget();
  await federation.ours({ query, variables: { on: true } });
  expect(federation.calls()).toEqual({ people: 1, homes: 0, money: 1 });
  federation.forget();
  await federation.ours({ query, variables: { on: false } });
  expect(federation.calls()).toEqual({ people: 1, homes: 1, money: 0 });
});

// Stock orders merged selections in its own way: the data is held against it, and the order against the specification.
test.each([
  [
    'objects',
    `{ person(id: "p1") { home { number } ...P home { street { name } } } person(id: "p1") { home { tax } balance } }
      fragment P on Person { home { rent street { id } } name }`,
    '{"person":{"home":{"number":1,"rent":501,"street":{"id":"s1","name":"Street s1"},"tax":5010},"name":"Alice","balance":100}}',
  ],
  [
    'lists',
    `{ people(ids: ["p2"]) { friends { name } ...P } people(ids: ["p2"]) { friends { balance } } }
      fragment P on Person { friends { home { number } friends { id } } }`,
    '{"people":[{"friends":[{"name":"Alice","home":{"number":1},"friends":[{"id":"p2"},{"id":"p3"}],"balance":100}]}]}',
  ],
])('selections that overlap merge in the order asked: %s', async (_name, query, data) => {
  const [ours, stock] = [await federation.ours({ query }), await federation.stock({ query })];
  expect(ours.data).toEqual(stock.data);
  expect(JSON.stringify(ours.data)).toBe(data);
});
