import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { committedRegister, readRegister } from '../../../schema/register.ts';
import { oins } from '../../../subgraphs/casebook/people.ts';
import type { PerformPartnerAct } from '../../../subgraphs/casework/requests/ask-for-act.ts';
import { type Delivery, startDelivery } from '../../../subgraphs/casework/requests/delivery.ts';
import { type DeliverySettings, defaultDelivery } from '../../../subgraphs/casework/requests/delivery-settings.ts';
import type { CaseworkTables } from '../../../subgraphs/casework/store/tables.ts';
import { connectDatabase } from '../../../subgraphs/kit/database.ts';
import { clientId } from '../../consent-store/store-world.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';

const now = new Date('2026-11-22T12:00:00Z');
const register = readRegister(committedRegister);

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  owner = new pg.Client(database.url);
  await owner.connect();
});

beforeEach(() => owner.query(`update casework.outbox set status = 'cancelled'; delete from casework.request_states`));

afterAll(async () => {
  await owner.end();
  await database[Symbol.asyncDispose]();
});

/** A casework that does nothing but deliver. */
function deliverer(
  performAct: PerformPartnerAct,
  settings: Partial<DeliverySettings> = {},
  databaseUrl = database.url,
): AsyncDisposable & Delivery {
  const surroundings = {
    database: connectDatabase<CaseworkTables>({ databaseUrl, role: 'casework', maxConnections: 3 }),
    performAct,
    facts: () => ({ register, organisation: { oin: oins.casework }, now }),
  };
  const delivery = startDelivery(surroundings, { ...defaultDelivery, refreshMs: null, closeWithinMs: 0, ...settings });
  return { ...delivery, [Symbol.asyncDispose]: () => delivery.close() };
}

/** Leaves requests to an organisation as a casework that died left them, the latest due last. */
async function leave(person: string, oin: string, count: number, dueBeforeMs: number): Promise<void> {
  await owner.query(
    `with made as (
       insert into casework.requests
       select gen_random_uuid(), $1, $2, 'DEBT_FREEZE', null, 'urn:korte-lijnen:activity:debt-assistance', '[]', true,
         '{"from":"2026-11-22","until":"2027-02-01","debtIds":null,"conditions":[]}', 'waarom', null, 'x', 'professional',
         'team-ondiep', $3::timestamptz
       from generate_series(1, $4::int) returning id)
     insert into casework.outbox (request_id, ordinal, act, purpose, asker_role, status, made_at, next_attempt_at, give_up_at)
     select id, 1, 'ask', 'urn:korte-lijnen:activity:debt-assistance', 'professional', 'waiting', $3::timestamptz,
       $3::timestamptz - $5::int * interval '1 millisecond', $3::timestamptz + interval '72 hours' from made`,
    [clientId(person), oin, now, count, dueBeforeMs],
  );
}

const takes: PerformPartnerAct = async (_, act) => {
  if (act.act !== 'request-debt-freeze') throw new Error('only requests are made here');
  const terms = { ...act.terms, debtIds: [] };
  const state = { id: act.id, version: 1, reason: null, automatic: false, contact: null, terms };
  return { outcome: 'done', state: { kind: 'DEBT_FREEZE', status: 'REQUESTED', ...state } };
};

const counted = async (status: string): Promise<number> => {
  const { rows } = await owner.query('select count(*)::int from casework.outbox where status = $1', [status]);
  return rows[0].count;
};

test('ten thousand requests that wait for an organisation that is down keep no other organisation waiting', {
  timeout: 60_000,
}, async () => {
  await leave('hakan', oins.lekstroom, 10_000, 60_000);
  await leave('gerrit', oins.brugwacht, 20, 0);
  let tried = 0;
  let most = 0;
  let underWay = 0;
  const performAct: PerformPartnerAct = async (oin, ...asked) => {
    if (oin === oins.brugwacht) return takes(oin, ...asked);
    tried += 1;
    underWay += 1;
    most = Math.max(most, underWay);
    await wait(200);
    underWay -= 1;
    throw new Error('it is down');
  };
  await using _ = deliverer(performAct, { scanMs: 1_000, firstBackOffMs: 10 });
  await expect.poll(() => counted('delivered'), { timeout: 20_000 }).toBe(20);
  expect(tried).toBeLessThan(200);
  await wait(3_000);
  expect(most).toBeLessThanOrEqual(250);
});

test('two caseworks share what waits: each request is asked once', { timeout: 60_000 }, async () => {
  await leave('hakan', oins.lekstroom, 300, 0);
  const asked: string[] = [];
  const performAct: PerformPartnerAct = async (oin, act, asking) => {
    if ('id' in act) asked.push(act.id);
    await wait(1);
    return takes(oin, act, asking);
  };
  await using _ = deliverer(performAct, { scanMs: 20 });
  await using __ = deliverer(performAct, { scanMs: 20 });
  await expect.poll(() => counted('delivered'), { timeout: 30_000 }).toBe(300);
  expect(asked).toHaveLength(300);
  expect(new Set(asked).size).toBe(300);
});

test('a database that goes away while an organisation answers, and comes back: the answer is asked for again and kept', {
  timeout: 60_000,
}, async () => {
  const { hostname, port } = new URL(database.url);
  await using proxy = await startTcpProxy({ host: hostname, port: Number(port) });
  const url = new URL(database.url);
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  await leave('hakan', oins.lekstroom, 10, 0);
  let cut: Promise<void> | undefined;
  const performAct: PerformPartnerAct = async (...asked) => {
    cut ??= proxy.cut();
    await cut;
    return takes(...asked);
  };
  await using _ = deliverer(performAct, { scanMs: 20, leaseMs: 300 }, url.href);
  await expect.poll(() => cut !== undefined, { timeout: 10_000 }).toBe(true);
  await wait(300);
  expect(await counted('waiting')).toBe(10);
  await proxy.restore();
  await expect.poll(() => counted('delivered'), { timeout: 20_000 }).toBe(10);
  const { rows } = await owner.query('select status from casework.request_states');
  expect(rows).toEqual(Array.from({ length: 10 }, () => ({ status: 'REQUESTED' })));
});
