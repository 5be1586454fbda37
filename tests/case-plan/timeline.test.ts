import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { clientId, createStoreWorld, type StoreWorld } from '../consent-store/store-world.ts';
import { act, caseOf, closeCase, plan } from './case-world.ts';

let world: StoreWorld;
beforeAll(async () => {
  world = await createStoreWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const sanne = '20000000-0000-4000-8000-000000000001';
const ids = { pause: randomUUID(), freeze: randomUUID(), paused: randomUUID(), rejected: randomUUID() };

/** A request as casework keeps it, asked by Sanne. */
async function request(id: string, kind: string, pause: string | null, at: string): Promise<void> {
  await world.sql(
    `insert into casework.requests values ($1, $2, $3, $4, $5, 'p', '[]', true, '{}', 'waarom', null, $6, 'professional',
      'team-ondiep', $7)`,
    [id, clientId('natasja'), oins.vechtoever, kind, pause, sanne, at],
  );
}

const state = (id: string, version: number, status: string, at: string) =>
  world.sql(
    `insert into casework.request_states values ($1, $2, $3, '{}', 'reden', false, null, $4)
     on conflict (request_id) do update set status = excluded.status, version = excluded.version, known_at = excluded.known_at`,
    [id, status, version, at],
  );

/** Everything that can stand on a timeline, a minute each. */
async function everythingDone(): Promise<void> {
  const minute = (number: number) => `2026-11-21T13:${String(number).padStart(2, '0')}:00Z`;
  const on = { clientId: clientId('natasja') };
  const at = async (number: number, name: string, input: object) => {
    world.setNow(minute(number));
    return act(world, name, { ...on, ...input });
  };
  await at(1, 'writeCasePlan', { ...plan, version: 0 });
  await at(2, 'stateCostsAvoided', { description: 'Geen ontruiming', amountCents: 123_456 });
  const { id } = await at(3, 'pressRedButton', { reason: 'Ontruiming dreigt' });
  world.setNow(minute(4));
  await act(world, 'closeEscalation', { escalationId: id, outcome: 'Uitstel' });
  await world.sql(`insert into casework.pauses values ($1, $2, '2027-01-31', 'Rust', $3, 'team-ondiep', $4)`, [
    ids.pause,
    clientId('natasja'),
    sanne,
    minute(5),
  ]);
  await request(ids.paused, 'DEBT_FREEZE', ids.pause, minute(5));
  await request(ids.freeze, 'DEBT_FREEZE', null, minute(6));
  await request(ids.rejected, 'PAYMENT_ARRANGEMENT', null, minute(6));
  await world.sql(
    `insert into casework.outbox (request_id, ordinal, act, purpose, asker_role, status, faults, made_at, next_attempt_at, give_up_at)
     values ($1, 1, 'ask', 'p', 'professional', 'rejected', '[]', now(), now(), now())`,
    [ids.rejected],
  );
  await state(ids.freeze, 1, 'REQUESTED', minute(6));
  await state(ids.freeze, 2, 'COUNTER_OFFERED', minute(7));
  await state(ids.freeze, 3, 'GRANTED', minute(8));
  // By the clock, and heard of once more: no other answer.
  await state(ids.freeze, 3, 'ACTIVE', minute(9));
  await state(ids.paused, 1, 'REFUSED', minute(10));
  await world.sql(`insert into casework.pause_releases values ($1, 'Klaar', $2, $3)`, [ids.pause, sanne, minute(11)]);
  world.setNow(minute(12));
}

test('what was done stands on the timeline, latest first, and of whom it was asked', async () => {
  await everythingDone();
  const selection = 'timeline { at kind description by organisation { name } recordId }';
  const { timeline } = await caseOf(world, 'natasja', selection);
  const lines = timeline.map(
    ({ at, kind, description, by, organisation }: Record<string, string> & { organisation: { name: string } }) =>
      [at?.slice(0, 16), kind, description, by === sanne ? 'sanne' : by, organisation?.name ?? null].join(' | '),
  );
  const vechtoever = 'Woonstichting De Vechtoever';
  expect(lines.map((line: string) => line.replaceAll('\u00a0', ' '))).toEqual([
    '2026-11-21T13:11 | PAUSE_RELEASED | Pauze opgeheven | sanne | ',
    `2026-11-21T13:10 | REQUEST_ANSWERED | Antwoord op het verzoek |  | ${vechtoever}`,
    `2026-11-21T13:08 | REQUEST_ANSWERED | Antwoord op het verzoek |  | ${vechtoever}`,
    `2026-11-21T13:07 | REQUEST_ANSWERED | Antwoord op het verzoek |  | ${vechtoever}`,
    `2026-11-21T13:06 | FREEZE_REQUESTED | Schuldpauze aangevraagd | sanne | ${vechtoever}`,
    '2026-11-21T13:05 | PAUSE_PRESSED | Pauzeknop ingedrukt, tot en met 31-01-2027 | sanne | ',
    '2026-11-21T13:04 | ESCALATION_CLOSED | Opschaling naar de teamleider afgerond | sanne | ',
    '2026-11-21T13:03 | RED_BUTTON_PRESSED | Rode knop: opgeschaald naar de teamleider | sanne | ',
    '2026-11-21T13:02 | COSTS_AVOIDED_STATED | Vermeden kosten vastgelegd: € 1.234,56 | sanne | ',
    '2026-11-21T13:01 | PLAN_WRITTEN | Maatwerkplan geschreven, versie 1 | sanne | ',
    '2026-09-06T22:00 | CASE_OPENED | Casus geopend |  | ',
  ]);
  expect(JSON.stringify(timeline)).not.toMatch(/Natasja|Wit|reden|waarom|REFUSED|GRANTED/);
  expect(timeline[0].recordId).toBe(ids.pause);
  expect(timeline[4].recordId).toBe(ids.freeze);
});

test('its length is bounded', async () => {
  expect((await caseOf(world, 'natasja', 'timeline(first: 2) { kind }')).timeline).toHaveLength(2);
  expect((await caseOf(world, 'natasja', 'timeline(first: 0) { kind }')).timeline).toEqual([]);
  for (const first of [-1, 201]) {
    const query = `query ($id: ID!) { client(id: $id) { case { timeline(first: ${first}) { kind } } } }`;
    const { errors } = await world.ask(query, { id: clientId('natasja') });
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  }
});

test('a case that was closed ends with that, and holds nothing of before or after', async () => {
  await world.sql(
    `insert into casework.pauses (client_id, until_date, reason, pressed_by, team_id, pressed_at)
     select $1, '2027-01-31', 'Rust', 'x', 'team-ondiep', at from unnest($2::timestamptz[]) as at`,
    [clientId('tim'), ['2026-09-20T21:59:59Z', '2026-09-20T22:00:00Z', '2026-11-21T22:59:59Z', '2026-11-21T23:00:00Z']],
  );
  await closeCase(world, 'tim');
  const { timeline } = await caseOf(world, 'tim', 'timeline { at kind }');
  expect(timeline).toEqual([
    { at: '2026-11-21T22:59:59.000Z', kind: 'CASE_CLOSED' },
    { at: '2026-11-21T22:59:59.000Z', kind: 'PAUSE_PRESSED' },
    { at: '2026-09-20T22:00:00.000Z', kind: 'PAUSE_PRESSED' },
    { at: '2026-09-20T22:00:00.000Z', kind: 'CASE_OPENED' },
  ]);
});

test('the cases of twelve clients take as many statements as that of one', async () => {
  const query = `query ($ids: [ID!]!) { clients(ids: $ids) { case {
    plan { version } costsAvoided { id } costsAvoidedTotalCents escalations { level }
    a: timeline { kind organisation { name } } b: timeline(first: 3) { kind } } } }`;
  const people = ['natasja', 'ria', 'hakan', 'marleen', 'joyce', 'ineke', 'sjoerd', 'yvonne', 'herman', 'amal'];
  const count = async (asked: readonly string[]) => {
    world.statements();
    const { data, errors } = await world.ask(query, { ids: asked.map(clientId) });
    expect(errors).toBeUndefined();
    expect(data.clients).toHaveLength(asked.length);
    return world.statements();
  };
  const one = await count(['natasja']);
  // clients, cases, plans, costs, escalations, timelines, organisations
  expect(one).toHaveLength(7);
  expect((await count(people)).toSorted()).toEqual(one.toSorted());
});
