import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  clientId,
  createStoreWorld,
  nobody,
  refusals,
  type StoreWorld,
  strangers,
} from '../consent-store/store-world.ts';
import { act, caseOf, closeCase, everything, plan } from './case-world.ts';

let world: StoreWorld;
beforeAll(async () => {
  world = await createStoreWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const write = (person: string, input: object, as?: string) =>
  act(world, 'writeCasePlan', { clientId: clientId(person), ...plan, ...input }, as);

const planOf = (person: string) =>
  caseOf(
    world,
    person,
    'id plan { version writtenAt writtenBy present desired ifNothingDone legitimacy involvement return }',
  );

test('a plan is written in versions; the latest is the one that is shown', async () => {
  expect((await planOf('natasja')).plan).toBeNull();
  const first = await write('natasja', { version: 0 });
  expect(first).toMatchObject({ client: { id: clientId('natasja') }, userErrors: [] });
  const shown = await planOf('natasja');
  expect(first.id).toBe(shown.id);
  expect(shown.plan).toEqual({
    ...plan,
    version: 1,
    writtenAt: '2026-11-21T12:00:00.000Z',
    writtenBy: '20000000-0000-4000-8000-000000000001',
  });
  expect(refusals(await write('natasja', { version: 1, desired: '  Schuldenvrij in 2029 ' }, 'joost'))).toEqual([]);
  expect((await planOf('natasja')).plan).toMatchObject({ version: 2, desired: 'Schuldenvrij in 2029' });
  const kept = await world.sql('select version, desired from casework.case_plans order by version');
  expect(kept.map(({ version }) => version)).toEqual([1, 2]);
});

test.each([0, 1, 3, -1])('a plan that follows version %i, when the latest is 2, is refused', async (version) => {
  const before = await everything(world);
  expect(refusals(await write('natasja', { version }))).toEqual(['STALE_VERSION version']);
  expect(await everything(world)).toBe(before);
});

test('of twelve who write the same version at once, one does', async () => {
  const written = await Promise.all(Array.from({ length: 12 }, () => write('ria', { version: 0 })));
  expect(written.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  expect(written.flatMap(refusals)).toEqual(Array.from({ length: 11 }, () => 'STALE_VERSION version'));
  expect((await planOf('ria')).plan).toMatchObject({ version: 1 });
});

test('texts that are missing, too long or not to be stored are named, all at once', async () => {
  const before = await everything(world);
  const long = 'x'.repeat(4_001);
  const refused = await write('hakan', { version: 0, present: ' ', desired: long, return: 'a\0b' });
  expect(refusals(refused)).toEqual(['TEXT_REQUIRED present', 'TEXT_TOO_LONG desired', 'TEXT_NOT_ALLOWED return']);
  expect(await everything(world)).toBe(before);
  expect(refusals(await write('hakan', { version: 0, present: 'x'.repeat(4_000) }))).toEqual([]);
});

test.each([
  ['writeCasePlan', { ...plan, version: 0 }],
  ['stateCostsAvoided', { description: 'Geen ontruiming', amountCents: 1 }],
  ['pressRedButton', { reason: 'Ontruiming morgen' }],
])('%s: only the own team, with an open case', async (name, input) => {
  const before = await everything(world);
  for (const client of [...strangers, nobody]) {
    expect(refusals(await act(world, name, { clientId: client, ...input }))).toEqual(['CLIENT_UNKNOWN clientId']);
  }
  // Dennis is helped, but the case is his wife's.
  const dennis = await act(world, name, { clientId: clientId('dennis'), ...input });
  expect(refusals(dennis)).toEqual(['CASE_NOT_OPEN clientId']);
  for (const other of ['fatma', 'wendy']) {
    const refused = await act(world, name, { clientId: clientId('natasja'), ...input }, other);
    expect(refusals(refused)).toEqual(['ROLE_NOT_ALLOWED null']);
  }
  await closeCase(world, 'tim');
  const closed = await act(world, name, { clientId: clientId('tim'), ...input });
  expect(refusals(closed)).toEqual(['CASE_NOT_OPEN clientId']);
  expect(await everything(world)).toBe(before);
});

test('a plan can be written once with one key, and again by nobody', async () => {
  const key = { idempotencyKey: 'plan-of-marleen-1', version: 0 };
  const first = await write('marleen', key);
  expect(await write('marleen', key)).toEqual(first);
  expect(refusals(await write('marleen', { ...key, desired: 'Anders' }))).toEqual([
    'IDEMPOTENCY_KEY_REUSED idempotencyKey',
  ]);
  expect((await planOf('marleen')).plan).toMatchObject({ version: 1 });
});

test('what was handed over is written on by the team that took over', async () => {
  const to = { clientId: clientId('ricardo'), toTeam: 'team-assendorp' };
  await write('ricardo', { version: 0 });
  await world.act('handOverCase', to);
  expect(refusals(await write('ricardo', { version: 1 }))).toEqual(['CLIENT_UNKNOWN clientId']);
  expect(refusals(await write('ricardo', { version: 1 }, 'marijke'))).toEqual([]);
});
