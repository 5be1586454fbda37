import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';
import { act, activity, askAbout, askedOf, idOf, refusals, team } from './ask-about.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.forget();
});

const everything =
  'id name { full } household { id } case { summary } partners { name } consents { id } housing { reference } cjib { reference } overview { totals { debts } }';

describe('without a purpose that the actor may have nothing personal is asked', () => {
  test.each<[string, { as?: string; purpose: string | null }, string]>([
    ['none', { purpose: null }, 'NO_PURPOSE'],
    ['one that nobody registered', { purpose: activity('curiosity') }, 'NO_PURPOSE'],
    ['a name without its urn', { purpose: 'debt-assistance' }, 'NO_PURPOSE'],
    ['one in capitals', { purpose: activity('debt-assistance').toUpperCase() }, 'NO_PURPOSE'],
    ['a name that objects have of themselves', { purpose: 'constructor' }, 'NO_PURPOSE'],
    [
      "a contact person's of an organisation",
      { as: 'wendy', purpose: activity('debt-assistance') },
      'ROLE_NOT_ALLOWED',
    ],
    ["the privacy officer's", { as: 'fatma', purpose: activity('debt-assistance') }, 'ROLE_NOT_ALLOWED'],
  ])('%s', async (_, options, code) => {
    const answer = await askAbout(world, 'natasja', everything, options);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ client: null });
    expect(refusals(answer)).toEqual([`client | ${code} | ${team} | case`]);
    expect([world.calls, world.statements]).toEqual([[], []]);
  });

  test.each(['no uri!', 'urn:x:y,urn:x:z', '__proto__', 'a'.repeat(201), 'urn:x urn:y'])(
    'one that is malformed is refused: %s',
    async (purpose) => {
      const { status, text } = await askAbout(world, 'natasja', everything, { purpose });
      expect(status).toBe(400);
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
      expect(text).not.toContain('data');
      expect([world.calls, world.statements]).toEqual([[], []]);
    },
  );

  test('a caseload is not told, nor how long it is', async () => {
    const answer = await world.ask('{ team(id: "team-ondiep") { name clients { id } } }', { purpose: null });
    expect(refusals(answer)).toEqual([`team.clients | NO_PURPOSE | ${team} | case`]);
    expect(answer.text).not.toContain('10000000-');
    const [call] = world.calls;
    expect(call?.body).not.toContain('clients');
  });

  test("the partners' contact persons are not told, and no partner is asked", async () => {
    const answer = await world.ask('{ partners(role: CJIB) { name contactPersons { name phone } } }', {
      purpose: null,
    });
    expect(answer.data).toEqual({ partners: [{ name: 'CJIB (proefomgeving)', contactPersons: null }] });
    expect(refusals(answer)).toEqual([
      'partners.0.contactPersons | NO_PURPOSE | CJIB (proefomgeving) | contact-persons',
    ]);
    expect(askedOf(world)).toEqual(['casework']);
  });
});

test('which teams and organisations there are needs no purpose, of whoever signed in', async () => {
  for (const as of ['sanne', 'wendy', 'fatma']) {
    const { data, errors } = await world.ask('{ teams { id name } partners { __typename oin name } }', {
      as,
      purpose: null,
    });
    expect(errors, as).toBeUndefined();
    expect(data).toMatchObject({ teams: [{}, {}] });
    expect((data as { partners: unknown[] }).partners).toHaveLength(12);
  }
});

describe('an act without a purpose that the actor may have is not done', () => {
  const cases: readonly [string, object][] = [
    ['withdrawConsent', { consentId: '40000000-0000-4000-8000-000000000003' }],
    ['endCaseRelation', { clientId: idOf('peter'), reason: 'Hulp is afgerond' }],
    ['handOverCase', { clientId: idOf('peter'), toTeam: 'team-assendorp' }],
    [
      'openEmergencyAccess',
      { clientId: idOf('herman'), reason: 'Ligt thuis op de grond en reageert niet', categories: ['identity'] },
    ],
    [
      'recordConsent',
      {
        clientId: idOf('peter'),
        activityId: activity('debt-assistance'),
        categories: ['debts'],
        sourceRole: 'CJIB',
        howGiven: 'ORALLY',
        evidenceReference: 'gespreksverslag',
        noticeVersion: '2026-1',
        validUntil: '2027-01-01',
      },
    ],
  ];
  test.each(cases)('%s', async (name, input) => {
    for (const purpose of [null, activity('curiosity')]) {
      const answer = await act(world, name, input, { purpose });
      expect(answer.data).toBeNull();
      expect(refusals(answer)).toEqual([`act | NO_PURPOSE | ${team} | case`]);
    }
    const ofPartner = await act(world, name, input, { as: 'wendy' });
    expect(refusals(ofPartner)).toEqual([`act | ROLE_NOT_ALLOWED | ${team} | case`]);
    expect([world.calls, world.statements]).toEqual([[], []]);
  });

  test('so that all is as it was', async () => {
    const { data } = await askAbout(world, 'peter', 'case { status } consents { state }');
    expect(data).toEqual({
      client: { case: { status: 'OPEN' }, consents: [{ state: 'GIVEN' }, { state: 'WITHDRAWN' }] },
    });
    const { data: queue } = await world.ask('{ emergencyAccesses { id } }', { as: 'fatma', purpose: null });
    expect(queue).toEqual({ emergencyAccesses: [] });
  });
});
