import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type BadPartner,
  entity,
  gzipBomb,
  json,
  type Misbehaviour,
  marker,
  nested,
  startBadPartner,
  text,
} from '../support/bad-partner.ts';
import { createFederation, type Federation } from '../support/federation.ts';
import { clients, clientView, dossier, viewWith } from './clients.ts';
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

const sound = JSON.stringify({ data: { _entities: [{ housing: [dossier] }] } });

const garbage: Record<string, Misbehaviour> = {
  HTML: text(`<!doctype html><p>${marker}`, { headers: { 'content-type': 'text/html' } }),
  'HTML that says it is JSON': text(`<!doctype html><p>${marker}`),
  'nothing at all': text(''),
  'truncated JSON': text(sound.slice(0, -5)),
  'two JSON documents': text(`${sound}\n${sound}`),
  'JSON that says it is text': text(sound, { headers: { 'content-type': 'text/plain' } }),
  'JSON that says it is packed': text(sound, { headers: { 'content-encoding': 'br' } }),
  'a gzip bomb': gzipBomb(200),
  'bytes that are no UTF-8': text(Buffer.from(sound.replace('Kade', 'K\xe9de'), 'latin1')),
  'a JSON list': json([{ data: { _entities: [{ housing: [dossier] }] } }]),
  'a JSON string': json(marker),
  'JSON null': text('null'),
  'a number that JSON does not have': text(sound.replace('61250', 'NaN')),
  'an empty object': json({}),
  'data that is null, and no errors': json({ data: null }),
  'data that is null, and an empty list of errors': json({ data: null, errors: [] }),
  'data that is a list': json({ data: [] }),
  'data that is a string': json({ data: marker }),
  'errors that are no list': json({ data: { _entities: [{ housing: [dossier] }] }, errors: { message: marker } }),
  'no entities': json({ data: {} }),
  'entities that are null': json({ data: { _entities: null } }),
  'entities that are an object': json({ data: { _entities: { 0: { housing: [dossier] } } } }),
  'too few entities': json({ data: { _entities: [] } }),
  'too many entities': json({ data: { _entities: [{ housing: [dossier] }, { housing: [] }] } }),
  'an entity that is a string': json({ data: { _entities: [marker] } }),
  'an entity that is a list': json({ data: { _entities: [[dossier]] } }),
  'an entity without what was asked': entity({ elsewhere: marker }),
  'a string where a list belongs': entity({ housing: marker }),
  'an object where a list belongs': entity({ housing: { 0: dossier, length: 1 } }),
  'a number where a list belongs': entity({ housing: 5 }),
};

describe('a partner that answers garbage costs its own part', () => {
  test.each(Object.entries(garbage))('%s', async (_name, misbehaviour) => {
    partner.behave(misbehaviour);
    await expectOnePartMissing(federation, partner, { code: 'PARTNER_INVALID_RESPONSE' });
  });

  test('JSON nested 100,000 deep, where a list belongs and elsewhere', async () => {
    partner.behave(text(`{"data":{"_entities":[{"housing":${nested(100_000)}}]}}`));
    await expectOnePartMissing(federation, partner, {
      code: 'PARTNER_INVALID_RESPONSE',
      paths: [['client', 'housing', 0]],
    });
    partner.behave(text(`{"more":${nested(100_000)},${sound.slice(1)}`));
    expect((await federation.ours({ query: clientView })).data).toEqual(viewWith([dossier]));
  });

  test('100,000 errors become one', async () => {
    const error = { message: marker, path: ['_entities', 0, 'housing'] };
    await using roomy = await createFederation(clients(partner.url, { maxResponseBytes: 20_000_000 }));
    partner.behave(json({ data: { _entities: [{ housing: null }] }, errors: Array(100_000).fill(error) }));
    const { text: answer } = await expectOnePartMissing(roomy, partner, { code: 'PARTNER_UNAVAILABLE' });
    expect(answer.length).toBeLessThan(2000);
    partner.behave(json({ data: { _entities: [{ housing: [dossier] }] }, errors: Array(100_000).fill(error) }));
    expectNothingLeaks(await roomy.ours({ query: clientView }), partner);
  });

  test.each([
    ['nowhere', ['elsewhere', 5]],
    ['at an entity that was not asked', ['_entities', 99, 'housing']],
    ['at a negative entity', ['_entities', -1, 'housing']],
    ['below a value', ['_entities', 0, 'housing', 0, 'reference', 'deep', 3]],
    ['in the prototype', ['_entities', 0, '__proto__', 'constructor']],
    ['at a path that is no path', { path: marker }],
    ['at a path of its own making', ['_entities', 0, marker, `http://${marker}`]],
    ['at a path that begins right', ['_entities', 0, 'housing', 0, marker]],
    ['at a path without end', ['_entities', 0, ...Array(20_000).fill('housing')]],
  ])('an error %s leaves the data that is there', async (_name, path) => {
    partner.behave(json({ data: { _entities: [{ housing: [dossier] }] }, errors: [{ message: marker, path }] }));
    const start = performance.now();
    const answer = await federation.ours({ query: clientView });
    expect(performance.now() - start).toBeLessThan(700);
    expect(answer.data).toEqual(viewWith([dossier]));
    expect(answer.text.length).toBeLessThan(2000);
    expectNothingLeaks(answer, partner);
  });

  test('keys that are names of the prototype change nothing', async () => {
    const proto = '"__proto__":{"polluted":true,"housing":null},"constructor":{"prototype":{"polluted":true}}';
    const inner = JSON.stringify(dossier).replace('{', `{${proto},`);
    partner.behave(text(`{${proto},"data":{${proto},"_entities":[{${proto},"housing":[${inner}],${proto}}]}}`));
    const { data, errors } = await federation.ours({ query: clientView });
    expect(errors).toBeUndefined();
    expect(data).toEqual(viewWith([dossier]));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('fields that were not asked are not passed on', async () => {
    partner.behave(
      entity({
        __typename: 'Client',
        id: marker,
        name: marker,
        fines: [{ cents: 1 }],
        housing: [{ ...dossier, secret: marker }],
      }),
    );
    const answer = await federation.ours({ query: clientView });
    expect(answer.data).toEqual(viewWith([dossier]));
    expect(answer.errors).toBeUndefined();
    expectNothingLeaks(answer, partner);
  });

  test('a body that says application/graphql-response+json is as good', async () => {
    partner.behave(text(sound, { headers: { 'content-type': 'application/graphql-response+json; charset=utf-8' } }));
    expect((await federation.ours({ query: clientView })).data).toEqual(viewWith([dossier]));
  });
});
