import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { activity, clientId, goodConsent, nobody } from '../consent-store/store-world.ts';
import { createRequestWorld, deaf, except, lost, pass, type RequestWorld } from './request-world.ts';

let world: RequestWorld;
beforeAll(async () => {
  world = await createRequestWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.network(pass);
  world.asked.splice(0);
});

const freeze = (person: string, organisation: keyof typeof oins, more: object = {}) => ({
  clientId: clientId(person),
  oin: oins[organisation],
  until: '2027-02-01',
  reason: 'De schuldhulp begint',
  ...more,
});

const refusedBy = async (input: object, options = {}) => {
  const before = await world.sql('select count(*) from casework.requests');
  const payload = await world.act('requestDebtFreeze', input, options);
  expect(payload).toMatchObject({ client: null, request: null });
  expect(await world.sql('select count(*) from casework.requests')).toEqual(before);
  expect(world.asked).toEqual([]);
  return payload.userErrors.map(({ code, field }: { code: string; field: string | null }) => `${code} ${field}`);
};

const full = `request { id kind status version reason organisation { oin } asked { from until debtIds conditions }
  answered { until debtIds } answer automatic contact { name } askedBy nextAttemptAt giveUpAt knownAt }`;

test('a freeze that is asked stands at the organisation under the id that casework gave it', async () => {
  const payload = await world.act('requestDebtFreeze', freeze('hakan', 'lekstroom', { conditions: ['Budgetbeheer'] }), {
    selection: full,
  });
  expect(payload).toMatchObject({
    client: { id: clientId('hakan') },
    oins: [oins.lekstroom],
    userErrors: [],
    request: {
      kind: 'DEBT_FREEZE',
      status: 'REQUESTED',
      organisation: { oin: oins.lekstroom },
      asked: { from: '2026-11-22', until: '2027-02-01', debtIds: null, conditions: ['Budgetbeheer'] },
      automatic: false,
      nextAttemptAt: null,
    },
  });
  const there = await world.sql('select status from insurer.debt_freezes where oin = $1 and id = $2', [
    oins.lekstroom,
    payload.request.id,
  ]);
  expect(there).toEqual([{ status: 'REQUESTED' }]);
});

test('what is wrong with a freeze is told for each field, and nobody is asked', async () => {
  const odd = freeze('joyce', 'vechtoever', { until: '2026-11-20', from: '2026-11-21', debtIds: [], reason: '  ' });
  expect(await refusedBy(odd)).toEqual([
    'TEXT_REQUIRED reason',
    'DEBTS_TOO_MANY debtIds',
    'DATE_IN_THE_PAST from',
    'DATE_IN_THE_PAST until',
  ]);
  const reversed = freeze('joyce', 'vechtoever', { from: '2027-03-01', conditions: Array(11).fill('x') });
  expect(await refusedBy(reversed)).toEqual(['CONDITIONS_TOO_MANY conditions', 'DATES_REVERSED until']);
});

test('without a client, a link, a basis or a role nobody is asked', async () => {
  expect(await refusedBy(freeze('herman', 'oostland'))).toEqual(['CLIENT_UNKNOWN clientId']);
  expect(await refusedBy({ ...freeze('joyce', 'vechtoever'), clientId: nobody })).toEqual(['CLIENT_UNKNOWN clientId']);
  expect(await refusedBy({ ...freeze('joyce', 'vechtoever'), oin: oins.casework })).toEqual([
    'ORGANISATION_UNKNOWN oin',
  ]);
  expect(await refusedBy(freeze('joyce', 'lekstroom'))).toEqual(['NOT_LINKED oin']);
  // Joyce is not linked to the CJIB and Peter is: without consent nobody can tell.
  expect(await refusedBy(freeze('joyce', 'cjib'))).toEqual(['CONSENT_MISSING oin']);
  expect(await refusedBy(freeze('peter', 'cjib'))).toEqual(['CONSENT_MISSING oin']);
  const joyce = freeze('joyce', 'vechtoever');
  expect(await refusedBy(joyce, { purpose: null })).toEqual(['NO_PURPOSE null']);
  expect(await refusedBy(joyce, { purpose: activity('early-signal') })).toEqual(['NO_LEGAL_BASIS oin']);
  expect(await refusedBy(joyce, { as: 'wendy' })).toEqual(['ROLE_NOT_ALLOWED null']);
});

test('what the organisation rejects is told as an error about the input, and is not shown as a request', async () => {
  const key = { idempotencyKey: randomUUID() };
  const unknown = freeze('joyce', 'vechtoever', { ...key, debtIds: ['no such debt'] });
  const payload = await world.act('requestDebtFreeze', unknown);
  expect(payload).toMatchObject({ client: null, request: null, oins: [oins.vechtoever] });
  expect(payload.userErrors).toEqual([{ code: 'DEBT_UNKNOWN', field: 'debtIds' }]);
  expect(await world.act('requestDebtFreeze', unknown)).toEqual(payload);
  expect(world.asked.length).toBe(1);
  const { data } = await world.ask('query ($id: ID!) { client(id: $id) { requests { id } } }', {
    id: clientId('joyce'),
  });
  expect(data.client.requests).toEqual([]);
});

