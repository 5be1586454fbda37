import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { developmentUsers } from '../../dev/users.ts';
import { createWorld, type World } from '../support/world.ts';
import { act, activity, askAbout, askedOf, idOf, refusals, team, unknownId } from './ask-about.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.forget();
});

const emergency = { purpose: activity('emergency-access') };
const reason = 'Ligt thuis op de grond en reageert niet; de ambulance is onderweg';
const everything =
  'name { full } birthDate household { id } workAndIncome { reference } wmo { reference provisions { kind } debts { id } } insurance { reference } cjib { reference }';
const closed = [`client | NO_CASE_RELATION | ${team} | case`];
const subjectOf = (username: string) => developmentUsers.find((user) => user.username === username)?.subject;

async function open(categories: readonly string[], as = 'sanne'): Promise<string> {
  const opened = await act(
    world,
    'openEmergencyAccess',
    { clientId: idOf('herman'), reason, categories },
    { ...emergency, as },
  );
  expect(opened.act).toMatchObject({ id: expect.any(String), userErrors: [] });
  return String(opened.act?.id);
}

async function close(emergencyAccessId: string): Promise<void> {
  const answer = await act(world, 'closeEmergencyAccess', { emergencyAccessId }, emergency);
  expect(answer.act).toMatchObject({ userErrors: [] });
}

const queue = async (as = 'fatma', purpose: string | null = null) =>
  world.ask(
    '{ emergencyAccesses(reviewed: false) { id clientId openedBy team reason categories openedAt expiresAt closedAt review { outcome } } }',
    { as, purpose },
  );

describe('emergency access to a client of another team', () => {
  test('there is none until somebody opens it', async () => {
    const answer = await askAbout(world, 'herman', everything, emergency);
    expect([answer.data, refusals(answer)]).toEqual([{ client: null }, closed]);
    expect(askedOf(world)).toEqual(['casework']);
    // Nor is it a way to the own clients: it asks for emergency access to them as well.
    expect(refusals(await askAbout(world, 'peter', everything, emergency))).toEqual(closed);
  });

  test('opens the categories named and no other, for who opened it, for this purpose, for an hour at most', async () => {
    const opened = await act(
      world,
      'openEmergencyAccess',
      { clientId: idOf('herman'), reason, categories: ['identity', 'care'] },
      { ...emergency, client: 'name { full }' },
    );
    expect(opened.data).toMatchObject({ act: { client: { name: { full: 'Herman Kok' } }, userErrors: [] } });

    world.forget();
    const answer = await askAbout(world, 'herman', everything, emergency);
    expect(answer.data).toEqual({
      client: {
        name: { full: 'Herman Kok' },
        birthDate: '1968-06-12',
        household: null,
        workAndIncome: null,
        wmo: [{ reference: 'WMH-7420', provisions: [{ kind: 'GUIDANCE' }], debts: null }],
        insurance: null,
        cjib: null,
      },
    });
    expect(refusals(answer)).toEqual([
      'client.cjib | NO_LEGAL_BASIS | CJIB (proefomgeving) | penal',
      `client.household | NO_LEGAL_BASIS | ${team} | household`,
      'client.insurance | NO_LEGAL_BASIS | Oostland Zorgverzekeringen | dossier',
      'client.wmo.0.debts | NO_LEGAL_BASIS | Wmo-loket Hanzestad | debts',
      'client.workAndIncome | NO_LEGAL_BASIS | Werk & Inkomen Hanzestad | dossier',
    ]);
    expect(askedOf(world)).toEqual(['casework', 'wmo']);

    expect(refusals(await askAbout(world, 'herman', everything)), 'another purpose').toEqual(closed);
    expect(
      refusals(await askAbout(world, 'herman', everything, { ...emergency, as: 'bilal' })),
      'another person',
    ).toEqual(closed);
    expect(refusals(await askAbout(world, 'yvonne', everything, emergency)), 'another client').toEqual(closed);
    const access = 'access { category until basis emergencyAccessId }';
    const told = await askAbout(world, 'herman', access, emergency);
    const decisions = (told.data as { client: { access: { basis: string | null; until: string | null }[] } }).client
      .access;
    const [granted] = decisions.filter(({ basis }) => basis === 'VITAL_INTEREST');
    const left = Date.parse(String(granted?.until)) - Date.now();
    expect(left).toBeGreaterThan(59 * 60_000 - 30_000);
    expect(left).toBeLessThanOrEqual(60 * 60_000);
    await close(String(opened.act?.id));
  });

  test('is over at once when it is closed', async () => {
    const id = await open(['identity', 'care']);
    expect((await askAbout(world, 'herman', 'wmo { reference }', emergency)).errors).toBeUndefined();
    await close(id);
    world.forget();
    expect(refusals(await askAbout(world, 'herman', everything, emergency))).toEqual(closed);
    expect(askedOf(world)).toEqual(['casework']);
  });

  test.each<[string, object, string]>([
    ['a reason of a few words', { reason: 'Spoed' }, 'TEXT_TOO_SHORT'],
    ['more than an hour', { minutes: 61 }, 'DURATION_NOT_ALLOWED'],
    ['everything at once', { categories: ['identity', 'care', 'penal', 'debts', 'income'] }, 'CATEGORIES_TOO_MANY'],
    ['nothing at all', { categories: [] }, 'CATEGORIES_REQUIRED'],
    ['an id that nobody has', { clientId: unknownId }, 'CLIENT_UNKNOWN'],
  ])('is not opened for %s', async (_, fault, code) => {
    const input = { clientId: idOf('herman'), reason, categories: ['identity'], ...fault };
    const { act: refused } = await act(world, 'openEmergencyAccess', input, emergency);
    expect(refused).toMatchObject({ id: null, userErrors: [{ code }] });
    expect(refusals(await askAbout(world, 'herman', 'name { full }', emergency))).toEqual(closed);
  });

  test('is not opened by the privacy officer or by a partner', async () => {
    for (const as of ['fatma', 'wendy']) {
      const input = { clientId: idOf('herman'), reason, categories: ['identity'] };
      const answer = await act(world, 'openEmergencyAccess', input, { ...emergency, as });
      expect(refusals(answer), as).toEqual([`act | ROLE_NOT_ALLOWED | ${team} | case`]);
      expect(world.calls).toEqual([]);
    }
  });
});

