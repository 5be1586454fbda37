import { expect, test } from 'vitest';
import { clientId, createStoreWorld, goodConsent, refusals } from './store-world.ts';

const key = { idempotencyKey: 'the same key, again'.replaceAll(' ', '-') };

const count = async (world: Awaited<ReturnType<typeof createStoreWorld>>, table: string) =>
  (await world.sql(`select count(*)::int as rows from casework.${table}`))[0]?.rows;

test('the same key with the same content gives the same result, whatever happened since', async () => {
  await using world = await createStoreWorld();
  const first = await world.act('recordConsent', { ...goodConsent, ...key });
  await world.act('withdrawConsent', { consentId: first.id });
  await world.act('endCaseRelation', { clientId: goodConsent.clientId, reason: 'Verhuisd' });
  world.setNow('2027-03-01T12:00:00Z');
  const before = await world.everything();
  expect(await world.act('recordConsent', { ...goodConsent, ...key })).toEqual(first);
  expect(await world.everything()).toBe(before);
});

test('the same key with other content, or for another act, is refused', async () => {
  await using world = await createStoreWorld();
  await world.act('recordConsent', { ...goodConsent, ...key });
  const before = await world.everything();
  const reused = ['IDEMPOTENCY_KEY_REUSED idempotencyKey'];
  expect(refusals(await world.act('recordConsent', { ...goodConsent, ...key, validUntil: '2027-05-22' }))).toEqual(
    reused,
  );
  const end = { clientId: goodConsent.clientId, reason: 'Verhuisd', ...key };
  expect(refusals(await world.act('endCaseRelation', end))).toEqual(reused);
  expect(await world.everything()).toBe(before);
});

test("a key is one person's own, and a refusal does not use it up", async () => {
  await using world = await createStoreWorld();
  expect(refusals(await world.act('recordConsent', { ...goodConsent, ...key, noticeVersion: '' }))).toHaveLength(1);
  const first = await world.act('recordConsent', { ...goodConsent, ...key }, 'sanne');
  const second = await world.act('recordConsent', { ...goodConsent, ...key }, 'bilal');
  expect([first, second].flatMap(refusals)).toEqual([]);
  expect(second.id).not.toBe(first.id);
});

test('the same act sent eight times at once is done once', async () => {
  await using world = await createStoreWorld();
  const [consents, accesses] = [await count(world, 'consents'), await count(world, 'emergency_accesses')];
  const open = {
    clientId: clientId('herman'),
    reason: 'Dreigt zich van het leven te beroven',
    categories: ['care'],
    idempotencyKey: 'open-at-once',
  };
  const payloads = await Promise.all(
    Array.from({ length: 8 }, async () => [
      (await world.act('recordConsent', { ...goodConsent, ...key })).id,
      (await world.act('openEmergencyAccess', open)).id,
    ]),
  );
  expect(new Set(payloads.map((ids) => ids.join())).size).toBe(1);
  expect(await count(world, 'consents')).toBe(Number(consents) + 1);
  expect(await count(world, 'emergency_accesses')).toBe(Number(accesses) + 1);
});
