import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pseudonymsFrom } from '../../subgraphs/casebook/pseudonym.ts';
import { testPseudonymSecret } from '../support/database.ts';
import { createWorld, oinOf, type World } from '../support/world.ts';
import { act, activity, askAbout, bodyOf, idOf, refusals } from './ask-about.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.forget();
});

const prevention = { purpose: activity('eviction-prevention') };
const insurer = 'Zorgverzekeraar De Brugwacht';
const toInsurer = () => world.calls.filter(({ role }) => role === 'insurer').map(bodyOf);
const pseudonymOf = pseudonymsFrom(testPseudonymSecret);
const nameOf = (key: string) => pseudonymOf(oinOf('brugwacht'), idOf(key));
const several = (selection: string) => `query ($ids: [ID!]!) { clients(ids: $ids) { ${selection} } }`;
const both = { ids: [idOf('ria'), idOf('kevin')] };
const dossier = 'insurance { reference debts { id } paymentArrangements { id } policy { premiumCents } }';

describe('of case 4, where one of two adults does not want the insurer to be asked', () => {
  test("the other's dossier is whole, and the insurer gets to know of nobody else", async () => {
    const whole = await world.ask(several(dossier), { variables: { ids: [idOf('ria')] }, ...prevention });
    expect(refusals(whole)).toEqual([]);
    const [ria] = (whole.data as { clients: unknown[] }).clients;
    world.forget();
    const answer = await world.ask(several(dossier), { variables: both, ...prevention });
    expect(answer.data).toEqual({ clients: [ria, { insurance: null }] });
    expect(refusals(answer)).toEqual([`clients.1.insurance | CONSENT_MISSING | ${insurer} | dossier`]);
    const calls = toInsurer();
    expect(calls.map(({ variables }) => variables)).toEqual([
      { representations: [{ __typename: 'Client', id: nameOf('ria') }] },
    ]);
    expect(JSON.stringify(world.calls.filter(({ role }) => role !== 'housing'))).not.toContain(nameOf('kevin'));
  });

  test('nor when he is met as a housemate; the landlord, whom the law allows, shows both', async () => {
    const answer = await askAbout(
      world,
      'ria',
      `insurance { reference } housing { reference } household { name { given } insurance { reference } housing { reference } }`,
      prevention,
    );
    expect(answer.data).toEqual({
      client: {
        insurance: [{ reference: expect.any(String) }],
        housing: [{ reference: 'VO-093310' }],
        household: [{ name: { given: 'Kevin' }, insurance: null, housing: [{ reference: 'VO-093311' }] }],
      },
    });
    expect(refusals(answer)).toEqual([`client.household.0.insurance | CONSENT_MISSING | ${insurer} | dossier`]);
    expect(JSON.stringify(toInsurer())).not.toContain(nameOf('kevin'));
  });

  test('each overview says what is missing of that person', async () => {
    const answer = await world.ask(several('overview { missing { role reason partner { name } } }'), {
      variables: both,
      ...prevention,
    });
    expect(answer.data).toEqual({
      clients: [
        { overview: { missing: [] } },
        { overview: { missing: [{ role: 'INSURER', reason: 'CONSENT_MISSING', partner: { name: insurer } }] } },
      ],
    });
  });
});

describe('two persons of whom an organisation may be asked different things', () => {
  beforeAll(async () => {
    const recorded = await act(world, 'recordConsent', {
      clientId: idOf('kevin'),
      activityId: activity('eviction-prevention'),
      categories: ['dossier', 'debts'],
      sourceRole: 'INSURER',
      howGiven: 'ORALLY',
      evidenceReference: 'gespreksverslag 22 november',
      noticeVersion: '2026-1',
      validUntil: '2027-06-01',
    });
    expect(recorded.act).toMatchObject({ userErrors: [] });
  });

  test('stand in one call, each with a selection of their own', async () => {
    const ids = [idOf('ria'), idOf('kevin'), idOf('marleen')];
    const answer = await world.ask(several(dossier), { variables: { ids }, ...prevention });
    expect(answer.data).toMatchObject({
      clients: [
        { insurance: [{ paymentArrangements: expect.any(Array), policy: {} }] },
        { insurance: [{ paymentArrangements: null, policy: null }] },
        { insurance: null },
      ],
    });
    expect(refusals(answer)).toEqual([
      `clients.1.insurance.0.paymentArrangements | CONSENT_MISSING | ${insurer} | payment-arrangements`,
      `clients.1.insurance.0.policy | CONSENT_MISSING | ${insurer} | insurance`,
      `clients.2.insurance | CONSENT_MISSING | ${insurer} | dossier`,
    ]);
    const [call, ...others] = toInsurer();
    expect(others).toEqual([]);
    const asked = selectionsOf(String(call?.query));
    expect(asked.map(({ alias }) => alias)).toEqual(['e0', 'e1']);
    const [ofRia, ofKevin] = asked;
    expect(ofRia?.text).toMatch(/paymentArrangements/);
    expect(ofRia?.text).toMatch(/policy/);
    expect(ofKevin?.text).toMatch(/debts/);
    expect(ofKevin?.text).not.toMatch(/paymentArrangements|policy/);
    expect(call?.variables).toEqual({
      representations0: [{ __typename: 'Client', id: nameOf('ria') }],
      representations1: [{ __typename: 'Client', id: nameOf('kevin') }],
    });
    expect(JSON.stringify(world.calls.filter(({ role }) => role !== 'casework'))).not.toContain(nameOf('marleen'));
  });

  test('get the answers that each would get alone', async () => {
    const together = await world.ask(several(dossier), { variables: both, ...prevention });
    const alone = await Promise.all(
      both.ids.map((id) => world.ask(several(dossier), { variables: { ids: [id] }, ...prevention })),
    );
    expect(together.data).toEqual({ clients: alone.flatMap(({ data }) => (data as { clients: unknown[] }).clients) });
  });
});

/** The aliased `_entities` of a query, each with the text up to the next. */
function selectionsOf(query: string): { alias: string; text: string }[] {
  return query
    .split(/(?=\be\d+: _entities)/)
    .slice(1)
    .map((text) => ({ alias: text.slice(0, text.indexOf(':')), text }));
}
