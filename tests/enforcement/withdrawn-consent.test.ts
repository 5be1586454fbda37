import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWorld, type World } from '../support/world.ts';
import { act, activity, askAbout, consentForCjib, idOf, refusals } from './ask-about.ts';
import { type SecondGateway, startSecondGateway } from './second-gateway.ts';

let world: World;
let second: SecondGateway;
beforeAll(async () => {
  world = await createWorld();
  second = await startSecondGateway(world);
});
afterAll(async () => {
  await second[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});
beforeEach(() => {
  world.forget();
});

const withdrawn = ['client.cjib | CONSENT_WITHDRAWN | CJIB (proefomgeving) | penal'];
const fines = 'cjib { reference debts { id } fines { debtId } }';
const toCjib = () => world.calls.filter(({ role }) => role === 'cjib');

/** Records a consent of case 16 to the CJIB; its id. */
async function consent(): Promise<string> {
  const recorded = await act(world, 'recordConsent', {
    clientId: idOf('peter'),
    activityId: activity('debt-assistance'),
    categories: ['penal', 'debts', 'contact-persons', 'debt-freezes', 'payment-arrangements'],
    explicit: true,
    sourceRole: 'CJIB',
    howGiven: 'ORALLY',
    evidenceReference: 'gespreksverslag 22 november',
    noticeVersion: '2026-1',
    validUntil: '2027-06-01',
  });
  expect(recorded.act).toMatchObject({ id: expect.any(String), userErrors: [] });
  return String(recorded.act?.id);
}

async function withdraw(consentId: string, client?: string) {
  const answer = await act(world, 'withdrawConsent', { consentId }, client === undefined ? {} : { client });
  expect(answer.act).toMatchObject({ id: consentId, userErrors: [] });
  return answer;
}

describe('of case 16, who withdrew the consent for the CJIB', () => {
  test('the CJIB is not asked, and that is said where its part would be', async () => {
    const answer = await askAbout(world, 'peter', `name { full } insurance { reference } ${fines}`);
    expect(answer.data).toEqual({
      client: { name: { full: 'Peter Post' }, insurance: [{ reference: 'BW-550664' }], cjib: null },
    });
    expect(refusals(answer)).toEqual(withdrawn);
    expect(toCjib()).toEqual([]);
    expect(world.statements.filter(({ role }) => role === 'cjib')).toEqual([]);
  });

  test('the overview is computed over the others and names the CJIB as missing', async () => {
    const overview = 'overview { totals { debts } partners { name } missing { role reason partner { name } } }';
    const answer = await askAbout(world, 'peter', overview);
    expect(answer.data).toEqual({
      client: {
        overview: {
          totals: { debts: 1 },
          partners: [{ name: 'Werk & Inkomen Domstad' }, { name: 'Zorgverzekeraar De Brugwacht' }],
          missing: [{ role: 'CJIB', reason: 'CONSENT_WITHDRAWN', partner: { name: 'CJIB (proefomgeving)' } }],
        },
      },
    });
    expect(toCjib()).toEqual([]);
  });

  test('only the existence of the dossier is not told either: no typename, no empty list', async () => {
    const answer = await askAbout(world, 'peter', 'cjib { __typename }');
    expect(answer.data).toEqual({ client: { cjib: null } });
    expect(refusals(answer)).toEqual(withdrawn);
    expect(toCjib()).toEqual([]);
  });
});

describe('a consent', () => {
  test('opens the CJIB at the next request; withdrawn, the next one asks nothing', async () => {
    expect(refusals(await askAbout(world, 'peter', fines))).toEqual(withdrawn);
    const id = await consent();
    const open = await askAbout(world, 'peter', fines);
    expect(refusals(open)).toEqual([]);
    expect(open.data).toMatchObject({ client: { cjib: [{ reference: expect.any(String) }] } });
    expect(toCjib()).toHaveLength(1);

    world.forget();
    await withdraw(id);
    expect(refusals(await askAbout(world, 'peter', fines))).toEqual(withdrawn);
    expect(toCjib()).toEqual([]);
  });

  test('again and again, with no pause between', async () => {
    for (let round = 0; round < 12; round += 1) {
      const id = await consent();
      expect(refusals(await askAbout(world, 'peter', fines)), `open in round ${round}`).toEqual([]);
      await withdraw(id);
      world.forget();
      expect(refusals(await askAbout(world, 'peter', fines)), `closed in round ${round}`).toEqual(withdrawn);
      expect(toCjib()).toEqual([]);
    }
  });

  test('that is withdrawn is no basis any more within the same request', async () => {
    const id = await consent();
    expect(refusals(await askAbout(world, 'peter', fines))).toEqual([]);
    world.forget();
    const answer = await withdraw(id, `name { full } ${fines}`);
    expect(answer.data).toMatchObject({ act: { client: { name: { full: 'Peter Post' }, cjib: null } } });
    expect(refusals(answer)).toEqual(['act.client.cjib | CONSENT_WITHDRAWN | CJIB (proefomgeving) | penal']);
    expect(toCjib()).toEqual([]);
  });

  test('that is recorded is one within the same request', async () => {
    await askAbout(world, 'peter', fines);
    const input = {
      ...consentForCjib(idOf('peter')),
      howGiven: 'IN_WRITING',
      evidenceReference: 'formulier 0099',
    };
    const answer = await act(world, 'recordConsent', input, { client: 'cjib { reference debts { id } }' });
    expect(answer.data).toMatchObject({ act: { client: { cjib: [{ reference: expect.any(String), debts: null }] } } });
    expect(refusals(answer)).toEqual(['act.client.cjib.0.debts | CONSENT_WITHDRAWN | CJIB (proefomgeving) | debts']);
    await withdraw(String(answer.act?.id));
  });

  test('that another gateway takes back closes this one too, though it had it in its cache', async () => {
    const id = await consent();
    const query = `query ($id: ID!) { client(id: $id) { ${fines} } }`;
    const asked = () => second.ask(query, { variables: { id: idOf('peter') } });
    await vi.waitFor(async () => expect(refusals(await asked())).toEqual([]));
    expect(refusals(await asked())).toEqual([]);
    await withdraw(id);
    await vi.waitFor(async () => expect(refusals(await asked())).toEqual(withdrawn), { timeout: 1_000, interval: 5 });
    world.forget();
    expect(refusals(await asked())).toEqual(withdrawn);
    expect(toCjib()).toEqual([]);
  });
});
