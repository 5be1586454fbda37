import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { activity, clientId } from '../consent-store/store-world.ts';
import {
  createDecisionWorld,
  type DecisionWorld,
  decide,
  freezeState,
  ids,
  received,
  refused,
  stateOf,
  storeRequest,
} from './decision-world.ts';

let world: DecisionWorld;
beforeAll(async () => {
  world = await createDecisionWorld();
  await storeRequest(world);
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.partners.asked.splice(0);
  world.partners.answer(() => ({ outcome: 'decided', request: received() }));
});

const wendy = '20000000-0000-4000-8000-000000000005';
const grant = { decision: 'GRANT', reason: ' Akkoord ' };
const all = {
  decideDebtFreeze: grant,
  decidePaymentArrangement: grant,
  endDebtFreeze: { outcome: 'BROKEN', reason: 'Huur niet betaald' },
  recordInstalment: { outcome: 'PAID', amountCents: 5_000 },
  endPaymentArrangement: { outcome: 'RESUMED', reason: 'Weer op tijd' },
};

test('a decision goes to the own organisation, and the answer comes back with the client that casework knows', async () => {
  const input = { ...grant, until: '2027-01-31', conditions: [' Huur op tijd '], measures: ['CALL_OFF_EVICTION'] };
  expect(await decide(world, 'decideDebtFreeze', { idempotencyKey: 'the-same-key', ...input })).toEqual({
    clientId: clientId('natasja'),
    oin: oins.vechtoever,
    request: { id: ids.freeze, status: 'ACTIVE', version: 2 },
    userErrors: [],
  });
  const [asked] = world.partners.asked;
  expect(asked).toMatchObject({
    oin: oins.vechtoever,
    act: {
      act: 'decide-debt-freeze',
      id: ids.freeze,
      version: 1,
      decider: wendy,
      decision: 'GRANT',
      reason: 'Akkoord',
      until: '2027-01-31',
      conditions: ['Huur op tijd'],
      measures: ['CALL_OFF_EVICTION'],
      exceptions: [],
    },
    claims: {
      act: { role: 'contact-person', organisation: oins.vechtoever },
      purpose: 'urn:korte-lijnen:activity:request-handling',
      grants: [],
      categories: ['requests'],
    },
  });
  // Of who decides, the organisation learns in the act itself, and nothing besides.
  expect(Object.keys(asked?.claims.act ?? {})).toEqual(['role', 'organisation']);
  expect(await stateOf(world)).toEqual({ status: 'ACTIVE', version: 2 });
});

test('a key is its person’s own, and the same whenever it is sent again', async () => {
  const key = { idempotencyKey: 'the-same-key', ...grant };
  await decide(world, 'decideDebtFreeze', key);
  await decide(world, 'decideDebtFreeze', key);
  await decide(world, 'decideDebtFreeze', { ...key, idempotencyKey: 'another-key' });
  await decide(world, 'decideDebtFreeze', key, { as: 'ronald' });
  const keys = world.partners.asked.map(({ act }) => ('key' in act ? act.key : ''));
  expect(keys[0]).toBe(keys[1]);
  expect(new Set(keys).size).toBe(3);
  expect(keys[0]).toMatch(/^[\x21-\x7e]{8,200}$/);
  expect(world.partners.asked[3]?.oin).toBe(oins.brugwacht);
});

test('a subject may be as long as an identity provider may make it', async () => {
  const sub = 'x'.repeat(255);
  const actor = { role: 'contact-person', organisation: oins.vechtoever, sub, name: 'x', team: null };
  const input = { idempotencyKey: 'the-same-key', requestId: ids.freeze, version: 1, ...all.endDebtFreeze };
  const query = 'mutation ($input: EndDebtFreezeInput!) { endDebtFreeze(input: $input) { userErrors { code } } }';
  const { data } = await world.ask(query, { input }, actor, activity('request-handling'));
  expect(data.endDebtFreeze).toEqual({ userErrors: [] });
  expect(world.partners.asked[0]?.act).toMatchObject({ decider: sub });
});

test('only how the request stands is kept in casework, and never an earlier state over a later one', async () => {
  const acts = await world.sql('select * from casework.acts');
  world.partners.answer(() => ({
    outcome: 'decided',
    request: received({ state: freezeState({ version: 7, status: 'ENDED' }) }),
  }));
  await decide(world, 'endDebtFreeze', all.endDebtFreeze);
  expect(await stateOf(world)).toEqual({ status: 'ENDED', version: 7 });
  world.partners.answer(() => ({ outcome: 'decided', request: received() }));
  await decide(world, 'decideDebtFreeze', grant);
  expect(await stateOf(world)).toEqual({ status: 'ENDED', version: 7 });
  expect(await world.sql('select * from casework.acts')).toEqual(acts);
});

test('a request that casework never made, of a client that it does not know, is decided all the same', async () => {
  const request = received({ state: freezeState({ id: ids.unknown }), pseudonym: null });
  world.partners.answer(() => ({ outcome: 'decided', request }));
  expect(await decide(world, 'decideDebtFreeze', { ...grant, requestId: ids.unknown })).toMatchObject({
    clientId: null,
    oin: oins.vechtoever,
    request: { id: ids.unknown },
    userErrors: [],
  });
  expect(await stateOf(world, ids.unknown)).toBeUndefined();
  // Another organisation cannot say how a request to this one stands.
  const other = received({ state: freezeState({ version: 99 }) });
  world.partners.answer(() => ({ outcome: 'decided', request: other }));
  await decide(world, 'decideDebtFreeze', grant, { as: 'ronald' });
  expect(await stateOf(world)).toMatchObject({ version: 7 });
});

