import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oins } from '../../../subgraphs/casebook/people.ts';
import { requestHandling } from '../../../subgraphs/casework/requests/ask-for-act.ts';
import { clientId } from '../../consent-store/store-world.ts';
import { createRequestWorld, type RequestWorld } from '../../requests-casework/request-world.ts';

const schemas = ['work_and_income', 'wmo', 'housing', 'insurer', 'cjib'];

let world: RequestWorld;

beforeAll(async () => {
  world = await createRequestWorld({ firstBackOffMs: 5, scanMs: 20, refreshMs: 20 });
  for (const schema of schemas) {
    await world.sql(`update ${schema}.debt_freezes set status = 'REFUSED', offer = null`);
  }
});

afterAll(() => world[Symbol.asyncDispose]());

const shown = { selection: 'pauseButton { id }' };
const codesOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);
const times = <Value>(count: number, each: (index: number) => Promise<Value>) =>
  Promise.all(Array.from({ length: count }, (_, index) => each(index)));

const press = (person: string, as: string, key = randomUUID() as string) =>
  world.act(
    'pressPauseButton',
    { idempotencyKey: key, clientId: clientId(person), until: '2027-02-01', reason: 'Rust' },
    { ...shown, as },
  );

const release = (id: string, as: string) =>
  world.act('releasePauseButton', { pauseButtonId: id, reason: 'Voorbij' }, { ...shown, as });

/** What an organisation keeps of each request is what casework knows of it, and no debt is frozen twice. */
async function expectAgreement(): Promise<void> {
  await expect
    .poll(() => world.sql(`select id from casework.outbox where status = 'waiting'`), { timeout: 20_000 })
    .toEqual([]);
  const kept = schemas.map(
    (schema) => `select id, status, version from ${schema}.debt_freezes where requested is not null`,
  );
  const rows =
    await world.sql(`select request_id::text, state.status, state.version, kept.status as there, kept.version as at
    from casework.request_states as state join (${kept.join(' union all ')}) as kept on kept.id = request_id::text
    where (kept.status, kept.version) is distinct from (state.status, state.version)`);
  expect(rows).toEqual([]);
  for (const schema of schemas) {
    const twice = await world.sql(`select debt_id from ${schema}.debt_freezes as frozen
      join ${schema}.debt_freeze_debts as covered on covered.oin = frozen.oin and covered.debt_freeze_id = frozen.id
      where status in ('REQUESTED', 'COUNTER_OFFERED', 'GRANTED', 'ACTIVE') group by frozen.oin, debt_id having count(*) > 1`);
    expect(twice).toEqual([]);
  }
  expect(await world.sql('select deadlocks::int from pg_stat_database where datname = current_database()')).toEqual([
    { deadlocks: 0 },
  ]);
}

test('twenty presses at once by two professionals of a team: one pause, whoever was first', {
  timeout: 60_000,
}, async () => {
  const answers = await times(20, (index) => press('natasja', index % 2 === 0 ? 'sanne' : 'bilal'));
  const taken = answers.filter(({ userErrors }) => userErrors.length === 0);
  expect(taken).toHaveLength(1);
  expect(new Set(answers.flatMap(codesOf))).toEqual(new Set(['PAUSE_ALREADY_PRESSED']));
  expect(await world.sql('select count(*)::int from casework.pauses')).toEqual([{ count: 1 }]);
  await expectAgreement();
  await release(taken[0].pauseButton.id, 'joost');
  await expectAgreement();
});

test('one key, twenty times at once: one act; by another person it is another key', { timeout: 60_000 }, async () => {
  const key = randomUUID();
  const same = await times(20, () => press('dennis', 'sanne', key));
  expect(new Set(same.map(({ pauseButton }) => pauseButton.id)).size).toBe(1);
  expect(codesOf(await press('dennis', 'bilal', key))).toEqual(['PAUSE_ALREADY_PRESSED']);
  expect(codesOf(await press('natasja', 'sanne', key))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  const elsewhere = { idempotencyKey: key, pauseButtonId: same[0].pauseButton.id, reason: 'Voorbij' };
  expect(codesOf(await world.act('releasePauseButton', elsewhere, shown))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  await expectAgreement();
});

/** Gijs decides on whatever waits at Werk & Inkomen. */
async function decide(): Promise<void> {
  const waiting = await world.sql(
    `select id, version from work_and_income.debt_freezes where oin = $1 and status = 'REQUESTED'`,
    [oins.incomeDomstad],
  );
  for (const { id, version } of waiting) {
    const answer = await world.ask(
      'mutation ($input: DecideDebtFreezeInput!) { decideDebtFreeze(input: $input) { userErrors { code } } }',
      { input: { idempotencyKey: randomUUID(), requestId: id, version, decision: 'GRANT', reason: 'Goed' } },
      'gijs',
      requestHandling,
    );
    expect(answer.errors).toBeUndefined();
  }
}

/** Takes back, one by one, whatever still stands of a client's requests. */
async function withdrawAll(person: string, as: string): Promise<void> {
  const rows = await world.sql('select id from casework.requests where client_id = $1', [clientId(person)]);
  await Promise.all(rows.map(({ id }) => world.act('withdrawRequest', { requestId: id, reason: 'Toch niet' }, { as })));
}

async function pauseOf(person: string): Promise<string | undefined> {
  const [pause] = await world.sql(
    'select id from casework.pauses where client_id = $1 order by pressed_at desc, id limit 1',
    [clientId(person)],
  );
  return pause?.id as string | undefined;
}

test('pressing, releasing, taking back, deciding and asking how it stands, all at once: nobody locks anybody out', {
  timeout: 120_000,
}, async () => {
  for (let round = 0; round < 4; round += 1) {
    await Promise.all([
      ...['sanne', 'bilal', 'joost'].map(async (as) => {
        const { pauseButton } = await press('natasja', as);
        const id = pauseButton?.id ?? (await pauseOf('natasja'));
        if (id) await release(id, as);
      }),
      withdrawAll('natasja', 'bilal'),
      withdrawAll('dennis', 'sanne'),
      decide(),
      decide(),
      press('dennis', 'joost'),
    ]);
    await withdrawAll('natasja', 'sanne');
    await expectAgreement();
  }
});
