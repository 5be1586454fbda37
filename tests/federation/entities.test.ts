import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFederation, type Federation } from '../support/federation.ts';
import { expectLikeStock } from '../support/oracle.ts';
import { neighbourhood } from './neighbourhood.ts';

let federation: Federation;

beforeAll(async () => {
  federation = await createFederation(neighbourhood);
});

afterAll(() => federation[Symbol.asyncDispose]());

const rows = {
  'one entity over three subgraphs': '{ person(id: "p1") { name home { number rent } balance } }',
  'an entity that is not there': '{ person(id: "p9") { name home { number } balance } }',
  'a list of entities': '{ everyone { name balance home { number } } }',
  'a list with entities that are null': '{ people(ids: ["p1", "p9", "p3", "p8"]) { name balance home { number } } }',
  'a list that holds only nulls': '{ people(ids: ["p9", "p8"]) { name balance } }',
  'an empty list': '{ nobody { name balance home { number tax } } }',
  'a list that is null': '{ unknown { name balance } }',
  'a list of lists with nulls and an empty list': '{ grid(columns: 4) { name balance home { number } } }',
  'a list of lists of objects and of enums': '{ weekdays homes { rooms { name size } } }',
  'an entity in an entity in an entity':
    '{ person(id: "p1") { neighbours { name neighbours { name balance neighbours { name home { number } } } } } }',
  'the same entity at many places':
    '{ everyone { friends { balance best { balance friends { name balance } } } balance } }',
  'a compound key with a nested object': '{ homes { number street { id name } tax } }',
  'a compound key that the question itself does not ask': '{ homes { tax } }',
  'a required field at two places at once':
    '{ homes { tax } person(id: "p1") { home { tax(year: 1) } homes { tax } } }',
  'a field that a subgraph provides itself': '{ richest { name } }',
  'a provided field and one that another subgraph has': '{ richest { name age home { tax(year: 2026) } } }',
  'an entity with a resolvable false key':
    '{ person(id: "p1") { largest { ... on RentDebt { home { street { id name } tax } } } } }',
  'entities under an interface':
    '{ everyone { debts { id cents ... on RentDebt { months home { rent } } ... on FineDebt { increases } } } }',
  'entities under a union under an interface':
    '{ everyone { largest { creditor { ... on Landlord { name boss { name home { tax } } } ... on Court { city judge { name } } } } } }',
  'a union of entities':
    '{ found(text: "street") { ... on Person { name balance } ... on Street { name homes { tax } } } }',
  'a union of which one member is not asked': '{ found(text: "x") { ... on Street { homes { number } } } }',
  'one entity under two types, the same alias with other arguments':
    '{ person(id: "p1") { debts { creditor { ... on Landlord { who: boss { x: home { y: tax(year: 1) } } } ... on Court { who: judge { x: home { y: tax(year: 2) } } } } } } }',
  'falsy values: zero, an empty list, null':
    '{ people(ids: ["p2", "p3"]) { age balance debts { cents ... on FineDebt { increases } } home { number } } }',
  'several roots of several subgraphs':
    '{ homes { number } everyone { id } creditor(id: "court") { ... on Court { city } } }',
} as const;

describe('entities', () => {
  test.each(Object.entries(rows))('%s', async (_name, query) => {
    const { stock } = await expectLikeStock(federation, { query });
    expect(stock.errors).toBeUndefined();
  });

  test('an entity that is at many places is asked once a fetch', async () => {
    federation.forget();
    const { data } = await federation.ours({ query: '{ everyone { id friends { balance } best { balance } } }' });
    expect(JSON.stringify(data)).toContain('"balance":100');
    const asked = federation.requests('money');
    expect(asked.length).toBeGreaterThan(0);
    for (const { variables } of asked) {
      const keys = (variables.representations as unknown[]).map((representation) => JSON.stringify(representation));
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  // Stock sends null for every inner list of a required list of lists, so it is no oracle here.
  test('required fields inside a list of lists arrive as they are', async () => {
    federation.forget();
    const { data, errors } = await federation.ours({ query: '{ homes { floorSpace } }' });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ homes: [{ floorSpace: 21 }, { floorSpace: 22 }] });
    expect(federation.requests('money').flatMap(({ variables }) => variables.representations)[0]).toMatchObject({
      rooms: [[{ size: 9 }, { size: null }], [], [{ size: 12 }]],
    });
  });

  test('a representation carries its key and required fields, and nothing else', async () => {
    federation.forget();
    await federation.ours({ query: '{ homes { street { name } number rooms { name } tax } }' });
    expect(federation.requests('money').flatMap(({ variables }) => variables.representations)).toEqual([
      { __typename: 'Home', street: { id: 's1' }, number: 1, rent: 501 },
      { __typename: 'Home', street: { id: 's2' }, number: 2, rent: 502 },
    ]);
  });
});
