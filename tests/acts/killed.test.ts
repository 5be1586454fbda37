import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oins, personByKey } from '../../subgraphs/casebook/people.ts';
import { caseworkProcesses } from '../support/casework-process.ts';
import { type GatewayProcesses, gatewayProcesses, issuerOf } from '../support/gateway-process.ts';
import { type Hold, type HoldingRelay, startHoldingRelay } from '../support/holding-relay.ts';
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
    organisation: (organisation) => ({ ...organisation, url: relay.before(organisation) }),
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

const atCasework = ({ oin, body }: { oin: string; body: string }) =>
  oin === oins.casework && body.includes('pressPauseButton');
const atPartners = ({ address }: { address: string }) => address === 'acts';

/** Between which steps of a press the gateway is killed, for whom, and how many organisations there are. */
interface Moment {
  person: string;
  /** Organisations that are asked. */
  asked: number;
  hold(): Hold;
  held: number;
  /** What becomes of what was held, after the gateway is gone. */
  fate: 'goes on' | 'is lost';
}

const moments: Record<string, Moment> = {
  'before casework gets the press, which is lost': {
    person: 'ria',
    asked: 3,
    hold: () => relay.hold('there', atCasework),
    held: 1,
    fate: 'is lost',
  },
  'before casework gets the press, which still comes': {
    person: 'joyce',
    asked: 2,
    hold: () => relay.hold('there', atCasework),
    held: 1,
    fate: 'goes on',
  },
  'while the organisations are asked': {
    person: 'natasja',
    asked: 6,
    hold: () => relay.hold('there', atPartners),
    held: 6,
    fate: 'goes on',
  },
  'while the organisations answer': {
    person: 'dennis',
    asked: 3,
    hold: () => relay.hold('back', atPartners),
    held: 3,
    fate: 'goes on',
  },
  'when casework has answered': {
    person: 'hakan',
    asked: 1,
    hold: () => relay.hold('back', atCasework),
    held: 1,
    fate: 'goes on',
  },
};

/** Expects one press, one request an organisation asked, and at each what casework says. */
async function expectOnce(person: string, payload: Payload | null, asked: number): Promise<void> {
  expect(payload?.userErrors).toEqual([]);
  const clientId = personByKey(person).id;
  const { rows: pauses } = await owner.query('select id::text from casework.pauses where client_id = $1', [clientId]);
  expect(pauses).toEqual([{ id: payload?.pauseButton?.id }]);
  const { rows: requests } = await owner.query<{ id: string; oin: string }>(
    'select id::text, oin from casework.requests where client_id = $1',
    [clientId],
  );
  expect(new Set(requests.map(({ oin }) => oin)).size).toBe(asked);
  expect(requests).toHaveLength(asked);
  const { rows: waiting } = await owner.query(`select id from casework.outbox where status = 'waiting'`);
  expect(waiting).toEqual([]);
  await expectAgreement(owner);
}

test('a gateway that is killed between any two steps of a press: pressed again with the same key, all is done once', {
  timeout: 120_000,
}, async () => {
  let next = gateways.start();
  for (const { person, asked, hold: begin, held, fate } of Object.values(moments)) {
    const gateway = await next;
    const hold = begin();
    const answer = press(gateway.url, person);
    await hold.held(held);
    await gateway.kill();
    next = gateways.start();
    hold.end(fate);
    expect(await answer).toBeNull();
    await expectOnce(person, await press(world.url, person), asked);
  }
  // The last moment: everything is done, and is being recorded.
  const gateway = await next;
  const hold = relay.hold('there', atCasework);
  const answer = press(gateway.url, 'ineke');
  await hold.held();
  await owner.query('begin; lock table audit.records in exclusive mode');
  hold.end('goes on');
  await expect.poll(waitingForTheLog, { timeout: 20_000 }).toBe(true);
  await gateway.kill();
  await owner.query('rollback');
  expect(await answer).toBeNull();
  const restarted = await gateways.start();
  await expectOnce('ineke', await press(restarted.url, 'ineke'), 2);
});

async function waitingForTheLog(): Promise<boolean> {
  const { rows } = await owner.query(`select from pg_locks where not granted and relation = 'audit.records'::regclass`);
  return rows.length > 0;
}

test('casework that is killed between its commit and the delivery: whoever starts next delivers, once', {
  timeout: 120_000,
}, async () => {
  await world.stop('casework');
  await using caseworks = caseworkProcesses(world);
  let casework = await caseworks.start();
  for (const [person, way, fate] of [
    ['peter', 'there', 'is lost'],
    ['marleen', 'there', 'goes on'],
    ['kevin', 'back', 'is lost'],
  ] as const) {
    relay.before({ oin: oins.casework, url: casework.url });
    const hold = relay.hold(way, atPartners);
    const answer = press(world.url, person);
    await hold.held(2);
    const before = (await keptFreezes(owner)).length;
    await casework.kill();
    expect(await answer).toBeNull();
    expect(await undelivered()).toBe(2);
    // What it was delivering is its own for a while; the while is over.
    await owner.query(`update casework.outbox set leased_until = clock_timestamp() where status = 'waiting'`);
    casework = await caseworks.start();
    relay.before({ oin: oins.casework, url: casework.url });
    // What was sent before comes late, or never.
    hold.end(fate);
    await expect.poll(undelivered, { timeout: 20_000 }).toBe(0);
    await expectOnce(person, await press(world.url, person), 2);
    // Of the two, nothing is owed to one.
    expect((await keptFreezes(owner)).length).toBe(way === 'there' ? before + 1 : before);
  }
});

async function undelivered(): Promise<number> {
  const { rows } = await owner.query(`select from casework.outbox where status = 'waiting'`);
  return rows.length;
}
