import { expect, test } from 'vitest';
import { casebook } from '../../subgraphs/casebook/people.ts';
import {
  actorNamed,
  clientId,
  createStoreWorld,
  goodConsent,
  refusals,
  type StoreWorld,
  strangers,
} from './store-world.ts';

const caseloads = async (world: StoreWorld) => {
  const { data } = await world.ask('{ teams { id clients { id } } }');
  const entries = data.teams.map(({ id, clients }: { id: string; clients: { id: string }[] }) => [
    id,
    clients.map((client) => client.id),
  ]);
  return Object.fromEntries(entries) as Record<string, string[]>;
};

const relationsOf = (world: StoreWorld, person: string) =>
  world.sql(
    `select team_id, valid_from, valid_until, ended_by, end_reason from casework.case_relations
     where client_id = $1 order by valid_from`,
    [clientId(person)],
  );

test('everyone of the casebook, children too, has a relation with the team of their case', async () => {
  await using world = await createStoreWorld();
  const rows = await world.sql(
    'select client_id, team_id, valid_until from casework.case_relations order by client_id',
  );
  const expected = casebook.flatMap(({ team, people }) =>
    people.map(({ id }) => ({ client_id: id, team_id: team, valid_until: null })),
  );
  expect(rows).toEqual(expected.toSorted((a, b) => (a.client_id < b.client_id ? -1 : 1)));
});

test('a case is handed over: one relation ends as the other begins, the caseload moves, the household stays', async () => {
  await using world = await createStoreWorld();
  const ria = clientId('ria');
  const handed = await world.act('handOverCase', { clientId: ria, toTeam: 'team-assendorp' }, 'joost');
  expect(handed).toMatchObject({ client: { id: ria }, userErrors: [] });
  const at = new Date('2026-11-21T12:00:00Z');
  expect(await relationsOf(world, 'ria')).toMatchObject([
    { team_id: 'team-ondiep', valid_until: at, ended_by: actorNamed('joost').sub, end_reason: 'HAND_OVER' },
    { team_id: 'team-assendorp', valid_from: at, valid_until: null, ended_by: null },
  ]);
  expect(await relationsOf(world, 'kevin')).toMatchObject([{ team_id: 'team-ondiep', valid_until: null }]);
  const after = await caseloads(world);
  expect([after['team-ondiep']?.includes(ria), after['team-assendorp']?.includes(ria)]).toEqual([false, true]);

  const consent = { ...goodConsent, clientId: ria };
  expect(refusals(await world.act('recordConsent', consent, 'sanne'))).toEqual(['CLIENT_UNKNOWN clientId']);
  expect(refusals(await world.act('recordConsent', consent, 'marijke'))).toEqual([]);
  expect(refusals(await world.act('handOverCase', { clientId: ria, toTeam: 'team-ondiep' }, 'marijke'))).toEqual([]);
  expect(await caseloads(world)).toMatchObject({ 'team-ondiep': expect.arrayContaining([ria]) });
});

test('a relation that ended: no caseload, no acts, and the case is as it was', async () => {
  await using world = await createStoreWorld();
  const peter = clientId('peter');
  const ended = await world.act('endCaseRelation', { clientId: peter, reason: ' Verhuisd ' });
  expect(ended).toMatchObject({ client: { id: peter }, userErrors: [] });
  expect(await relationsOf(world, 'peter')).toMatchObject([
    { ended_by: actorNamed('sanne').sub, end_reason: 'Verhuisd' },
  ]);
  expect((await caseloads(world))['team-ondiep']).not.toContain(peter);
  const before = await world.everything();
  expect(refusals(await world.act('recordConsent', goodConsent))).toEqual(['CLIENT_UNKNOWN clientId']);
  const again = await world.act('endCaseRelation', { clientId: peter, reason: 'Verhuisd' });
  expect(refusals(again)).toEqual(['CLIENT_UNKNOWN clientId']);
  expect(await world.everything()).toBe(before);
  expect(await world.sql('select status from casework.cases where client_id = $1', [peter])).toEqual([
    { status: 'OPEN' },
  ]);
});

test('a relation helps from its first moment until its last', async () => {
  await using world = await createStoreWorld();
  const ending = '2026-12-01T00:00:00Z';
  await world.sql(
    `update casework.case_relations set valid_until = $1, ended_by = 'x', end_reason = 'x' where client_id = $2`,
    [ending, clientId('peter')],
  );
  const helped = async (now: string) => {
    world.setNow(now);
    const inCaseload = (await caseloads(world))['team-ondiep']?.includes(clientId('peter'));
    const payload = await world.act('recordConsent', { ...goodConsent, validUntil: '2026-12-31' });
    return [inCaseload, refusals(payload).length === 0];
  };
  expect(await helped('2026-07-01T07:59:59.999Z')).toEqual([false, false]);
  expect(await helped('2026-07-01T08:00:00.000Z')).toEqual([true, true]);
  expect(await helped('2026-11-30T23:59:59.999Z')).toEqual([true, true]);
  expect(await helped('2026-12-01T00:00:00.000Z')).toEqual([false, false]);
});

test('refused, and nothing is changed', async () => {
  await using world = await createStoreWorld();
  const before = await world.everything();
  const peter = clientId('peter');
  const handOver = (input: object, as?: string) =>
    world.act('handOverCase', { clientId: peter, toTeam: 'team-assendorp', ...input }, as);
  const end = (input: object, as?: string) =>
    world.act('endCaseRelation', { clientId: peter, reason: 'x', ...input }, as);
  for (const toTeam of ['team-nergens', 'a\0b', '']) {
    expect(refusals(await handOver({ toTeam }))).toEqual(['TEAM_UNKNOWN toTeam']);
  }
  expect(refusals(await handOver({ toTeam: 'team-ondiep' }))).toEqual(['TEAM_IS_THE_SAME toTeam']);
  expect(refusals(await end({ reason: '  ' }))).toEqual(['TEXT_REQUIRED reason']);
  for (const as of ['wendy', 'fatma']) {
    expect(refusals(await handOver({}, as))).toEqual(['ROLE_NOT_ALLOWED null']);
    expect(refusals(await end({}, as))).toEqual(['ROLE_NOT_ALLOWED null']);
  }
  const answers = new Set<string>();
  for (const stranger of strangers) {
    answers.add(JSON.stringify(await handOver({ clientId: stranger })));
    answers.add(JSON.stringify(await handOver({ clientId: stranger, toTeam: 'team-nergens' })));
    answers.add(JSON.stringify(await end({ clientId: stranger })));
    answers.add(JSON.stringify(await end({ clientId: stranger, reason: '' })));
  }
  expect([...answers]).toEqual([expect.stringContaining('CLIENT_UNKNOWN')]);
  expect(await world.everything()).toBe(before);
});

test('two hand-overs at once: one is done, the client has one team', async () => {
  await using world = await createStoreWorld();
  await world.sql(`insert into casework.teams values ('team-derde', 'Derde', 'Domstad')`);
  const peter = clientId('peter');
  const payloads = await Promise.all(
    ['team-assendorp', 'team-derde', 'team-assendorp', 'team-derde'].map((toTeam, index) =>
      world.act('handOverCase', { clientId: peter, toTeam }, index % 2 ? 'sanne' : 'joost'),
    ),
  );
  expect(payloads.filter((payload) => refusals(payload).length === 0)).toHaveLength(1);
  const open = await world.sql('select from casework.case_relations where client_id = $1 and valid_until is null', [
    peter,
  ]);
  expect(open).toHaveLength(1);
});
