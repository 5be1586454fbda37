import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallFacts, createCallSigner } from '../../signed-calls/sign-call.ts';
import { type OrganisationName, oins } from '../../subgraphs/casebook/people.ts';
import { maxActBytes } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import { caseworkIssuer } from '../../subgraphs/kit/wire.ts';
import { testCallActor, testCallKeys, testCaseworkKeys, testSigner } from '../support/sign-test-call.ts';
import { createWorld, type World } from '../support/world.ts';
import { client } from './asked-acts.ts';
import { acceptance, freezeDecision, freezeRequest, withdrawal } from './freeze-acts.ts';

const asCasework = createCallSigner(testCaseworkKeys, { issuer: caseworkIssuer });
let world: World;

beforeAll(async () => {
  world = await createWorld();
});

afterAll(() => world[Symbol.asyncDispose]());

const addressOf = (oin: string) => new URL('acts', world.organisations.find((each) => each.oin === oin)?.url).href;
const granted = (...categories: string[]): CallFacts => ({
  act: { role: 'professional', organisation: oins.casework },
  purpose: null,
  activity: null,
  grants: [{ subjects: [client], categories, basis: [] }],
  categories: [],
});
const asContact = (organisation: string, categories = ['requests']): CallFacts => ({
  ...granted(),
  act: { role: 'contact-person', organisation },
  grants: [],
  categories,
});

async function post(oin: string, body: string, token: string | null) {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const headers = { 'content-type': 'application/json', ...authorization };
  const response = await fetch(addressOf(oin), { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

async function act(organisation: OrganisationName, asked: object, facts: CallFacts) {
  const oin = oins[organisation];
  const body = JSON.stringify(asked);
  const { status, text } = await post(oin, body, await asCasework({ oin, body, ...facts }));
  return { status, ...JSON.parse(text) };
}

const whoCanDecide = { act: 'who-can-decide', topic: 'DEBT_FREEZE', days: 90, amountCents: null, exception: null };
const notGranted = { status: 200, outcome: 'rejected', faults: [{ code: 'NOT_GRANTED', field: null }] };

test('without a token of casework for this very call every organisation answers 401, and casework itself takes no acts', async () => {
  const body = JSON.stringify(freezeRequest());
  for (const { oin, role } of world.organisations.filter((each) => each.role !== 'casework')) {
    const facts = {
      oin,
      body,
      ...granted(role === 'cjib' ? 'penal' : role === 'wmo' ? 'care' : 'dossier', 'debt-freezes'),
    };
    const attempts = [
      null,
      await testSigner(facts),
      await createCallSigner(testCallKeys, { issuer: caseworkIssuer })(facts),
      await createCallSigner(testCaseworkKeys)(facts),
      await asCasework({ ...facts, oin: '00000099000000009999' }),
      await asCasework({ ...facts, body: `${body} ` }),
    ];
    for (const token of attempts) expect((await post(oin, body, token)).status).toBe(401);
    const good = await asCasework(facts);
    expect(await post(oin, body, good)).toMatchObject({
      status: 200,
      text: expect.stringContaining('CLIENT_UNKNOWN_THERE'),
    });
    expect((await post(oin, body, good)).status).toBe(401);
    const matches = addressOf(oin).replace(/acts$/, 'matches');
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${good}` };
    expect((await fetch(matches, { method: 'POST', headers, body })).status).toBe(401);
  }
  const facts = { oin: oins.casework, body, ...granted('dossier', 'debt-freezes'), act: testCallActor };
  expect((await post(oins.casework, body, await testSigner(facts))).status).toBe(401);
});

test('what is no act is refused, and so is one that is too large', async () => {
  const request = freezeRequest();
  for (const asked of [
    {},
    { act: 'drop-everything' },
    { ...request, extra: true },
    { ...request, id: 'no-uuid' },
    { ...request, reason: '  ' },
    { ...request, reason: 'x'.repeat(2_001) },
    { ...request, terms: { ...request.terms, until: '2027-02-30' } },
    { ...request, terms: { ...request.terms, debtIds: [] } },
    { ...freezeDecision(request.id), key: 'short' },
    { act: 'list-requests', decider: 'x', open: null, first: 501, offset: 0 },
  ]) {
    expect((await act('vechtoever', asked, granted('dossier', 'debt-freezes'))).status).toBe(400);
  }
  expect((await act('vechtoever', { pad: 'x'.repeat(maxActBytes) }, granted())).status).toBe(413);
});

describe('a call that does not carry what an act needs', () => {
  const request = freezeRequest();
  test.each<[string, OrganisationName, object, CallFacts]>([
    ['no grant', 'vechtoever', request, { ...granted(), grants: [] }],
    ['the freezes without the dossier', 'vechtoever', request, granted('debt-freezes')],
    ['the dossier without the freezes', 'vechtoever', request, granted('dossier', 'payment-arrangements')],
    ['the dossier where it is penal', 'cjib', request, granted('dossier', 'debt-freezes')],
    ['the dossier where it is care', 'wmoDomstad', request, granted('dossier', 'debt-freezes')],
    [
      'categories of nobody',
      'vechtoever',
      request,
      { ...granted(), grants: [], categories: ['dossier', 'debt-freezes'] },
    ],
    ['another kind to withdraw', 'vechtoever', withdrawal(request.id), granted('dossier', 'payment-arrangements')],
    ['another kind to accept', 'vechtoever', acceptance(request.id, 1), granted('dossier', 'payment-arrangements')],
    [
      'neither kind to hear of',
      'vechtoever',
      { act: 'status', pseudonym: client, ids: [request.id] },
      granted('dossier'),
    ],
    [
      'freezes for instalments',
      'vechtoever',
      { act: 'running-arrangements', pseudonym: client },
      granted('dossier', 'debt-freezes'),
    ],
    [
      'a professional for a decision',
      'vechtoever',
      freezeDecision(request.id),
      { ...granted(), categories: ['requests'] },
    ],
    ['another organisation for a decision', 'vechtoever', freezeDecision(request.id), asContact(oins.elinkhof)],
    [
      'no requests for a decision',
      'vechtoever',
      freezeDecision(request.id),
      asContact(oins.vechtoever, ['contact-persons']),
    ],
    ['no contact persons for who can decide', 'vechtoever', whoCanDecide, granted('contact-persons')],
  ])('%s', async (_, organisation, asked, facts) => {
    expect(await act(organisation, asked, facts)).toEqual(notGranted);
  });
});

test('who can decide is told without any client', async () => {
  const facts = { ...granted(), grants: [], categories: ['contact-persons'] };
  const { status, outcome } = await act('vechtoever', whoCanDecide, facts);
  expect([status, outcome]).toEqual([200, 'who-can-decide']);
});

test('a contact person of one organisation does not reach the requests of another, whatever the address', async () => {
  const wendy = '20000000-0000-4000-8000-000000000005';
  const asked = { act: 'list-requests', decider: wendy, open: true, first: 10, offset: 0 };
  expect(await act('vechtoever', asked, asContact(oins.vechtoever))).toMatchObject({ outcome: 'requests' });
  expect(await act('elinkhof', asked, asContact(oins.vechtoever))).toEqual(notGranted);
  expect(await act('elinkhof', asked, asContact(oins.elinkhof))).toMatchObject({
    faults: [{ code: 'NOT_A_CONTACT_PERSON' }],
  });
});
