import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFederation, type Federation } from '../support/federation.ts';
import { neighbourhood } from './neighbourhood.ts';

let federation: Federation;

beforeAll(async () => {
  federation = await createFederation(neighbourhood);
});

afterAll(() => federation[Symbol.asyncDispose]());

/**
 * An alias that is the name of a key or of a required field. Apollo's planner asks a subgraph for one of the two and takes
 * it for both, so stock answers the wrong value and sends wrong representations: it is no oracle here, the expected answer
 * is written out.
 */
const rows: Record<string, { query: string; data: unknown }> = {
  'over a key': {
    query: '{ people { id: name key: id balance } }',
    data: {
      people: [
        { id: 'Alice', key: 'p1', balance: 100 },
        { id: 'Bob', key: 'p2', balance: -5 },
      ],
    },
  },
  'over a key, of another type': {
    query: '{ people { id: age balance } }',
    data: {
      people: [
        { id: 40, balance: 100 },
        { id: 0, balance: -5 },
      ],
    },
  },
  'over a compound key and its nested object': {
    query: '{ person(id: "p1") { home { street: number number: rent at: street { id: name } tax } } }',
    data: { person: { home: { street: 1, number: 501, at: { id: 'Street s1' }, tax: 5010 } } },
  },
  'over a required field': {
    query: '{ homes { rent: number tax } }',
    data: {
      homes: [
        { rent: 1, tax: 5010 },
        { rent: 2, tax: 5020 },
      ],
    },
  },
  'over each other': {
    query: '{ homes { rent: number number: rent tax } }',
    data: {
      homes: [
        { rent: 1, number: 501, tax: 5010 },
        { rent: 2, number: 502, tax: 5020 },
      ],
    },
  },
  'over a key, in a fragment on one of several types': {
    query:
      '{ found(text: "street") { ... on Person { id: name balance } ... on Street { id: name homes { number } } } }',
    data: {
      found: [
        { id: 'Street s1', homes: [{ number: 1 }, { number: 2 }] },
        { id: 'Alice', balance: 100 },
      ],
    },
  },
};

describe('an alias that is the name of a field the plan itself needs', () => {
  test.each(Object.entries(rows))('%s', async (_name, { query, data }) => {
    const answer = await federation.ours({ query });
    expect(answer.errors).toBeUndefined();
    expect(JSON.stringify(answer.data)).toBe(JSON.stringify(data));
  });
});
