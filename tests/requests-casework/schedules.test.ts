import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { requestHandling } from '../../subgraphs/casework/requests/ask-for-act.ts';
import type { ActAnswer } from '../../subgraphs/kit/requests/wire/answer-wire.ts';
import { clientId } from '../consent-store/store-world.ts';
import { sized } from '../support/soak.ts';
import { createRequestWorld, deaf, lost, type Network, pass, type RequestWorld } from './request-world.ts';

const schemas = ['housing', 'insurer', 'cjib', 'work_and_income', 'wmo'];

/** What can become of a call. `later`: it arrives when the caller has long given it up. */
const fates = ['pass', 'pass', 'lost', 'deaf', 'twice', 'later', 'slow'] as const;
/** What can happen meanwhile. `restart`: casework dies in the middle of whatever it does. */
const steps = ['wait', 'restart', 'arrive', 'release', 'grant', 'refuse'] as const;

interface Schedule {
  fates: readonly (typeof fates)[number][];
  steps: readonly { step: (typeof steps)[number]; afterMs: number }[];
}

const schedules: fc.Arbitrary<Schedule> = fc.record({
  fates: fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 20 }),
  steps: fc.array(fc.record({ step: fc.constantFrom(...steps), afterMs: fc.integer({ min: 0, max: 40 }) }), {
    maxLength: 6,
  }),
});

/** A network whose calls meet these fates, one after another, and from the beginning again. */
function fateful({ fates }: Schedule) {
  const late: (() => Promise<ActAnswer>)[] = [];
  let count = 0;
  let healed = false;
  const network: Network = async (call) => {
    const fate = healed ? 'pass' : fates[count++ % fates.length];
    if (fate === 'lost') return lost(call);
    if (fate === 'deaf') return deaf(call);
    if (fate === 'twice') return (await Promise.all([call.pass(), call.pass()]))[1];
    if (fate === 'slow') await wait(15);
    if (fate !== 'later') return call.pass();
    late.push(call.pass);
    throw new Error('it is on its way');
  };
  const arrive = () => Promise.all(late.splice(0).map((each) => each().catch(() => null)));
  const heal = () => {
    healed = true;
  };
  return { network, arrive, heal };
}

/** Presses, lets happen what the schedule says, and makes sure in the end that what was done by the caller was heard. */
async function run(world: RequestWorld, schedule: Schedule): Promise<string> {
  const { network, arrive, heal } = fateful(schedule);
  world.network(network);
  const keys = { press: randomUUID(), release: randomUUID() };
  const press = () =>
    world.act(
      'pressPauseButton',
      { idempotencyKey: keys.press, clientId: clientId('natasja'), until: '2027-03-01', reason: 'Rust' },
      { selection: 'pauseButton { id }' },
    );
  const release = (pauseButtonId: string) =>
    world.act(
      'releasePauseButton',
      { idempotencyKey: keys.release, pauseButtonId, reason: 'Klaar' },
      { selection: 'pauseButton { id }' },
    );
  const meanwhile: Promise<unknown>[] = [press().catch(() => null)];
  for (const { step, afterMs } of schedule.steps) {
    await wait(afterMs);
    const [pause] = await world.sql('select id from casework.pauses order by pressed_at desc, id limit 1');
    if (step === 'restart') {
      await world.kill();
      await world.start();
    }
    if (step === 'arrive') await arrive();
    if (step === 'release' && pause) meanwhile.push(release(String(pause.id)).catch(() => null));
    if (step === 'grant' || step === 'refuse') meanwhile.push(decide(world, step).catch(() => null));
  }
  heal();
  await Promise.all(meanwhile);
  const { pauseButton, userErrors } = await press();
  expect(userErrors).toEqual([]);
  await arrive();
  if (schedule.steps.some(({ step }) => step === 'release')) await release(pauseButton.id);
  await delivered(world);
  await agree(world, pauseButton.id);
  // So that the next schedule begins with nothing that runs.
  const [released] = await world.sql('select from casework.pause_releases where pause_id = $1', [pauseButton.id]);
  if (!released) await release(pauseButton.id);
  await delivered(world);
  await agree(world, pauseButton.id);
  return pauseButton.id;
}

/** The contact person of Werk & Inkomen decides on what waits there. */
async function decide(world: RequestWorld, decision: 'grant' | 'refuse'): Promise<void> {
  const [waiting] = await world.sql(
    `select id, version from work_and_income.debt_freezes where oin = $1 and status = 'REQUESTED'`,
    [oins.incomeDomstad],
  );
  if (!waiting) return;
  const input = { requestId: waiting.id, version: waiting.version, decision: decision.toUpperCase(), reason: 'x' };
  await world.ask(
    'mutation ($input: DecideDebtFreezeInput!) { decideDebtFreeze(input: $input) { userErrors { code } } }',
    { input: { idempotencyKey: randomUUID(), ...input } },
    'gijs',
    requestHandling,
  );
}

async function delivered(world: RequestWorld): Promise<void> {
  while ((await world.sql(`select from casework.outbox where status = 'waiting' limit 1`)).length > 0) await wait(10);
}

/** What each organisation has of a pause, and what casework shows of it, is the same. */
async function agree(world: RequestWorld, pauseId: string): Promise<void> {
  const { data } = await world.ask(
    'query ($id: ID!) { client(id: $id) { requests { id status organisation { oin } } } }',
    {
      id: clientId('natasja'),
    },
  );
  const shown = new Map<string, string>(
    data.client.requests.map(({ id, status }: { id: string; status: string }) => [id, status]),
  );
  const requests = await world.sql('select id, oin from casework.requests where pause_id = $1', [pauseId]);
  const there = new Map<unknown, unknown>();
  for (const schema of schemas) {
    const freezes = await world.sql(`select id, status from ${schema}.debt_freezes where requested is not null`);
    for (const { id, status } of freezes) there.set(id, status);
    const live = await world.sql(`select debt_id from ${schema}.debt_freezes as frozen
      join ${schema}.debt_freeze_debts as covered on covered.oin = frozen.oin and covered.debt_freeze_id = frozen.id
      where status in ('REQUESTED', 'GRANTED', 'ACTIVE') group by frozen.oin, debt_id having count(*) > 1`);
    expect(live).toEqual([]);
  }
  for (const { id } of requests) {
    const status = shown.get(String(id)) ?? 'REJECTED';
    if (there.has(id)) expect(status).toBe(there.get(id));
    else expect(['REJECTED', 'WITHDRAWN']).toContain(status);
  }
}

test('whatever becomes of calls, answers and casework: each organisation ends with one freeze or none, and the view agrees', {
  timeout: 240_000,
}, async () => {
  await using world = await createRequestWorld({ firstBackOffMs: 2, scanMs: 10, leaseMs: 60 });
  for (const schema of schemas) {
    await world.sql(`update ${schema}.debt_freezes set status = 'REFUSED', offer = null`);
  }
  world.letTimePass();
  const pauses = new Set<string>();
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      pauses.add(await run(world, schedule));
    }),
    { numRuns: sized(10, 150), endOnFailure: true },
  );
  // Nothing was lost: each press was kept, once.
  expect((await world.sql('select id from casework.pauses')).length).toBe(pauses.size);
  world.network(pass);
});
