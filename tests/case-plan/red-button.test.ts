import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientId, createStoreWorld, nobody, refusals, type StoreWorld } from '../consent-store/store-world.ts';
import { act, caseOf, everything } from './case-world.ts';

let world: StoreWorld;
beforeAll(async () => {
  world = await createStoreWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const press = (person: string, input: object = {}, as?: string) =>
  act(world, 'pressRedButton', { clientId: clientId(person), reason: 'Ontruiming dreigt', ...input }, as);
const close = (escalationId: unknown, input: object = {}, as?: string) =>
  act(world, 'closeEscalation', { escalationId, outcome: 'Uitstel gekregen', ...input }, as);
const escalationsOf = async (person: string) =>
  (await caseOf(world, person, 'escalations { id level reason pressedAt dueOn overdue closedAt outcome }')).escalations;

test('each press takes the case one level up, open or closed, with the working days of that level', async () => {
  expect(await escalationsOf('natasja')).toEqual([]);
  // A Saturday: the term of one working day is over on Monday.
  const lead = await press('natasja');
  const open = { reason: 'Ontruiming dreigt', overdue: false, closedAt: null, outcome: null };
  const pressedAt = '2026-11-21T12:00:00.000Z';
  const atLead = { id: lead.id, level: 'TEAM_LEAD', pressedAt, dueOn: '2026-11-23', ...open };
  expect(await escalationsOf('natasja')).toEqual([atLead]);
  expect(refusals(await close(lead.id))).toEqual([]);
  const municipality = await press('natasja', {}, 'joost');
  const national = await press('natasja');
  expect(await escalationsOf('natasja')).toEqual([
    { id: national.id, level: 'NATIONAL_DESK', pressedAt, dueOn: '2026-11-27', ...open },
    { id: municipality.id, level: 'MUNICIPALITY', pressedAt, dueOn: '2026-11-25', ...open },
    { ...atLead, closedAt: pressedAt, outcome: 'Uitstel gekregen' },
  ]);
  const before = await everything(world);
  expect(refusals(await press('natasja'))).toEqual(['NO_LEVEL_ABOVE clientId']);
  expect(await everything(world)).toBe(before);
});

test('what was not closed by its last day is overdue', async () => {
  const overdue = async () => (await escalationsOf('natasja')).map(({ overdue }: { overdue: boolean }) => overdue);
  // In the Netherlands it is the 26th already.
  world.setNow('2026-11-25T23:30:00Z');
  expect(await overdue()).toEqual([false, true, false]);
  world.setNow('2026-11-25T22:30:00Z');
  expect(await overdue()).toEqual([false, false, false]);
  world.setNow('2026-11-21T12:00:00Z');
});

test('an escalation is closed once, by the own team', async () => {
  const { id } = await press('ria');
  const before = await everything(world);
  expect(refusals(await close(id, {}, 'marijke'))).toEqual(['ESCALATION_UNKNOWN escalationId']);
  expect(refusals(await close(id, {}, 'fatma'))).toEqual(['ROLE_NOT_ALLOWED null']);
  expect(refusals(await close(id, { outcome: '' }))).toEqual(['TEXT_REQUIRED outcome']);
  for (const unknown of [nobody, '', 'a\0b', clientId('ria')]) {
    expect(refusals(await close(unknown))).toEqual(['ESCALATION_UNKNOWN escalationId']);
  }
  expect(await everything(world)).toBe(before);
  const closed = await Promise.all([1, 2, 3, 4].map(() => close(id)));
  expect(closed.flatMap(refusals)).toEqual(Array(3).fill('ESCALATION_CLOSED_ALREADY escalationId'));
});

test('two presses at once go to two levels, never to one twice', async () => {
  const pressed = await Promise.all([1, 2, 3, 4, 5].map(() => press('hakan')));
  expect(pressed.flatMap(refusals)).toEqual(['NO_LEVEL_ABOVE clientId', 'NO_LEVEL_ABOVE clientId']);
  const levels = (await escalationsOf('hakan')).map(({ level }: { level: string }) => level);
  expect(levels).toEqual(['NATIONAL_DESK', 'MUNICIPALITY', 'TEAM_LEAD']);
});

test('a level that nobody filled in is passed over', async () => {
  await world.sql(`delete from casework.escalation_levels where team_id = 'team-assendorp'`);
  await press('herman', {}, 'marijke');
  expect((await escalationsOf('herman'))[0]).toMatchObject({ level: 'MUNICIPALITY' });
  await world.sql('delete from casework.escalation_levels');
  expect(refusals(await press('herman', {}, 'marijke'))).toEqual(['NO_LEVEL_ABOVE clientId']);
});