test('the same key asks once, and shows how it stands by now; with other content it is refused', async () => {
  const input = freeze('ria', 'vechtoever', { idempotencyKey: randomUUID() });
  world.network(lost);
  const first = await world.act('requestDebtFreeze', input);
  expect(first).toMatchObject({ request: { status: 'UNDELIVERED', version: 0 }, oins: [oins.vechtoever] });
  world.network(pass);
  expect(await world.act('requestDebtFreeze', input)).toEqual(first);
  expect(world.asked.length).toBe(1);
  const other = await world.act('requestDebtFreeze', { ...input, until: '2027-01-01' });
  expect(other.userErrors).toEqual([{ code: 'IDEMPOTENCY_KEY_REUSED', field: 'idempotencyKey' }]);
});

test('two presses at once with one key make one request, and both see what came of it', async () => {
  const input = freeze('kevin', 'vechtoever', { idempotencyKey: randomUUID() });
  const payloads = await Promise.all([1, 2, 3].map(() => world.act('requestDebtFreeze', input)));
  expect(new Set(payloads.map((payload) => JSON.stringify(payload))).size).toBe(1);
  expect(payloads[0].request.status).toBe('REQUESTED');
  expect(world.asked.length).toBe(1);
});

test('a request is taken back: where it came, where only its answer was lost, and where it never came', async () => {
  for (const [network, person] of [
    [pass, 'natasja'],
    [deaf, 'marleen'],
    [lost, 'gerrit'],
  ] as const) {
    world.network(except({ brugwacht: network }));
    const { request } = await world.act('requestDebtFreeze', freeze(person, 'brugwacht'));
    world.network(pass);
    const taken = await world.act('withdrawRequest', { requestId: request.id, reason: 'Niet meer nodig' });
    expect(taken).toMatchObject({ request: { id: request.id, status: 'WITHDRAWN' }, userErrors: [] });
    const again = await world.act('withdrawRequest', { requestId: request.id, reason: 'Nog eens' });
    expect(again.userErrors).toEqual([{ code: 'TRANSITION_NOT_ALLOWED', field: 'requestId' }]);
  }
  const live = await world.sql(`select id from insurer.debt_freezes where status = 'REQUESTED' and requested is not null
    and oin = '${oins.brugwacht}'`);
  expect(live).toEqual([]);
});

test('a withdrawal that does not arrive waits, and is told once it can be', async () => {
  const { request } = await world.act('requestDebtFreeze', freeze('bep', 'brugwacht'));
  world.network(lost);
  const taken = await world.act(
    'withdrawRequest',
    { requestId: request.id, reason: 'Niet meer nodig' },
    { selection: full },
  );
  expect(taken).toMatchObject({
    request: { status: 'REQUESTED', nextAttemptAt: expect.stringMatching(/^2026-11-22T12:1/) },
  });
});

test('another team cannot take back a request, nor see it', async () => {
  const { request } = await world.act('requestDebtFreeze', freeze('peter', 'brugwacht'));
  const other = await world.act('withdrawRequest', { requestId: request.id, reason: 'x' }, { as: 'marijke' });
  expect(other.userErrors).toEqual([{ code: 'REQUEST_UNKNOWN', field: 'requestId' }]);
  for (const requestId of ['no id', nobody, 'a\0b']) {
    const { userErrors } = await world.act('withdrawRequest', { requestId, reason: 'x' });
    expect(userErrors).toEqual([{ code: 'REQUEST_UNKNOWN', field: 'requestId' }]);
  }
});

test('an organisation that needs consent is asked by it, and not told of a withdrawal after it', async () => {
  const consent = await world.ask(
    'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { consentId userErrors { code } } }',
    { input: { ...goodConsent, idempotencyKey: randomUUID(), categories: ['penal', 'debt-freezes'] } },
  );
  const { consentId } = consent.data.recordConsent;
  const { request, userErrors } = await world.act('requestDebtFreeze', freeze('peter', 'cjib'), { selection: full });
  expect(userErrors).toEqual([]);
  expect(request.status).toBe('REQUESTED');
  await world.ask('mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { consentId } }', {
    input: { idempotencyKey: randomUUID(), consentId },
  });
  world.asked.splice(0);
  const taken = await world.act('withdrawRequest', { requestId: request.id, reason: 'Toestemming ingetrokken' });
  expect(taken.userErrors).toEqual([{ code: 'CONSENT_MISSING', field: 'oin' }]);
  expect(world.asked).toEqual([]);
});
