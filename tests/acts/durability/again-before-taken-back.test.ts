import { expect, test } from 'vitest';
import { oins } from '../../../subgraphs/casebook/people.ts';
import { clientId } from '../../consent-store/store-world.ts';
import { createRequestWorld, deaf, lost, pass, type RequestWorld } from '../../requests-casework/request-world.ts';

const parts = 'pauseButton { id parts { outcome organisation { oin } } }';

const press = (world: RequestWorld, until = '2027-02-01') =>
  world.act(
    'pressPauseButton',
    { clientId: clientId('natasja'), until, reason: 'Rust terwijl het plan wordt gemaakt.' },
    { selection: parts },
  );

test('a pause that is pressed again before an organisation heard of its release is kept there once', async () => {
  await using world = await createRequestWorld({ firstBackOffMs: 5, scanMs: 10 });
  for (const schema of ['work_and_income', 'wmo', 'housing', 'insurer', 'cjib']) {
    await world.sql(`update ${schema}.debt_freezes set status = 'REFUSED', offer = null`);
  }
  const first = (await press(world)).pauseButton;
  expect(first.parts.length).toBeGreaterThan(2);
  world.network((call) => (call.act.act === 'withdraw' ? lost(call) : call.pass()));
  await world.act('releasePauseButton', { pauseButtonId: first.id, reason: 'Verkeerde datum' }, { selection: parts });
  const second = (await press(world, '2027-03-01')).pauseButton;
  let deafOnce = true;
  world.network((call) => {
    if (!deafOnce || call.act.act !== 'withdraw') return pass(call);
    deafOnce = false;
    return deaf(call);
  });
  await expect
    .poll(() => world.sql(`select 1 from casework.outbox where status = 'waiting'`), { timeout: 10_000 })
    .toEqual([]);
  const { data } = await world.ask(
    'query ($id: ID!) { pauseButton(id: $id) { parts { outcome organisation { oin } } } }',
    {
      id: second.id,
    },
  );
  const outcomes = (of: typeof first) =>
    Object.fromEntries(
      of.parts.map((part: { outcome: string; organisation: { oin: string } }) => [part.organisation.oin, part.outcome]),
    );
  expect(outcomes(data.pauseButton)).toEqual(outcomes(first));
});

test('a freeze that is asked again before its organisation heard that the first was taken back is asked after that', async () => {
  await using world = await createRequestWorld({ firstBackOffMs: 5, scanMs: 10 });
  const ask = (until: string) =>
    world.act('requestDebtFreeze', { clientId: clientId('hakan'), oin: oins.lekstroom, until, reason: 'Stop' });
  const first = (await ask('2027-02-01')).request;
  world.network(lost);
  await world.act('withdrawRequest', { requestId: first.id, reason: 'Te kort' });
  world.network((call) => (call.act.act === 'withdraw' ? lost(call) : call.pass()));
  const second = (await ask('2027-03-01')).request;
  expect(second.status).toBe('UNDELIVERED');
  world.network(pass);
  await expect
    .poll(() =>
      world.sql('select id, status from insurer.debt_freezes where requested is not null order by until_date'),
    )
    .toEqual([
      { id: first.id, status: 'WITHDRAWN' },
      { id: second.id, status: 'REQUESTED' },
    ]);
});
