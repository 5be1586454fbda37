import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createFederation, type Federation } from '../support/federation.ts';
import { expectLikeStock } from '../support/oracle.ts';
import { boxes } from './boxes.ts';

const propagation = {
  'a null where null may be': '{ box(id: "x") { id note } }',
  'up to the object': '{ box(id: "x") { id label } }',
  'up to the object, one level down': '{ box { id label inner { label } } }',
  'up two levels': '{ box { inner { id mustInner { label } } } }',
  'up to data': '{ must { label } box { id } }',
  'of an object that must be': '{ box(id: "x") { lid { colour } } }',
  'of a list that must be': '{ box(id: "x") { tags } }',
  'in a list of nullable items': '{ loose { id label } }',
  'in a list that must be, of nullable items': '{ looseItems { label } }',
  'in a list of items that must be': '{ strictItems { label } box { id } }',
  'in a list that must be, of items that must be': '{ strict { label } box { id } }',
  'in a list in an object': '{ box { label strictItems { label } } }',
  'in a list in an object in a list': '{ looseItems { id items { label note } } }',
  'in lists of lists: up to the outer list': '{ grid { label } }',
  'in lists of lists: up to the item': '{ gridLoose { label } }',
  'in lists of lists: up to the inner list': '{ gridItems { label } }',
  'in lists of lists in an object': '{ box { grid { note } inner { grid { label } } } }',
  'under aliases and fragments':
    '{ one: box(id: "x") { ...B } two: box { ...B } } fragment B on Box { t: label in: inner { t: label } }',
  'at several places at once':
    '{ a: box { inner { label } } b: loose { label } c: strictItems { note } d: box(id: "x") { id } }',
};

const nothing = { n: null, s: null, b: null, f: null, i: null, e: null, list: null, loose: null, sub: null };

const values: Record<string, Record<string, unknown>> = {
  'the right values': { n: 1, s: 'x', b: true, f: 1.5, i: 'id', e: 'RED', list: [1], loose: [null], sub: null },
  'a number as a string': { n: '1' },
  'a fraction for Int': { n: 1.5 },
  'a number for String': { s: 5 },
  'a string for Boolean': { b: 'true' },
  'a string for Float': { f: '1.5' },
  'a whole number for Float': { f: 3 },
  'an object for a scalar': { s: { x: 1 } },
  'an unknown enum value': { e: 'BLUE' },
  'an enum value of wrong kind': { e: 1 },
  'a null in a list of items that must be': { list: [1, null, 3] },
  'a wrong item in a list': { list: [1, 'two'], loose: [1, 'two', 3] },
  'a wrong value one level down': { sub: { n: 'x', s: 'right' } },
};

describe('nulls', () => {
  let federation: Federation;
  beforeAll(async () => {
    federation = await createFederation(boxes);
  });
  afterEach(() => federation.behave('registry', 'well'));
  afterAll(() => federation[Symbol.asyncDispose]());

  test.each(Object.entries(propagation))('a null where none may be goes %s', async (_name, query) => {
    await expectLikeStock(federation, { query });
  });

  test.each(Object.entries(values))('values of a subgraph: %s', async (_name, value) => {
    federation.behave('registry', { json: { data: { values: { ...nothing, ...value } } } });
    await expectLikeStock(federation, { query: '{ values { n s b f i e list loose sub { n s } } }' });
  });

  test('a wrong value where one must be costs the object, with one error', async () => {
    federation.behave('registry', { json: { data: { values: { must: 'x', n: 1 } } } });
    const { ours } = await expectLikeStock(federation, { query: '{ values { n must } }' });
    expect(ours.data).toEqual({ values: null });
    expect(ours.errors?.map(({ path }) => path)).toEqual([['values', 'must']]);
  });
});
