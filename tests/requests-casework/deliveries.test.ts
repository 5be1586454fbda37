import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { backOffMs } from '../../subgraphs/casework/requests/delivery.ts';
import { clientId, goodConsent } from '../consent-store/store-world.ts';
import { createRequestWorld, deaf, lost, pass, type RequestWorld } from './request-world.ts';

const shown = `query ($id: ID!) { client(id: $id) { requests { id status version answer contact { name phone } nextAttemptAt giveUpAt } } }`;

const requestsOf = async (world: RequestWorld, person: string) =>
  (await world.ask(shown, { id: clientId(person) })).data.client.requests;

const ask = (world: RequestWorld, person: string, organisation: keyof typeof oins) =>
  world.act('requestDebtFreeze', {
    clientId: clientId(person),
    oin: oins[organisation],
    until: '2027-02-01',
    reason: 'De schuldhulp begint',
  });

/** Waits until something is so; fails when the test's time is over. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(20);
}

const freezesAt = (world: RequestWorld, schema: string) =>
  world.sql(`select id, status from ${schema}.debt_freezes where requested is not null order by id`);

test('who does not answer is asked again, the same and later each time, until there is an answer', async () => {
  await using world = await createRequestWorld({ firstBackOffMs: 5 });
  let failures = 0;
  world.network((call) => {
    failures += 1;
    return failures <= 3 ? (failures % 2 === 0 ? lost(call) : deaf(call)) : call.pass();
  });
  await ask(world, 'hakan', 'lekstroom');
  await until(async () => (await requestsOf(world, 'hakan'))[0].status === 'REQUESTED');
  expect(world.asked.length).toBe(4);
  expect(new Set(world.asked.map(({ act }) => JSON.stringify(act))).size).toBe(1);
  expect((await freezesAt(world, 'insurer')).length).toBe(1);
  const tried = await world.sql(
    `select attempt, purpose, bases from casework.delivery_attempts where delivery_id in (
       select id from casework.outbox where status = 'delivered') order by attempt`,
  );
  expect(tried.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
  const article = 'Wgs art. 8 en 8a';
  for (const { purpose, bases } of tried) {
    expect(purpose).toBe('urn:korte-lijnen:activity:debt-assistance');
    expect(bases).toEqual([
      { category: 'dossier', basis: 'LEGAL_TASK', article },
      { category: 'debt-freezes', basis: 'LEGAL_TASK', article },
    ]);
  }
  await expect(world.sql('delete from casework.delivery_attempts')).rejects.toThrow();
});

test('the delay doubles up to a quarter of an hour, and is not the same for all', () => {
  expect([1, 2, 3, 10].map((attempts) => backOffMs(attempts, 1_000, 0.5))).toEqual([1_000, 2_000, 4_000, 512_000]);
  expect(backOffMs(11, 1_000, 0.5)).toBe(900_000);
  expect(backOffMs(5_000, 1_000, 1)).toBe(900_000 * 1.2);
  expect(backOffMs(1, 1_000, 0)).toBe(800);
});

test('what was left by a casework that died is delivered by the next, whatever it was doing', async () => {
  await using world = await createRequestWorld({ leaseMs: 1, scanMs: 10 });
  // Never answers: casework dies while it waits.
  for (const [person, network] of [
    ['hakan', () => new Promise<never>(() => {})],
    ['gerrit', (call: { pass(): Promise<unknown> }) => call.pass().then(() => new Promise<never>(() => {}))],
  ] as const) {
    world.network(network);
    void ask(world, person, person === 'hakan' ? 'lekstroom' : 'brugwacht').catch(() => {});
    await until(
      async () => world.asked.some(({ act }) => 'id' in act) && (await requestsOf(world, person)).length === 1,
    );
    await world.kill();
    world.network(pass);
    await world.start();
    await until(async () => (await requestsOf(world, person))[0].status === 'REQUESTED');
  }
  expect((await freezesAt(world, 'insurer')).length).toBe(2);
});

test('what was stored and never sent is found by the next casework', async () => {
  await using world = await createRequestWorld({ scanMs: 10 });
  await world.kill();
  const id = randomUUID();
  await world.sql(
    `insert into casework.requests values ($1, $2, $3, 'DEBT_FREEZE', null, 'urn:korte-lijnen:activity:debt-assistance', '[]',
      true, '{"from":"2026-11-22","until":"2027-02-01","debtIds":null,"conditions":[]}', 'waarom', null, 'x', 'professional',
      'team-ondiep', '2026-11-22T12:00:00Z')`,
    [id, clientId('hakan'), oins.lekstroom],
  );
  await world.sql(
    `insert into casework.outbox (request_id, ordinal, act, purpose, asker_role, status, made_at, next_attempt_at, give_up_at)
      values ($1, 1, 'ask', 'urn:korte-lijnen:activity:debt-assistance', 'professional', 'waiting', $2, $2, $2::timestamptz + interval '1 hour')`,
    [id, '2026-11-22T12:00:00Z'],
  );
  await world.start();
  await until(async () => (await requestsOf(world, 'hakan'))[0].status === 'REQUESTED');
  expect(await freezesAt(world, 'insurer')).toEqual([{ id, status: 'REQUESTED' }]);
});

test('after the term it is given up, with whom to call; what did arrive is found out all the same', async () => {
  await using world = await createRequestWorld({ firstBackOffMs: 5, termMs: 3_600_000, refreshMs: 10 });
  world.network(deaf);
  await ask(world, 'hakan', 'lekstroom');
  expect((await requestsOf(world, 'hakan'))[0]).toMatchObject({
    status: 'UNDELIVERED',
    giveUpAt: '2026-11-22T13:00:00.000Z',
  });
  world.setNow('2026-11-22T13:00:00Z');
  await until(async () => (await requestsOf(world, 'hakan'))[0].status === 'GIVEN_UP');
  expect((await requestsOf(world, 'hakan'))[0].contact).toEqual({
    name: 'Onderlinge Zorgkas Lekstroom',
    phone: '088 000 52 00',
  });
  world.network(pass);
  await until(async () => (await requestsOf(world, 'hakan'))[0].status === 'REQUESTED');
  expect((await requestsOf(world, 'hakan'))[0].contact.name).toBe('Gijs Verbeek');
});

test('a consent that is withdrawn ends deliveries that it was needed for', async () => {
  await using world = await createRequestWorld({ firstBackOffMs: 5 });
  const input = { ...goodConsent, idempotencyKey: randomUUID(), categories: ['penal', 'debt-freezes'] };
  const given = await world.ask(
    'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { consentId } }',
    {
      input,
    },
  );
  world.network(lost);
  const { request } = await ask(world, 'peter', 'cjib');
  expect(request.status).toBe('UNDELIVERED');
  await world.ask('mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { consentId } }', {
    input: { idempotencyKey: randomUUID(), consentId: given.data.recordConsent.consentId },
  });
  await until(async () => (await requestsOf(world, 'peter'))[0].status === 'NOT_ALLOWED');
  const asked = world.asked.length;
  world.network(pass);
  await wait(50);
  expect(world.asked.length).toBe(asked);
  expect((await requestsOf(world, 'peter'))[0]).toMatchObject({ answer: 'CONSENT_MISSING', nextAttemptAt: null });
  expect(await freezesAt(world, 'cjib')).toEqual([]);
});

test('a client whom no team helps any more is not spoken of', async () => {
  await using world = await createRequestWorld({ firstBackOffMs: 5 });
  world.network(lost);
  await ask(world, 'hakan', 'lekstroom');
  const ended = await world.ask(
    'mutation ($input: EndCaseRelationInput!) { endCaseRelation(input: $input) { caseRelationId } }',
    {
      input: { idempotencyKey: randomUUID(), clientId: clientId('hakan'), reason: 'Verhuisd' },
    },
  );
  expect(ended.data.endCaseRelation.caseRelationId).not.toBe(null);
  await until(async () => {
    const [row] = await world.sql(`select not_allowed_because from casework.outbox`);
    return row?.not_allowed_because === 'NO_CASE_RELATION';
  });
});

test('answers that come in another order leave the latest state', async () => {
  await using world = await createRequestWorld();
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  world.network(async (call) => {
    const answer = await call.pass();
    if (call.act.act === 'request-debt-freeze') await held;
    return answer;
  });
  const asking = ask(world, 'hakan', 'lekstroom');
  await until(async () => (await freezesAt(world, 'insurer')).length === 1);
  const [{ id }] = await requestsOf(world, 'hakan');
  const taken = await world.act('withdrawRequest', { requestId: id, reason: 'Toch niet' });
  expect(taken.request).toMatchObject({ status: 'WITHDRAWN' });
  release();
  expect((await asking).request).toMatchObject({ status: 'WITHDRAWN' });
  expect(await freezesAt(world, 'insurer')).toEqual([{ id, status: 'WITHDRAWN' }]);
});

test('a withdrawal that overtakes its request leaves it dead on arrival', async () => {
  await using world = await createRequestWorld();
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  world.network(async (call) => {
    if (call.act.act === 'request-debt-freeze') await held;
    return call.pass();
  });
  const asking = ask(world, 'hakan', 'lekstroom');
  await until(async () => world.asked.length === 1);
  const [{ id }] = await requestsOf(world, 'hakan');
  expect((await world.act('withdrawRequest', { requestId: id, reason: 'Toch niet' })).request.status).toBe('WITHDRAWN');
  release();
  await asking;
  expect((await requestsOf(world, 'hakan'))[0].status).toBe('WITHDRAWN');
  expect(await freezesAt(world, 'insurer')).toEqual([]);
});

test('an organisation speaks only of requests to itself', async () => {
  await using world = await createRequestWorld();
  const { request } = await ask(world, 'hakan', 'lekstroom');
  world.network(async (call) => {
    const answer = await call.pass();
    return answer.outcome === 'done' ? { ...answer, state: { ...answer.state, id: request.id, version: 9 } } : answer;
  });
  const other = await ask(world, 'gerrit', 'brugwacht');
  expect(other.request).toMatchObject({ status: 'UNDELIVERED' });
  expect((await requestsOf(world, 'hakan'))[0]).toMatchObject({ version: 1 });
});
