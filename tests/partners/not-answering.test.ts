import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type BadPartner,
  drip,
  entity,
  flood,
  json,
  type Misbehaviour,
  marker,
  refusingUrl,
  reset,
  silence,
  startBadPartner,
  text,
} from '../support/bad-partner.ts';
import { createFederation, type Federation } from '../support/federation.ts';
import { clients, clientView, dossier, viewWith } from './clients.ts';
import { expectOnePartMissing, measured } from './expect-one-part-missing.ts';

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

const failures: Record<string, Misbehaviour> = {
  'cuts the connection': reset(),
  'cuts the connection halfway through its answer': reset(`{"data":"${marker}`),
  'never answers': silence,
  'sends one byte now and then': drip(
    JSON.stringify({ data: { _entities: [{ housing: [dossier] }] }, pad: marker.repeat(9) }),
  ),
  'answers with status 500': text(marker, { status: 500 }),
  'answers with status 500 and a sound body': text(JSON.stringify({ data: { _entities: [{ housing: [dossier] }] } }), {
    status: 500,
  }),
  'answers with status 404': text(`<h1>${marker}</h1>`, { status: 404, headers: { 'content-type': 'text/html' } }),
  'answers with status 401': text(JSON.stringify({ errors: [{ message: marker }] }), { status: 401 }),
  'answers with status 204': text('', { status: 204 }),
  'answers with status 503 and a body without end': (response) => {
    response.statusCode = 503;
    response.write(marker);
  },
  'answers with headers without end': text('{}', { headers: { 'x-large': marker.repeat(20_000) } }),
  'does not speak HTTP': (_response, request) => void request.socket.end(`${marker}\r\n\r\n`),
  'answers errors and no data': json({ errors: [{ message: marker, extensions: { code: marker } }] }),
  'answers errors and data that is null': json({ data: null, errors: [{ message: marker, path: ['_entities', 0] }] }),
  'answers errors and entities that are null': json({ data: { _entities: null }, errors: [{ message: marker }] }),
  'answers an error at its field': json({
    data: { _entities: [{ housing: null }] },
    errors: [{ message: marker, path: ['_entities', 0, 'housing'] }],
  }),
  'answers errors that are no errors': json({ data: null, errors: [null, marker, 5, [], {}] }),
};

describe('a partner that does not deliver costs its own part, in time', () => {
  test.each(Object.entries(failures))('one that %s', async (_name, misbehaviour) => {
    partner.behave(misbehaviour);
    const { ms } = await measured(() => expectOnePartMissing(federation, partner, { code: 'PARTNER_UNAVAILABLE' }));
    expect(ms).toBeLessThan(400 + 300);
    partner.behave(entity({ housing: [dossier] }));
    const { data, errors } = await federation.ours({ query: clientView });
    expect(errors).toBeUndefined();
    expect(data).toEqual(viewWith([dossier]));
  });

  // As stock does: the partner says that it is the whole of the entity.
  test('one that answers an error beside an entity that is null', async () => {
    const error = { message: marker, path: ['_entities', 0], extensions: { stacktrace: [marker] } };
    partner.behave(json({ data: { _entities: [null] }, errors: [error] }));
    await expectOnePartMissing(federation, partner, { code: 'PARTNER_UNAVAILABLE', paths: [['client']] });
  });

  test('one that says of several entities that something is wrong, and not where', async () => {
    for (const entities of [
      [null, null],
      [{ housing: null }, { housing: null }],
    ]) {
      partner.behave(json({ data: { _entities: entities }, errors: [{ message: marker }] }));
      const { data, errors } = await federation.ours({
        query: '{ clients(ids: ["c1", "c2"]) { id housing { reference } } }',
      });
      expect(data).toEqual({ clients: ['c1', 'c2'].map((id) => ({ id, housing: null })) });
      expect(new Set(errors?.map(({ path }) => path?.slice(0, 2).join('.')))).toEqual(
        new Set(['clients.0', 'clients.1']),
      );
    }
  });

  test('one at whose address nobody listens', async () => {
    await using other = await createFederation(clients(await refusingUrl()));
    await expectOnePartMissing(other, partner, { code: 'PARTNER_UNAVAILABLE' });
  });

  test('one whose address does not exist', async () => {
    await using other = await createFederation(clients('http://partner.invalid/graphql'));
    await expectOnePartMissing(other, partner, { code: 'PARTNER_UNAVAILABLE' });
  });

  test('one that redirects is not followed', async () => {
    partner.requested.length = 0;
    for (const status of [301, 302, 307, 308]) {
      partner.behave(text(marker, { status, headers: { location: partner.url.replace('/graphql', '/elsewhere') } }));
      await expectOnePartMissing(federation, partner, { code: 'PARTNER_UNAVAILABLE' });
    }
    expect(partner.requested).toEqual(['/graphql', '/graphql', '/graphql', '/graphql']);
  });

  test('many callers at once do not wait for each other', async () => {
    partner.behave(silence);
    const { ms } = await measured(() =>
      Promise.all(
        Array.from({ length: 40 }, () => expectOnePartMissing(federation, partner, { code: 'PARTNER_UNAVAILABLE' })),
      ),
    );
    expect(ms).toBeLessThan(400 + 3000);
  });

  test('a caller that goes away ends the call', async () => {
    let closed = false;
    partner.behave((_response, request) => void request.socket.once('close', () => (closed = true)));
    await using patient = await createFederation(clients(partner.url, { timeoutMs: 20_000 }));
    const caller = new AbortController();
    setTimeout(() => caller.abort(), 100);
    const { ms } = await measured(() => patient.ours({ query: clientView }, caller.signal));
    expect(ms).toBeLessThan(2000);
    await expect.poll(() => closed).toBe(true);
  });

  test('the timeout is each organisation’s own', async () => {
    partner.behave(async (response, request) => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      await entity({ housing: [dossier] })(response, request);
    });
    await using patient = await createFederation(clients(partner.url, { timeoutMs: 3000 }));
    expect((await patient.ours({ query: clientView })).data).toEqual(viewWith([dossier]));
    await expectOnePartMissing(federation, partner, { code: 'PARTNER_UNAVAILABLE' });
  });

  test('a partner that hangs while it sends 200 MB is cut off in time', async () => {
    partner.behave(async (response, request) => {
      await flood(0.5)(response, request);
      await new Promise(() => {});
    });
    await using small = await createFederation(clients(partner.url, { maxResponseBytes: 500_000_000 }));
    const { ms } = await measured(() => small.ours({ query: clientView }));
    expect(ms).toBeLessThan(400 + 1000);
  });
});
