import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oins, personByKey } from '../../subgraphs/casebook/people.ts';
import { caseworkProcesses } from '../support/casework-process.ts';
import { type GatewayProcesses, gatewayProcesses, issuerOf } from '../support/gateway-process.ts';
import { type HeldCall, type Hold, type HoldingRelay, startHoldingRelay } from '../support/holding-relay.ts';
import { createWorld, debtAssistance, type World, type WorldAnswer } from '../support/world.ts';
import { documentOf, inDays, type Payload } from './doing.ts';
import { createFirstStates } from './first-states.ts';
import { connectOwner, expectAgreement, keptFreezes } from './stores.ts';

let world: World;
let relay: HoldingRelay;
let gateways: GatewayProcesses;
let owner: pg.Client;

beforeAll(async () => {
  relay = await startHoldingRelay();
  world = await createWorld({
    database: () => createFirstStates(1, 2, 3, 4, 5, 6),
    // What is held must not look like an organisation that is slow, however busy the machine is.
    organisation: (organisation) => ({ ...organisation, url: relay.before(organisation), timeoutMs: 60_000 }),
  });
  gateways = gatewayProcesses(world, issuerOf(await world.token('sanne')));
  owner = await connectOwner(world);
});

afterAll(async () => {
  await owner.end();
  await gateways[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
  await relay[Symbol.asyncDispose]();
});

const pressOf = (person: string) => ({
  idempotencyKey: `pressed-for-${person}`,
  clientId: personByKey(person).id,
  until: inDays(60),
  reason: 'Rust, terwijl het plan wordt gemaakt.',
});

/** Presses at a gateway; null when it ended before it answered. */
async function press(gatewayUrl: string, person: string): Promise<Payload | null> {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${await world.token('sanne')}`,
    'x-purpose': debtAssistance,
  };
  const body = JSON.stringify({ query: documentOf('pressPauseButton'), variables: { input: pressOf(person) } });
  try {
    const response = await fetch(`${gatewayUrl}/graphql`, { method: 'POST', headers, body });
    const { data } = (await response.json()) as WorldAnswer;
    return (data?.pressPauseButton as Payload | undefined) ?? null;
  } catch {
    return null;
  }
}

/** Calls by which the gateway has casework press for someone. */
const pressFor = (person: string) => {
  const { idempotencyKey } = pressOf(person);
  return ({ oin, body }: HeldCall) => oin === oins.casework && body.includes(idempotencyKey);
};

const act = ({ address }: HeldCall) => address === 'acts';

/** Expects one press, and one request at each organisation. */
async function expectOnce(person: string, payload: Payload | null, organisations: number): Promise<void> {
  expect(payload?.userErrors).toEqual([]);
  expect(payload?.oins).toHaveLength(organisations);
  const clientId = personByKey(person).id;
  const { rows: pauses } = await owner.query('select id::text from casework.pauses where client_id = $1', [clientId]);
  expect(pauses).toEqual([{ id: payload?.pauseButton?.id }]);
  const { rows: requests } = await owner.query<{ oin: string }>(
    'select oin from casework.requests where client_id = $1 order by oin',
    [clientId],
  );
  expect(requests.map(({ oin }) => oin)).toEqual(payload?.oins.toSorted());
}

/** Expects that all was delivered, and that casework and the organisations say the same. */
async function expectNothingLeft(): Promise<void> {
  expect(await undelivered()).toBe(0);
  const { rows: unanswered } = await owner.query(
    `select request.oin from casework.requests request join casework.outbox delivery on delivery.request_id = request.id
     where delivery.status <> 'delivered' and delivery.faults is distinct from '[{"code": "NO_DEBTS", "field": null}]'`,
  );
  expect(unanswered).toEqual([]);
  const kept = await keptFreezes(owner);
  expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length);
  await expectAgreement(owner);
}

/** By person, how far a press is when the gateway is killed; in this order. */
const moments = {
  hakan: { organisations: 1, hold: () => relay.hold('back', pressFor('hakan'), 1) },
  ineke: { organisations: 2, hold: () => relay.hold('back', pressFor('ineke'), 1) },
  dennis: { organisations: 3, hold: () => relay.hold('back', act, 3) },
  natasja: { organisations: 6, hold: () => relay.hold('there', act, 6) },
  ria: { organisations: 3, hold: () => relay.hold('there', pressFor('ria'), 1) },
  joyce: { organisations: 2, hold: () => relay.hold('there', pressFor('joyce'), 1) },
} as const;

type Held = keyof typeof moments;

test('a gateway that is killed between any two steps of a press: pressed again with the same key, all is done once', {
  timeout: 120_000,
}, async () => {
  const people = Object.keys(moments) as Held[];
  const holds = new Map<Held, Hold>();
  const answers: Promise<Payload | null>[] = [];
  const killed = await gateways.start();
  for (const person of people) {
    const hold = moments[person].hold();
    holds.set(person, hold);
    answers.push(press(killed.url, person));
    await hold.held;
  }
  // Of one press everything is done, and being recorded.
  await owner.query('begin; lock table audit.records in exclusive mode');
  holds.get('ineke')?.end('goes on');
  await expect.poll(isWaitingForTheLog, { timeout: 20_000 }).toBe(true);
  await killed.kill();
  await owner.query('rollback');
  expect(await Promise.all(answers)).toEqual(people.map(() => null));

  const restarted = gateways.start();
  // One press never came to casework, the others come late.
  for (const person of people) holds.get(person)?.end(person === 'ria' ? 'is lost' : 'goes on');
  const { url } = await restarted;
  for (const person of people) await expectOnce(person, await press(url, person), moments[person].organisations);
  await expectNothingLeft();
});

async function isWaitingForTheLog(): Promise<boolean> {
  const { rows } = await owner.query(`select from pg_locks where not granted and relation = 'audit.records'::regclass`);
  return rows.length > 0;
}

test('casework that is killed between its commit and the delivery: whoever starts next delivers, once', {
  timeout: 120_000,
}, async () => {
  await world.stop('casework');
  await using caseworks = caseworkProcesses(world);
  const killed = await caseworks.start();
  relay.before({ oin: oins.casework, url: killed.url });
  // Each asks two organisations: of one they did what was asked, of one they get it late, and of one never.
  const answers: Promise<Payload | null>[] = [];
  const pressHeld = async (person: string, way: 'there' | 'back') => {
    const hold = relay.hold(way, act, 2);
    answers.push(press(world.url, person));
    await hold.held;
    return hold;
  };
  const done = await pressHeld('kevin', 'back');
  const late = await pressHeld('marleen', 'there');
  const never = await pressHeld('peter', 'there');
  await killed.kill();
  expect(await Promise.all(answers)).toEqual([null, null, null]);
  expect(await undelivered()).toBe(6);
  // What it was delivering was its own for a while; the while is over.
  await owner.query(`update casework.outbox set leased_until = clock_timestamp() where status = 'waiting'`);
  const next = await caseworks.start();
  relay.before({ oin: oins.casework, url: next.url });
  for (const hold of [done, never]) hold.end('is lost');
  late.end('goes on');
  await expect.poll(undelivered, { timeout: 20_000 }).toBe(0);
  for (const person of ['kevin', 'marleen', 'peter']) await expectOnce(person, await press(world.url, person), 2);
  await expectNothingLeft();
});

async function undelivered(): Promise<number> {
  const { rows } = await owner.query(`select from casework.outbox where status = 'waiting'`);
  return rows.length;
}
