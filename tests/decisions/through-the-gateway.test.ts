import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { clientId, rows } from '../linking/acts.ts';
import { type AskOptions, createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const answering: AskOptions = { as: 'wendy', purpose: 'urn:korte-lijnen:activity:request-handling' };

interface Payload {
  client?: object | null;
  request?: { id: string; status: string; version: number } | null;
  userErrors: { code: string; field: string | null }[];
}

async function act(name: string, selection: string, input: object, options: AskOptions = {}) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field } } }`;
  const answer = await world.ask(query, {
    ...options,
    variables: { input: { idempotencyKey: randomUUID(), ...input } },
  });
  return { ...answer, payload: answer.data?.[name] as Payload | null };
}

const requestsForMe =
  'query ($first: Int) { requestsForMe(first: $first) { id status version dossier reason terms { debtIds } } }';

async function received(first = 50) {
  const { data, text } = await world.ask(requestsForMe, { ...answering, variables: { first } });
  const requests = data?.requestsForMe as { id: string; status: string; version: number; dossier: string }[] | null;
  if (!requests) throw new Error(text);
  return { requests, text };
}

test('a request is seen and decided at the organisation, and the wijkteam sees what came of it', async () => {
  const freeze = { clientId: clientId('joyce'), oin: oins.vechtoever, until: '2027-01-20', reason: 'Eerst rust' };
  const { payload: asked, text } = await act('requestDebtFreeze', 'request { id status }', freeze);
  const { id, status } = asked?.request ?? { id: '', status: '' };
  expect({ text, status }).toMatchObject({ status: 'REQUESTED' });
  const seen = await received();
  expect(seen.text).not.toMatch(/Joyce|Pinas|1988/);
  const mine = seen.requests.find((request) => request.id === id);
  expect(mine).toMatchObject({ status: 'REQUESTED', dossier: 'VO-118203', reason: 'Eerst rust' });
  const decision = { requestId: id, version: mine?.version, decision: 'GRANT', reason: 'Akkoord' };
  const decided = await act('decideDebtFreeze', 'oin request { status }', decision, answering);
  expect(decided.payload).toEqual({ oin: oins.vechtoever, request: { status: 'ACTIVE' }, userErrors: [] });
  const view = await world.ask(
    `query ($id: ID!) { client(id: $id) { requests { id status answer } case { timeline { kind organisation { name } } } } }`,
    { variables: { id: clientId('joyce') } },
  );
  const name = 'Woonstichting De Vechtoever';
  expect(view.data?.client).toMatchObject({
    requests: [{ id, status: 'ACTIVE', answer: 'Akkoord' }],
    case: {
      timeline: expect.arrayContaining([
        { kind: 'REQUEST_ANSWERED', organisation: { name } },
        { kind: 'FREEZE_REQUESTED', organisation: { name } },
      ]),
    },
  });
});

test('of fifty who decide one request at once through the gateway, one does', async () => {
  const freeze = { clientId: clientId('ria'), oin: oins.vechtoever, until: '2027-01-10', reason: 'Eerst rust' };
  const { payload } = await act('requestDebtFreeze', 'request { id version }', freeze);
  const { id, version } = payload?.request ?? { id: '', version: 0 };
  const decision = { requestId: id, version, reason: 'Besluit' };
  const decided = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      act(
        'decideDebtFreeze',
        'request { status }',
        { ...decision, decision: index % 2 ? 'GRANT' : 'REFUSE' },
        answering,
      ),
    ),
  );
  const codes = decided.map(({ payload: each, text }) => each?.userErrors.map(({ code }) => code).join() ?? text);
  expect(codes.filter((code) => code === '')).toHaveLength(1);
  expect(codes.filter((code) => /^(STALE_VERSION|REQUEST_DECIDED_ALREADY)$/.test(code))).toHaveLength(49);
});

test('two hundred requests for a contact person take as many statements as twelve', async () => {
  await rows(
    world,
    `insert into housing.debt_freezes (oin, dossier, id, status, from_date, until_date, conditions, asked_at)
     select $1, 'VO-118203', 'many-' || number, 'REFUSED', '2026-01-01', '2026-02-01', '{}', '2026-01-01'
     from generate_series(1, 200) as number`,
    [oins.vechtoever],
  );
  await rows(
    world,
    `insert into housing.debt_freeze_debts (oin, dossier, debt_freeze_id, debt_id)
     select oin, dossier, id, 'VO-118203-S1' from housing.debt_freezes where id like 'many-%'`,
  );
  const count = async (first: number) => {
    world.forget();
    expect((await received(first)).requests).toHaveLength(first);
    return world.statements.map(({ role, sql }) => `${role}: ${sql}`).toSorted();
  };
  const twelve = await count(12);
  expect(await count(200)).toEqual(twelve);
  expect(twelve.filter((statement) => statement.startsWith('casework'))).toHaveLength(1);
});

test('professionals do not answer requests, and contact persons do not ask', async () => {
  const decision = { requestId: randomUUID(), version: 1, decision: 'GRANT', reason: 'Akkoord' };
  world.forget();
  for (const options of [{ as: 'sanne' }, { ...answering, as: 'sanne' }, { as: 'wendy' }]) {
    const { data } = await act('decideDebtFreeze', 'request { id }', decision, options);
    expect(data?.decideDebtFreeze ?? null).toBeNull();
    expect((await world.ask('{ requestsForMe { id } }', options)).data?.requestsForMe ?? null).toBeNull();
  }
  const freeze = { clientId: clientId('joyce'), oin: oins.vechtoever, until: '2027-01-20', reason: 'Eerst rust' };
  expect((await act('requestDebtFreeze', 'request { id }', freeze, answering)).payload ?? null).toBeNull();
  expect(world.calls.filter(({ body }) => body.includes('"act"'))).toEqual([]);
});

test('who can decide is asked with the purpose of the help', async () => {
  const query = `{ whoCanDecide(topic: DEBT_FREEZE, role: HOUSING, days: 30) { organisation { name } unavailable
    firstReachable { name reachableFrom } escalation { level name } } }`;
  const { data, errors } = await world.ask(query);
  expect(errors).toBeUndefined();
  const answers = data?.whoCanDecide as { unavailable: boolean; firstReachable: object | null }[];
  expect(answers.map(({ unavailable, firstReachable }) => [unavailable, firstReachable !== null])).toEqual(
    Array(4).fill([false, true]),
  );
  expect((await world.ask(query, { purpose: null })).data?.whoCanDecide).toBeNull();
});

test('the plan, the costs avoided and the red button of a case are seen by its team alone', async () => {
  const on = { clientId: clientId('natasja') };
  const words = {
    present: 'Nu',
    desired: 'Straks',
    ifNothingDone: 'Anders',
    legitimacy: 'Wgs',
    involvement: 'Zelf',
    return: 'Meer',
  };
  await act('writeCasePlan', 'recordId', { ...on, version: 0, ...words });
  await act('stateCostsAvoided', 'recordId', { ...on, description: 'Geen ontruiming', amountCents: 6_000_000 });
  const pressed = await act('pressRedButton', 'client { id case { escalations { level } } } recordId', {
    ...on,
    reason: 'Ontruiming',
  });
  expect(pressed.payload?.client).toEqual({ id: on.clientId, case: { escalations: [{ level: 'TEAM_LEAD' }] } });
  const query = `query ($id: ID!) { client(id: $id) { case { plan { version present } costsAvoidedTotalCents
    escalations { overdue } timeline { kind } } } }`;
  const { data } = await world.ask(query, { variables: { id: on.clientId } });
  expect(data?.client).toMatchObject({
    case: { plan: { version: 1, present: 'Nu' }, costsAvoidedTotalCents: 6_000_000, escalations: [{ overdue: false }] },
  });
  const other = await world.ask(query, { as: 'marijke', variables: { id: on.clientId } });
  expect(other.data?.client).toBeNull();
  const refused = await act(
    'pressRedButton',
    'client { id } recordId',
    { ...on, reason: 'Ontruiming' },
    { as: 'marijke' },
  );
  expect(refused.payload).toEqual({
    client: null,
    recordId: null,
    userErrors: [{ code: 'CLIENT_UNKNOWN', field: 'clientId' }],
  });
});

test('whom the organisation does not know as its contact person hears that it is the role, not that nobody answers', async () => {
  const rename = (login: string) =>
    rows(
      world,
      `update housing.contact_persons set login = ${login} where oin = '${oins.vechtoever}' and id = 'VO-M1' returning id`,
    );
  const { login } = (await rows(world, `select login from housing.contact_persons where id = 'VO-M1'`))[0] as {
    login: string;
  };
  await rename('null');
  const { data, errors } = await world.ask(requestsForMe, answering);
  expect(data).toEqual({ requestsForMe: null });
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['ROLE_NOT_ALLOWED']);
  await rename(`'${login}'`);
});