test.each(Object.entries(all))('%s: only a contact person, for that purpose', async (name, input) => {
  for (const as of ['sanne', 'joost', 'fatma']) {
    expect(await decide(world, name, input, { as })).toEqual(refused('ROLE_NOT_ALLOWED'));
    expect(await decide(world, name, input, { as, purpose: activity('debt-assistance') })).toEqual(
      refused('ROLE_NOT_ALLOWED'),
    );
  }
  for (const purpose of [null, activity('debt-assistance'), activity('oversight')]) {
    expect(await decide(world, name, input, { purpose })).toEqual(refused('NO_PURPOSE'));
  }
  expect(world.partners.asked).toEqual([]);
});

test('a contact person of the wijkteams themselves, or of nobody, decides nothing', async () => {
  const query = `mutation ($input: EndDebtFreezeInput!) { endDebtFreeze(input: $input) { userErrors { code } } }`;
  const input = { idempotencyKey: 'the-same-key', requestId: ids.freeze, version: 1, ...all.endDebtFreeze };
  for (const organisation of [oins.casework, '00000099000000009999']) {
    const actor = { role: 'contact-person', organisation, sub: 'x', name: 'x', team: null };
    const { data } = await world.ask(query, { input }, actor, activity('request-handling'));
    expect(data.endDebtFreeze).toEqual({ userErrors: [{ code: 'ROLE_NOT_ALLOWED' }] });
  }
  const { errors } = await world.ask(query, { input }, null, activity('request-handling'));
  expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  expect(world.partners.asked).toEqual([]);
});

test.each<[string, string, object, string[]]>([
  [
    'a key that is too short',
    'decideDebtFreeze',
    { ...grant, idempotencyKey: 'short' },
    ['IDEMPOTENCY_KEY_INVALID idempotencyKey'],
  ],
  ['no id', 'decideDebtFreeze', { ...grant, requestId: '' }, ['REQUEST_UNKNOWN requestId']],
  ['an endless id', 'decideDebtFreeze', { ...grant, requestId: 'x'.repeat(101) }, ['REQUEST_UNKNOWN requestId']],
  ['a NUL in the id', 'decideDebtFreeze', { ...grant, requestId: 'a\0b' }, ['REQUEST_UNKNOWN requestId']],
  ['a version below zero', 'decideDebtFreeze', { ...grant, version: -1 }, ['STALE_VERSION version']],
  ['no reason', 'decideDebtFreeze', { ...grant, reason: ' ' }, ['TEXT_REQUIRED reason']],
  ['too much reason', 'endDebtFreeze', { ...all.endDebtFreeze, reason: 'x'.repeat(2_001) }, ['TEXT_TOO_LONG reason']],
  ['an empty condition', 'decideDebtFreeze', { ...grant, conditions: ['a', ''] }, ['TEXT_REQUIRED conditions']],
  [
    'eleven conditions',
    'decideDebtFreeze',
    { ...grant, conditions: Array(11).fill('a') },
    ['CONDITIONS_TOO_MANY conditions'],
  ],
  [
    'less than nothing',
    'decidePaymentArrangement',
    { ...grant, monthlyCents: -1, waivedCents: 1_000_000_001 },
    ['AMOUNT_NOT_ALLOWED monthlyCents', 'AMOUNT_NOT_ALLOWED waivedCents'],
  ],
  ['no instalments', 'decidePaymentArrangement', { ...grant, instalments: 0 }, ['INSTALMENTS_NOT_ALLOWED instalments']],
  ['nothing paid', 'recordInstalment', { outcome: 'PAID', amountCents: 0 }, ['AMOUNT_NOT_POSITIVE amountCents']],
  [
    'an amount that was missed',
    'recordInstalment',
    { outcome: 'MISSED', amountCents: 1 },
    ['AMOUNT_NOT_ALLOWED amountCents'],
  ],
])('%s is refused, and the organisation not asked', async (_, name, input, codes) => {
  expect(await decide(world, name, input)).toEqual(refused(...codes));
  expect(world.partners.asked).toEqual([]);
});

test('terms that are left out, or null, are as they were asked', async () => {
  await decide(world, 'decidePaymentArrangement', {
    ...grant,
    monthlyCents: 4_500,
    deferredUntil: null,
    undoSurcharges: false,
  });
  expect(world.partners.asked[0]?.act).toHaveProperty('terms', { monthlyCents: 4_500, undoSurcharges: false });
});

test('what the organisation refuses is said in the words of the input', async () => {
  const faults = [
    { code: 'STALE_VERSION', field: 'version' },
    { code: 'REQUEST_UNKNOWN', field: 'id' },
    { code: 'IDEMPOTENCY_KEY_REUSED', field: 'key' },
    { code: 'MANDATE_EXCEEDED', field: null },
  ] as const;
  world.partners.answer(() => ({ outcome: 'rejected', faults: [...faults] }));
  expect(await decide(world, 'decideDebtFreeze', grant)).toEqual(
    refused(
      'STALE_VERSION version',
      'REQUEST_UNKNOWN requestId',
      'IDEMPOTENCY_KEY_REUSED idempotencyKey',
      'MANDATE_EXCEEDED',
    ),
  );
});

test.each([
  ['is down', { status: 503 }],
  ['says something else', { status: 200, body: '{"outcome":"perhaps"}' }],
  ['answers another question', { outcome: 'requests' as const, requests: [] }],
  ['says nothing', 'silence' as const],
])('an organisation that %s is said to be unavailable; nothing is kept', async (_, answer) => {
  const before = await stateOf(world);
  world.partners.answer(() => answer);
  expect(await decide(world, 'decideDebtFreeze', grant)).toEqual(refused('ORGANISATION_UNAVAILABLE'));
  expect(await stateOf(world)).toEqual(before);
});
