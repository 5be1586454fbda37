import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientId, createStoreWorld, refusals, type StoreWorld } from '../consent-store/store-world.ts';
import { act, caseOf, everything } from './case-world.ts';

let world: StoreWorld;
beforeAll(async () => {
  world = await createStoreWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const state = (person: string, input: object) =>
  act(world, 'stateCostsAvoided', { clientId: clientId(person), description: 'Geen ontruiming', ...input });

const selection = 'costsAvoided { id statedAt description amountCents } costsAvoidedTotalCents';

test('costs avoided are listed, latest first, with their total', async () => {
  expect(await caseOf(world, 'natasja', selection)).toEqual({ costsAvoided: [], costsAvoidedTotalCents: 0 });
  const first = await state('natasja', { amountCents: 6_000_000 });
  world.setNow('2026-11-22T12:00:00Z');
  const second = await state('natasja', { amountCents: 1, description: ' Geen deurwaarder ' });
  expect(await caseOf(world, 'natasja', selection)).toEqual({
    costsAvoided: [
      { id: second.id, statedAt: '2026-11-22T12:00:00.000Z', description: 'Geen deurwaarder', amountCents: 1 },
      { id: first.id, statedAt: '2026-11-21T12:00:00.000Z', description: 'Geen ontruiming', amountCents: 6_000_000 },
    ],
    costsAvoidedTotalCents: 6_000_001,
  });
});

test.each([0, -1, 1_000_000_001])('costs of %i cents are refused', async (amountCents) => {
  const before = await everything(world);
  const refused = await state('natasja', { amountCents, description: '' });
  expect(refusals(refused)).toEqual(['TEXT_REQUIRED description', 'AMOUNT_NOT_ALLOWED amountCents']);
  expect(await everything(world)).toBe(before);
});

test('the total stays a number that GraphQL can say', async () => {
  const most = { amountCents: 1_000_000_000 };
  const stated = await Promise.all([1, 2, 3, 4].map(() => state('ria', most)));
  expect(stated.flatMap(refusals)).toEqual(['LIMIT_REACHED amountCents', 'LIMIT_REACHED amountCents']);
  expect(await caseOf(world, 'ria', 'costsAvoidedTotalCents')).toEqual({ costsAvoidedTotalCents: 2_000_000_000 });
});