describe('the privacy officer', () => {
  test('sees it in the queue at once, without a purpose, and reviews it', async () => {
    const id = await open(['identity', 'care']);
    const listed = await queue();
    expect(listed.errors).toBeUndefined();
    const [latest] = (listed.data as { emergencyAccesses: Record<string, unknown>[] }).emergencyAccesses;
    expect(latest).toMatchObject({
      id,
      clientId: idOf('herman'),
      openedBy: subjectOf('sanne'),
      team: 'team-ondiep',
      reason,
      categories: expect.arrayContaining(['identity', 'care']),
      closedAt: null,
      review: null,
    });
    const lasts = Date.parse(String(latest?.expiresAt)) - Date.parse(String(latest?.openedAt));
    expect(lasts).toBe(60 * 60_000);

    const review = { emergencyAccessId: id, outcome: 'NOT_JUSTIFIED', remark: 'De huisarts was er al bij' };
    const reviewed = await act(world, 'reviewEmergencyAccess', review, { as: 'fatma', purpose: null });
    expect(reviewed.errors).toBeUndefined();
    expect(reviewed.act).toMatchObject({ id, userErrors: [] });
    const left = (await queue()).data as { emergencyAccesses: { id: string }[] };
    expect(left.emergencyAccesses.map((access) => access.id)).not.toContain(id);

    // What was not justified is closed.
    expect(refusals(await askAbout(world, 'herman', 'name { full }', emergency))).toEqual(closed);
  });

  test('sees nothing of the client by it', async () => {
    const id = await open(['identity']);
    const input = { emergencyAccessId: id, outcome: 'JUSTIFIED', remark: 'Terecht' };
    const answer = await act(world, 'reviewEmergencyAccess', input, {
      as: 'fatma',
      purpose: null,
      client: 'name { full }',
    });
    expect(answer.data).toMatchObject({ act: { id, client: null, userErrors: [] } });
    expect(answer.text).not.toContain('Kok');
    expect(refusals(await askAbout(world, 'herman', 'name { full }', { ...emergency, as: 'fatma' }))).toEqual([
      `client | ROLE_NOT_ALLOWED | ${team} | case`,
    ]);
    await close(id);
  });

  test.each(['sanne', 'joost', 'wendy'])(
    'alone sees the queue and reviews: not %s, for whatever purpose',
    async (as) => {
      const id = await open(['identity']);
      world.forget();
      for (const purpose of [null, activity('emergency-access'), activity('debt-assistance')]) {
        const listed = await queue(as, purpose);
        expect(listed.data).toEqual({ emergencyAccesses: null });
        expect(refusals(listed)).toEqual([`emergencyAccesses | ROLE_NOT_ALLOWED | ${team} | oversight`]);
        const input = { emergencyAccessId: id, outcome: 'JUSTIFIED', remark: 'Prima' };
        expect(refusals(await act(world, 'reviewEmergencyAccess', input, { as, purpose }))).toEqual([
          `act | ROLE_NOT_ALLOWED | ${team} | oversight`,
        ]);
      }
      expect(world.calls).toEqual([]);
      await close(id);
    },
  );
});
