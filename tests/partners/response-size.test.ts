import { expect, test } from 'vitest';
import { entity, flood, gzipBomb, type Misbehaviour, marker, startBadPartner } from '../support/bad-partner.ts';
import { createFederation } from '../support/federation.ts';
import { clients, clientView, dossier, viewWith } from './clients.ts';
import { expectOnePartMissing, measured } from './expect-one-part-missing.ts';

const megabyte = 1024 * 1024;

const floods: Record<string, Misbehaviour> = {
  'in chunks, its length not told': flood(200),
  'with its length told': flood(200, { 'content-length': String(200 * megabyte + 11) }),
  'that says it is packed': flood(200, { 'content-encoding': 'gzip' }),
  'packed in a small body': gzipBomb(200),
};

test.each(Object.entries(floods))(
  'an answer of 200 MB %s costs its own part and little memory',
  async (_name, misbehaviour) => {
    await using partner = await startBadPartner();
    await using federation = await createFederation(
      clients(partner.url, { timeoutMs: 5000, maxResponseBytes: 4 * megabyte }),
    );
    partner.behave(flood(8));
    await expectOnePartMissing(federation, partner, { code: 'PARTNER_INVALID_RESPONSE' });

    partner.behave(misbehaviour);
    const { ms, grownBytes } = await measured(() =>
      expectOnePartMissing(federation, partner, { code: 'PARTNER_INVALID_RESPONSE' }),
    );
    expect(ms).toBeLessThan(2000);
    expect(grownBytes).toBeLessThan(60 * megabyte);

    partner.behave(entity({ housing: [dossier] }));
    expect((await federation.ours({ query: clientView })).data).toEqual(viewWith([dossier]));
  },
);

test('the limit is each organisation’s own, and an answer of just that size is read', async () => {
  const body = JSON.stringify({
    data: { _entities: [{ housing: [dossier] }] },
    extensions: { pad: marker.repeat(100) },
  });
  await using partner = await startBadPartner();
  partner.behave((response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(body));
  await using enough = await createFederation(clients(partner.url, { maxResponseBytes: body.length }));
  await using short = await createFederation(clients(partner.url, { maxResponseBytes: body.length - 1 }));
  expect((await enough.ours({ query: clientView })).data).toEqual(viewWith([dossier]));
  await expectOnePartMissing(short, partner, { code: 'PARTNER_INVALID_RESPONSE' });
});
