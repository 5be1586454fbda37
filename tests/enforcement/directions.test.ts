import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';
import { activity, askAbout, askedOf, bodyOf, refusals, team } from './ask-about.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.forget();
});

const debts = 'debts { outstandingCents }';
const support = { purpose: activity('social-support') };
const signal = { purpose: activity('early-signal') };

describe('debt assistance', () => {
  test('sees what someone gets from the Wmo without consent (Wgs 8d)', async () => {
    const answer = await askAbout(world, 'tim', 'wmo { reference provisions { kind } ownContribution { waived } }');
    expect(refusals(answer)).toEqual([]);
    expect(answer.data).toMatchObject({
      client: { wmo: [{ provisions: [{ kind: 'GUIDANCE' }, { kind: 'DAY_ACTIVITIES' }], ownContribution: {} }] },
    });
  });

  test('sees the fines of who consented, and asks the CJIB about nobody else', async () => {
    const fines = await askAbout(world, 'natasja', 'cjib { fines { debtId } } household { cjib { fines { debtId } } }');
    expect(fines.data).toMatchObject({ client: { cjib: [{ fines: [{}, {}, {}] }] } });
    // Dennis has fines too, and was not asked for consent.
    expect(refusals(fines)).toEqual(['client.household.0.cjib | CONSENT_MISSING | CJIB (proefomgeving) | penal']);
    const sent = world.calls.filter(({ role }) => role === 'cjib').map(bodyOf);
    expect(sent.map(({ variables }) => (variables.representations as unknown[]).length)).toEqual([1]);
  });
});

describe('social support', () => {
  test('sees the dossier of Werk & Inkomen of who consented to that, as far as the consent goes (Wmo 5.1.1 lid 4)', async () => {
    const answer = await askAbout(world, 'natasja', `workAndIncome { reference ${debts} benefits { kind } }`, support);
    expect(answer.data).toEqual({
      client: {
        workAndIncome: [
          {
            reference: 'WID-288410',
            debts: [{ outstandingCents: 84_000 }, { outstandingCents: 150_000 }],
            benefits: null,
          },
        ],
      },
    });
    expect(refusals(answer)).toEqual([
      'client.workAndIncome.0.benefits | CONSENT_MISSING | Werk & Inkomen Domstad | income',
    ]);
    const [call] = world.calls.filter(({ role }) => role === 'work-and-income').map(bodyOf);
    expect(call?.query).toContain('debts');
    expect(call?.query).not.toMatch(/benefits|kind/);
  });

  test('does not see that of who did not, and does not ask for it', async () => {
    const answer = await askAbout(world, 'ria', `name { full } workAndIncome { reference ${debts} }`, support);
    expect(answer.data).toEqual({ client: { name: { full: 'Ria van Dongen' }, workAndIncome: null } });
    expect(refusals(answer)).toEqual(['client.workAndIncome | CONSENT_MISSING | Werk & Inkomen Domstad | dossier']);
    expect(askedOf(world)).toEqual(['casework']);
  });

  test("does not see the team's own overview of debts, whose consent covers another source", async () => {
    const answer = await askAbout(world, 'natasja', 'case { status } overview { totals { debts } }', support);
    expect(answer.data).toEqual({ client: { case: { status: 'OPEN' }, overview: null } });
    expect(refusals(answer)).toEqual([`client.overview | CONSENT_MISSING | ${team} | debts`]);
  });

  test('sees what the Wmo itself keeps', async () => {
    const answer = await askAbout(world, 'tim', `wmo { reference provisions { kind } ${debts} }`, support);
    expect(refusals(answer)).toEqual([]);
    expect(answer.data).toMatchObject({
      client: { wmo: [{ provisions: [{ kind: 'GUIDANCE' }, { kind: 'DAY_ACTIVITIES' }] }] },
    });
  });

  test('never sees the landlord or the CJIB, whatever was consented to for another purpose', async () => {
    const answer = await askAbout(world, 'natasja', `housing { ${debts} } cjib { ${debts} }`, support);
    expect(answer.data).toEqual({ client: { housing: null, cjib: null } });
    expect(refusals(answer)).toEqual([
      'client.cjib | NO_LEGAL_BASIS | CJIB (proefomgeving) | penal',
      'client.housing | NO_LEGAL_BASIS | Elinkhof Wonen | dossier',
      'client.housing | NO_LEGAL_BASIS | Woonstichting De Vechtoever | dossier',
    ]);
    expect(askedOf(world)).toEqual(['casework']);
  });
});

describe('an early signal', () => {
  test('is the height of the arrears at each landlord and insurer, and no more', async () => {
    const answer = await askAbout(
      world,
      'natasja',
      `housing { ${debts} debtFreezes { id } tenancy { rentCents } eviction { stage } } insurance { ${debts} policy { premiumCents } }`,
      signal,
    );
    const nothingElse = { debtFreezes: null, tenancy: null, eviction: null };
    expect(answer.data).toEqual({
      client: {
        housing: [
          { debts: [{ outstandingCents: 476_975 }], ...nothingElse },
          { debts: [{ outstandingCents: 147_200 }], ...nothingElse },
        ],
        insurance: [{ debts: [{ outstandingCents: 65_440 }, { outstandingCents: 38_500 }], policy: null }],
      },
    });
    const ofLandlord = (index: number, name: string) => [
      `client.housing.${index}.debtFreezes | NO_LEGAL_BASIS | ${name} | debt-freezes`,
      `client.housing.${index}.eviction | NO_LEGAL_BASIS | ${name} | tenancy`,
      `client.housing.${index}.tenancy | NO_LEGAL_BASIS | ${name} | tenancy`,
    ];
    expect(refusals(answer)).toEqual([
      ...ofLandlord(0, 'Woonstichting De Vechtoever'),
      ...ofLandlord(1, 'Elinkhof Wonen'),
      'client.insurance.0.policy | NO_LEGAL_BASIS | Zorgverzekeraar De Brugwacht | insurance',
    ]);
    for (const { body } of world.calls) expect(body).not.toMatch(/debtFreezes|tenancy|eviction|policy/);
  });

  test('is not the household, the benefit or the help that someone has', async () => {
    const answer = await askAbout(
      world,
      'natasja',
      'household { id } workAndIncome { reference } wmo { reference }',
      signal,
    );
    expect(answer.data).toEqual({ client: { household: null, workAndIncome: null, wmo: null } });
    expect(refusals(answer)).toEqual([
      `client.household | NO_LEGAL_BASIS | ${team} | household`,
      'client.wmo | NO_LEGAL_BASIS | Wmo-loket Domstad | care',
      'client.workAndIncome | NO_LEGAL_BASIS | Werk & Inkomen Domstad | dossier',
    ]);
    expect(askedOf(world)).toEqual(['casework']);
  });
});

test('income support sees the tenancy and not the arrears; nobody reads the consents along with it', async () => {
  const selection = `housing { tenancy { rentCents } ${debts} } consents { id }`;
  const answer = await askAbout(world, 'joyce', selection, { purpose: activity('income-support') });
  expect(answer.data).toEqual({
    client: { housing: [{ tenancy: { rentCents: expect.any(Number) }, debts: null }], consents: null },
  });
  expect(refusals(answer)).toEqual([
    `client.consents | NO_LEGAL_BASIS | ${team} | consents`,
    'client.housing.0.debts | NO_LEGAL_BASIS | Woonstichting De Vechtoever | debts',
  ]);
});
