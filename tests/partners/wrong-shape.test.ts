import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BadPartner, entity, json, marker, startBadPartner } from '../support/bad-partner.ts';
import { createFederation, type Federation } from '../support/federation.ts';
import { clients, dossier } from './clients.ts';
import { expectNothingLeaks, expectOnePartMissing } from './expect-one-part-missing.ts';

let partner: BadPartner;
let federation: Federation;

beforeAll(async () => {
  partner = await startBadPartner();
  federation = await createFederation(clients(partner.url));
});

afterAll(async () => {
  await federation[Symbol.asyncDispose]();
  await partner[Symbol.asyncDispose]();
});

const { reference: _reference, ...withoutReference } = dossier;
const { stage: _stage, ...withoutStage } = dossier;

/** A wrong value, what is left of the dossier (null: of the housing part nothing), and where the error stands. */
const rows: Record<string, { answered: unknown; left: unknown; at: (string | number)[] }> = {
  'a string where an object belongs': {
    answered: { ...dossier, address: marker },
    left: { ...dossier, address: null },
    at: ['address'],
  },
  'a list where an object belongs': {
    answered: { ...dossier, address: [{ street: marker }] },
    left: { ...dossier, address: null },
    at: ['address'],
  },
  'an object where a scalar belongs': {
    answered: { ...dossier, rentCents: { cents: marker } },
    left: { ...dossier, rentCents: null },
    at: ['rentCents'],
  },
  'a string for Int': {
    answered: { ...dossier, rentCents: marker },
    left: { ...dossier, rentCents: null },
    at: ['rentCents'],
  },
  'a fraction for Int': {
    answered: { ...dossier, rentCents: 61.25 },
    left: { ...dossier, rentCents: null },
    at: ['rentCents'],
  },
  'a boolean for Int': {
    answered: { ...dossier, rentCents: true },
    left: { ...dossier, rentCents: null },
    at: ['rentCents'],
  },
  'an Int out of range': {
    answered: { ...dossier, rentCents: 2 ** 31 },
    left: { ...dossier, rentCents: null },
    at: ['rentCents'],
  },
  'an unknown enum value': {
    answered: { ...dossier, stage: marker },
    left: { ...dossier, stage: null },
    at: ['stage'],
  },
  'an enum value that is a name of the prototype': {
    answered: { ...dossier, stage: 'constructor' },
    left: { ...dossier, stage: null },
    at: ['stage'],
  },
  'an object where a list belongs': {
    answered: { ...dossier, notes: { 0: marker } },
    left: { ...dossier, notes: null },
    at: ['notes'],
  },
  'a string where a list belongs': {
    answered: { ...dossier, notes: marker },
    left: { ...dossier, notes: null },
    at: ['notes'],
  },
  'a wrong item in a list': {
    answered: { ...dossier, notes: ['one', 2] },
    left: { ...dossier, notes: null },
    at: ['notes', 1],
  },
  'a null item where one must be': {
    answered: { ...dossier, notes: [null, 'two'] },
    left: { ...dossier, notes: null },
    at: ['notes', 0],
  },
  'a null field where one must be, one level down': {
    answered: { ...dossier, address: { street: null, town: 'x' } },
    left: { ...dossier, address: null },
    at: ['address', 'street'],
  },
  'an unknown __typename': {
    answered: { ...dossier, contact: { __typename: marker, name: 'x' } },
    left: { ...dossier, contact: null },
    at: ['contact'],
  },
  'the __typename of a type that does not belong here': {
    answered: { ...dossier, contact: { __typename: 'Address', name: 'x' } },
    left: { ...dossier, contact: null },
    at: ['contact'],
  },
  'the __typename of the union itself': {
    answered: { ...dossier, contact: { __typename: 'Contact', name: 'x' } },
    left: { ...dossier, contact: null },
    at: ['contact'],
  },
  'a __typename that is no string': {
    answered: { ...dossier, contact: { __typename: 5 } },
    left: { ...dossier, contact: null },
    at: ['contact', '__typename'],
  },
  'no __typename of a union': {
    answered: { ...dossier, contact: { name: 'x' } },
    left: { ...dossier, contact: null },
    at: ['contact', '__typename'],
  },
  'a field of a union type that is missing': {
    answered: { ...dossier, contact: { __typename: 'Desk' } },
    left: { ...dossier, contact: null },
    at: ['contact', 'hours'],
  },
  'a number for String where one must be': { answered: { ...dossier, reference: 5 }, left: null, at: ['reference'] },
  'a null where one must be': { answered: { ...dossier, reference: null }, left: null, at: ['reference'] },
  'a field that must be and is missing': { answered: withoutReference, left: null, at: ['reference'] },
  'a field that may be null and is missing': {
    answered: withoutStage,
    left: { ...dossier, stage: null },
    at: ['stage'],
  },
  'a dossier that is a string': { answered: marker, left: null, at: [] },
  'a dossier that is null': { answered: null, left: null, at: [] },
};

describe('a partner that answers a wrong shape costs what cannot be read, and no more', () => {
  test.each(Object.entries(rows))('%s', async (_name, { answered, left, at }) => {
    partner.behave(entity({ housing: [dossier, answered] }));
    await expectOnePartMissing(federation, partner, {
      code: 'PARTNER_INVALID_RESPONSE',
      housing: left === null ? null : [dossier, left],
      paths: [['client', 'housing', 1, ...at]],
    });
  });

  test('one wrong entity of many costs its own part', async () => {
    partner.behave(json({ data: { _entities: [{ housing: [] }, { housing: marker }, null, { housing: [dossier] }] } }));
    const answer = await federation.ours({
      query: '{ clients(ids: ["c1", "c2", "c3", "c4"]) { id housing { reference } } }',
    });
    expect(answer.data).toEqual({
      clients: [
        { id: 'c1', housing: [] },
        { id: 'c2', housing: null },
        { id: 'c3', housing: null },
        { id: 'c4', housing: [{ reference: 'V-1' }] },
      ],
    });
    expect(answer.errors?.map(({ path, extensions }) => ({ path, code: extensions?.code }))).toEqual([
      { path: ['clients', 1, 'housing'], code: 'PARTNER_INVALID_RESPONSE' },
    ]);
    expectNothingLeaks(answer, partner);
  });

  test.each([
    ['nothing where an object may be', { data: { housingFigures: marker } }],
    ['a root field that is missing', { data: {} }],
  ])('at the root: %s', async (_name, body) => {
    partner.behave(json(body));
    const answer = await federation.ours({ query: '{ housingFigures { tenancies } client(id: "c1") { name } }' });
    expect(answer.data).toEqual({ housingFigures: null, client: { name: 'Client c1' } });
    expect(answer.errors?.map(({ path, extensions }) => ({ path, code: extensions?.code }))).toEqual([
      { path: ['housingFigures'], code: 'PARTNER_INVALID_RESPONSE' },
    ]);
    expectNothingLeaks(answer, partner);
  });
});
