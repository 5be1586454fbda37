import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createFederation, type Federation } from '../support/federation.ts';
import { expectLikeStock, type Path } from '../support/oracle.ts';
import type { Behaviour } from '../support/subgraph.ts';
import { neighbourhood } from './neighbourhood.ts';

let federation: Federation;

beforeAll(async () => {
  federation = await createFederation(neighbourhood);
});

afterEach(() => {
  for (const name of Object.keys(neighbourhood)) federation.behave(name, 'well');
});

afterAll(() => federation[Symbol.asyncDispose]());

interface Row {
  failing: string[];
  query: string;
  unavailable: Path[];
}

const rows: Record<string, Row> = {
  'one field of one entity': {
    failing: ['money'],
    query: '{ person(id: "p1") { name balance } }',
    unavailable: [['person', 'balance']],
  },
  'under aliases': {
    failing: ['money'],
    query: '{ p: person(id: "p1") { n: name b: balance ... on Person { c: balance } } }',
    unavailable: [
      ['p', 'b'],
      ['p', 'c'],
    ],
  },
  'an object of every entity of a list': {
    failing: ['homes'],
    query: '{ everyone { name home { number street { name } } balance } }',
    unavailable: [0, 1, 2].map((index) => ['everyone', index, 'home']),
  },
  'entities of a list of lists, nulls between them': {
    failing: ['money'],
    query: '{ grid(columns: 4) { name balance } }',
    unavailable: [
      ['grid', 0, 0, 'balance'],
      ['grid', 0, 1, 'balance'],
      ['grid', 2, 0, 'balance'],
    ],
  },
  'the same entity at several places': {
    failing: ['money'],
    query: '{ person(id: "p1") { balance best { best { balance } } } }',
    unavailable: [
      ['person', 'balance'],
      ['person', 'best', 'best', 'balance'],
    ],
  },
  'one that must be: the null goes up': {
    failing: ['money'],
    query: '{ person(id: "p1") { name debts { id } } homes { number } }',
    unavailable: [['person', 'debts']],
  },
  'one that must be in a list that must be: no data': {
    failing: ['money'],
    query: '{ everyone { name debts { id } } }',
    unavailable: [0, 1, 2].map((index) => ['everyone', index, 'debts']),
  },
  'the root': {
    failing: ['people'],
    query: '{ person(id: "p1") { name balance } street(id: "s1") { name } }',
    unavailable: [['person']],
  },
  'a root that must be': { failing: ['people'], query: '{ everyone { name } }', unavailable: [['everyone']] },
  'several roots': {
    failing: ['people'],
    query: '{ a: person(id: "p1") { name } b: unknown { name } order }',
    unavailable: [['a'], ['b'], ['order']],
  },
  'a root, beside one that a condition leaves out': {
    failing: ['people'],
    query: 'query ($no: Boolean! = false) { person(id: "p1") { name } order @include(if: $no) }',
    unavailable: [['person']],
  },
  'a field, beside one that a condition leaves out': {
    failing: ['money'],
    query: 'query ($no: Boolean! = false) { person(id: "p1") { name balance debts @include(if: $no) { id } } }',
    unavailable: [['person', 'balance']],
  },
  'what others would have built on': {
    failing: ['homes'],
    query: '{ person(id: "p1") { name home { tax street { name } } } }',
    unavailable: [['person', 'home']],
  },
  'a part of what one subgraph has': {
    failing: ['homes'],
    query: '{ person(id: "p1") { largest { cents ... on RentDebt { home { rent number street { id } } } } } }',
    unavailable: [['person', 'largest', 'home', 'rent']],
  },
  'two subgraphs, of three': {
    failing: ['people', 'money'],
    query: '{ person(id: "p1") { name } homes { number tax } creditor(id: "court") { __typename } }',
    unavailable: [['person'], ['homes', 0, 'tax'], ['homes', 1, 'tax'], ['creditor']],
  },
  'two subgraphs, of one entity': {
    failing: ['homes', 'money'],
    query: '{ people { name balance home { number } } }',
    unavailable: [0, 1].flatMap((index) => [
      ['people', index, 'balance'],
      ['people', index, 'home'],
    ]),
  },
  'all of them': {
    failing: ['people', 'homes', 'money'],
    query: '{ person(id: "p1") { name } street(id: "s1") { name } creditor(id: "court") { __typename } }',
    unavailable: [['person'], ['street'], ['creditor']],
  },
};

const refused = { json: { data: null, errors: [{ message: 'secret of the subgraph' }] } };

describe.each<[string, Behaviour]>([
  ['cut off', 'down'],
  ['status 500', 'status 500'],
  ['an error and no data', refused],
])('a fetch that fails: %s', (_kind, behaviour) => {
  test.each(Object.entries(rows))('%s', async (_name, { failing, query, unavailable }) => {
    for (const name of failing) federation.behave(name, behaviour);
    const { ours } = await expectLikeStock(federation, { query }, { unavailable });
    expect(ours.text).not.toContain('secret');
    for (const { message, extensions } of ours.errors ?? []) {
      expect(failing).toContain(extensions?.role);
      expect(extensions?.organisation).toBe(`Organisatie ${extensions?.role}`);
      expect(message).toContain(extensions?.organisation);
    }
  });
});

test.each([
  ['nothing to fetch', '{ nobody { balance } person(id: "p9") { balance } }'],
  ['skipped', '{ person(id: "p1") { name balance @skip(if: true) } }'],
  ['of another type', '{ found(text: "x") { ... on Street { name } } order }'],
])('a subgraph that is down and not needed costs nothing: %s', async (_name, query) => {
  federation.behave('money', 'down');
  const { ours } = await expectLikeStock(federation, { query });
  expect(ours.errors).toBeUndefined();
});
