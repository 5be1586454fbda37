import { expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { actorNamed, clientId, createStoreWorld, nobody, refusals, type StoreWorld } from './store-world.ts';

const herman = clientId('herman');
const open = { clientId: herman, reason: 'Dreigt zich van het leven te beroven', categories: ['identity', 'care'] };

const queue = async (world: StoreWorld, argument = '', as = 'fatma') => {
  const { data, errors } = await world.ask(
    `{ emergencyAccesses${argument} { id clientId openedBy team reason categories openedAt expiresAt closedAt
      review { outcome remark reviewedBy reviewedAt } } }`,
    {},
    as,
  );
  return { accesses: data?.emergencyAccesses, code: errors?.[0]?.extensions?.code };
};

const facts = (world: StoreWorld) => world.sql('select * from casework.gateway_emergency_accesses');

test('the glass is broken for a client of another team, for an hour; the privacy officer sees it at once', async () => {
  await using world = await createStoreWorld();
  const opened = await world.act('openEmergencyAccess', { ...open, categories: ['identity', 'care', 'care'] });
  expect(opened).toMatchObject({ client: { id: herman }, expiresAt: '2026-11-21T13:00:00.000Z', userErrors: [] });
  expect((await queue(world)).accesses).toEqual([
    {
      id: opened.id,
      clientId: herman,
      openedBy: actorNamed('sanne').sub,
      team: 'team-ondiep',
      reason: open.reason,
      categories: ['identity', 'care', 'case'],
      openedAt: '2026-11-21T12:00:00.000Z',
      expiresAt: '2026-11-21T13:00:00.000Z',
      closedAt: null,
      review: null,
    },
  ]);
  expect(await facts(world)).toEqual([
    {
      id: opened.id,
      client_id: herman,
      actor_subject: actorNamed('sanne').sub,
      categories: ['identity', 'care', 'case'],
      opened_at: new Date('2026-11-21T12:00:00Z'),
      expires_at: new Date('2026-11-21T13:00:00Z'),
      closed_at: null,
    },
  ]);
});

test('closed before its time, by who opened it or the privacy officer, and by nobody else', async () => {
  await using world = await createStoreWorld();
  const { id } = await world.act('openEmergencyAccess', open);
  const before = await world.everything();
  const unknown = ['EMERGENCY_ACCESS_UNKNOWN emergencyAccessId'];
  for (const [emergencyAccessId, as] of [
    [id, 'bilal'],
    [id, 'joost'],
    [nobody, 'sanne'],
    ['no id', 'fatma'],
  ]) {
    expect(refusals(await world.act('closeEmergencyAccess', { emergencyAccessId }, as ?? ''))).toEqual(unknown);
  }
  expect(await world.everything()).toBe(before);
  world.setNow('2026-11-21T12:10:00Z');
  expect(refusals(await world.act('closeEmergencyAccess', { emergencyAccessId: id }))).toEqual([]);
  world.setNow('2026-11-21T12:20:00Z');
  expect(refusals(await world.act('closeEmergencyAccess', { emergencyAccessId: id }, 'fatma'))).toEqual([]);
  expect(await facts(world)).toMatchObject([{ closed_at: new Date('2026-11-21T12:10:00Z') }]);

  const second = await world.act('openEmergencyAccess', open);
  world.setNow('2026-11-21T13:20:00Z');
  expect(refusals(await world.act('closeEmergencyAccess', { emergencyAccessId: second.id }))).toEqual([]);
  expect((await facts(world)).find((fact) => fact.id === second.id)).toMatchObject({ closed_at: null });
});

test('reviewed once, by a privacy officer; what was not justified is closed', async () => {
  await using world = await createStoreWorld();
  const { id } = await world.act('openEmergencyAccess', { ...open, minutes: 5 });
  const review = { emergencyAccessId: id, outcome: 'NOT_JUSTIFIED', remark: 'Er was geen gevaar' };
  const act = (input: object, as: string | ReturnType<typeof actorNamed> = 'fatma') =>
    world.act('reviewEmergencyAccess', { ...review, ...input }, as);
  const before = await world.everything();
  for (const as of ['sanne', 'joost', 'wendy']) expect(refusals(await act({}, as))).toEqual(['ROLE_NOT_ALLOWED null']);
  expect(refusals(await act({ remark: ' ' }))).toEqual(['TEXT_REQUIRED remark']);
  expect(refusals(await act({ emergencyAccessId: nobody }))).toEqual(['EMERGENCY_ACCESS_UNKNOWN emergencyAccessId']);
  const sanneAsOfficer = { ...actorNamed('sanne'), role: 'privacy-officer' };
  expect(refusals(await act({}, sanneAsOfficer))).toEqual(['REVIEW_OF_OWN_ACCESS emergencyAccessId']);
  const elsewhere = { ...actorNamed('fatma'), organisation: oins.brugwacht };
  expect(refusals(await act({}, elsewhere))).toEqual(['ROLE_NOT_ALLOWED null']);
  expect(await world.everything()).toBe(before);

  world.setNow('2026-11-21T12:01:00Z');
  const at = await Promise.all([act({}), act({ outcome: 'JUSTIFIED' }, { ...actorNamed('fatma'), sub: 'second' })]);
  expect(at.flatMap(refusals)).toEqual(['REVIEWED_ALREADY emergencyAccessId']);
  expect(refusals(await act({}))).toEqual(['REVIEWED_ALREADY emergencyAccessId']);
  expect((await queue(world, '(reviewed: false)')).accesses).toEqual([]);
  const [{ closedAt, review: kept }] = (await queue(world, '(reviewed: true)')).accesses;
  expect(kept).toMatchObject({ reviewedAt: '2026-11-21T12:01:00.000Z' });
  expect(closedAt).toBe(kept.outcome === 'NOT_JUSTIFIED' ? '2026-11-21T12:01:00.000Z' : null);
});

test('the queue: latest first, in pages, for the privacy officer of the wijkteams alone', async () => {
  await using world = await createStoreWorld();
  const ids: (string | null)[] = [];
  for (const minute of ['01', '02', '03']) {
    world.setNow(`2026-11-21T12:${minute}:00Z`);
    ids.unshift((await world.act('openEmergencyAccess', open)).id);
  }
  await world.act('reviewEmergencyAccess', { emergencyAccessId: ids[0], outcome: 'JUSTIFIED', remark: 'Ja' }, 'fatma');
  const idsOf = async (argument?: string) =>
    (await queue(world, argument)).accesses.map(({ id }: { id: string }) => id);
  expect(await idsOf()).toEqual(ids);
  expect(await idsOf('(reviewed: null)')).toEqual(ids);
  expect(await idsOf('(reviewed: false)')).toEqual(ids.slice(1));
  expect(await idsOf('(reviewed: true)')).toEqual(ids.slice(0, 1));
  expect(await idsOf('(first: 1, offset: 1)')).toEqual(ids.slice(1, 2));
  expect(await queue(world, '(first: 501)')).toMatchObject({ code: 'BAD_USER_INPUT' });
  for (const as of ['sanne', 'joost', 'wendy']) {
    expect(await queue(world, '', as)).toEqual({ accesses: null, code: 'ROLE_NOT_ALLOWED' });
  }
  expect(await world.sql('select * from casework.gateway_emergency_queue')).toEqual([{ unreviewed: 2 }]);
});

test('refused, and nothing is opened', async () => {
  await using world = await createStoreWorld();
  const before = await world.everything();
  const refused: [object, string[]][] = [
    [{ reason: '19 characters long.' }, ['TEXT_TOO_SHORT reason']],
    [{ reason: `   kort${' '.repeat(30)}` }, ['TEXT_TOO_SHORT reason']],
    [{ reason: '' }, ['TEXT_REQUIRED reason']],
    [{ categories: [] }, ['CATEGORIES_REQUIRED categories']],
    [{ categories: ['identity', 'care', 'debts', 'income', 'penal'] }, ['CATEGORIES_TOO_MANY categories']],
    [{ categories: ['everything'] }, ['CATEGORY_UNKNOWN categories']],
    [{ minutes: 0 }, ['DURATION_NOT_ALLOWED minutes']],
    [{ minutes: 61 }, ['DURATION_NOT_ALLOWED minutes']],
    [{ clientId: nobody, minutes: 61 }, ['DURATION_NOT_ALLOWED minutes', 'CLIENT_UNKNOWN clientId']],
  ];
  for (const [input, expected] of refused) {
    const payload = await world.act('openEmergencyAccess', { ...open, ...input });
    expect(refusals(payload)).toEqual(expected);
    expect(payload).toMatchObject({ client: null, id: null, expiresAt: null });
  }
  for (const as of ['wendy', 'fatma']) {
    expect(refusals(await world.act('openEmergencyAccess', open, as))).toEqual(['ROLE_NOT_ALLOWED null']);
  }
  const answers = [];
  for (const clientId of [nobody, 'no id', 'a\0b']) {
    answers.push(JSON.stringify(await world.act('openEmergencyAccess', { ...open, clientId })));
  }
  expect(new Set(answers).size).toBe(1);
  expect(await world.everything()).toBe(before);
});

test('an access longer than an hour, or to five categories, cannot be stored either', async () => {
  await using world = await createStoreWorld();
  const insert = (until: string, categories: string[]) =>
    world.sql(
      `insert into casework.emergency_accesses
         (client_id, actor_subject, actor_role, actor_organisation, reason, categories, opened_at, expires_at)
       values ($1, 'x', 'x', 'x', 'x is twenty characters', $2, '2026-11-21T12:00:00Z', $3)`,
      [herman, categories, until],
    );
  await expect(insert('2026-11-21T13:00:01Z', ['care'])).rejects.toMatchObject({ code: '23514' });
  await expect(insert('2026-11-21T13:00:00Z', ['1', '2', '3', '4', '5'])).rejects.toMatchObject({ code: '23514' });
});
