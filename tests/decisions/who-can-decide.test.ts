import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import type { WireDecidingPerson } from '../../subgraphs/kit/requests/wire/answer-wire.ts';
import { activity } from '../consent-store/store-world.ts';
import { createDecisionWorld, type DecisionWorld } from './decision-world.ts';

let world: DecisionWorld;
beforeAll(async () => {
  world = await createDecisionWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.partners.asked.splice(0);
  world.partners.answer(({ oin }) => ({ outcome: 'who-can-decide', now: person(oin), firstReachable: person(oin) }));
});

const person = (oin: string): WireDecidingPerson => ({
  ...{ id: 'M1', name: `Iemand van ${oin}`, position: 'Consulent', phone: '030 000 41 01', email: 'i@example.example' },
  ...{
    hours: 'ma t/m vr 9–17',
    channel: 'PHONE',
    reachableFrom: '2026-11-23T08:00:00.000Z',
    deputyFor: 'Wendy Kuipers',
  },
});

const ask = (args: string, as = 'sanne', purpose: string | null = activity('debt-assistance')) =>
  world.ask(
    `{ whoCanDecide(${args}) { organisation { oin name } unavailable lastKnown { name phone email hours }
      now { id name position phone email channel hours reachableFrom deputyFor } firstReachable { name }
      escalation { level name phone email termDays } } }`,
    {},
    as,
    purpose,
  );

const housing = [oins.vechtoever, oins.elinkhof, oins.noorderstad, oins.zaankwartier];

test('one organisation says who can decide, and above it stands who is above the team', async () => {
  const { data, errors } = await ask(
    `topic: EXCEPTION, oin: "${oins.vechtoever}", days: 90, amountCents: 250000, exception: EVICTION_ANNOUNCED`,
  );
  expect(errors).toBeUndefined();
  expect(data.whoCanDecide).toEqual([
    {
      organisation: { oin: oins.vechtoever, name: 'Woonstichting De Vechtoever' },
      unavailable: false,
      lastKnown: null,
      now: person(oins.vechtoever),
      firstReachable: { name: `Iemand van ${oins.vechtoever}` },
      escalation: [
        {
          level: 'TEAM_LEAD',
          name: 'Joost Terpstra',
          phone: '030 000 10 01',
          email: 'j.terpstra@socialeteams.example',
          termDays: 1,
        },
        {
          level: 'MUNICIPALITY',
          name: 'Doorbraakteam Domstad',
          phone: '030 000 10 11',
          email: 'doorbraak@domstad.example',
          termDays: 3,
        },
        {
          level: 'NATIONAL_DESK',
          name: 'Landelijk Loket Doorbraak',
          phone: '088 000 10 20',
          email: 'loket@doorbraak.example',
          termDays: 5,
        },
      ],
    },
  ]);
  expect(world.partners.asked).toMatchObject([
    {
      oin: oins.vechtoever,
      act: {
        act: 'who-can-decide',
        topic: 'EXCEPTION',
        days: 90,
        amountCents: 250_000,
        exception: 'EVICTION_ANNOUNCED',
      },
      claims: {
        act: { role: 'professional', organisation: oins.casework },
        activity: activity('debt-assistance'),
        grants: [],
        categories: ['contact-persons'],
      },
    },
  ]);
});

test('all of a role are asked at the same time; of who does not answer, whom it named last', async () => {
  await world.sql(
    `insert into casework.known_contacts values ($1, 'Wendy Kuipers', '030 1', 'w@vo.example', 'ma', now())`,
    [oins.vechtoever],
  );
  // Nobody answers before all were asked.
  const everybody = Promise.withResolvers<void>();
  world.partners.answer(async ({ oin }) => {
    if (world.partners.asked.length === housing.length) everybody.resolve();
    await everybody.promise;
    if (oin === oins.vechtoever || oin === oins.elinkhof) return { status: 503 };
    return { outcome: 'who-can-decide', now: null, firstReachable: oin === oins.noorderstad ? person(oin) : null };
  });
  world.statements();
  const { data } = await ask('topic: DEBT_FREEZE, role: HOUSING', 'marijke');
  const told = data.whoCanDecide.map(
    ({ organisation, unavailable, lastKnown, now, firstReachable }: Record<string, { oin: string; name: string }>) =>
      [organisation?.oin, unavailable, lastKnown?.name, now?.name, firstReachable?.name].map((each) => each ?? null),
  );
  expect(told).toEqual([
    [oins.vechtoever, true, 'Wendy Kuipers', null, null],
    [oins.elinkhof, true, 'Elinkhof Wonen', null, null],
    [oins.noorderstad, false, null, null, `Iemand van ${oins.noorderstad}`],
    [oins.zaankwartier, false, null, null, null],
  ]);
  expect(data.whoCanDecide[0].escalation[0]).toMatchObject({ level: 'TEAM_LEAD', name: 'Hilde Wiersma' });
  // organisations, levels, last contacts
  expect(world.statements()).toHaveLength(3);
});

test('an organisation that refuses, or answers another question, is unavailable', async () => {
  for (const answer of [{ status: 403 }, { outcome: 'states' as const, states: [] }, 'silence' as const]) {
    world.partners.answer(() => answer);
    const { data } = await ask(`topic: WAIVER, oin: "${oins.cjib}"`);
    expect(data.whoCanDecide).toMatchObject([{ unavailable: true, now: null, firstReachable: null }]);
  }
});

test.each([
  ['topic: WAIVER'],
  [`topic: WAIVER, oin: "${oins.casework}"`],
  ['topic: WAIVER, oin: "00000099000000009999"'],
  ['topic: WAIVER, oin: "a\\u0000b"'],
  [`topic: WAIVER, oin: "${oins.cjib}", role: HOUSING`],
  [`topic: WAIVER, oin: "${oins.cjib}", days: 0`],
  [`topic: WAIVER, oin: "${oins.cjib}", days: 3661`],
  [`topic: WAIVER, oin: "${oins.cjib}", amountCents: -1`],
  [`topic: WAIVER, oin: "${oins.cjib}", amountCents: 1000000001`],
])('whoCanDecide(%s) is bad input, and nobody is asked', async (args) => {
  expect((await ask(args)).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(world.partners.asked).toEqual([]);
});

test('only who helps clients asks, for an activity that involves contact persons', async () => {
  const args = `topic: WAIVER, oin: "${oins.cjib}"`;
  const codes = [];
  for (const as of ['wendy', 'fatma']) codes.push((await ask(args, as)).errors?.[0]?.extensions?.code);
  for (const purpose of [null, activity('oversight'), activity('request-handling')]) {
    codes.push((await ask(args, 'sanne', purpose)).errors?.[0]?.extensions?.code);
  }
  expect(codes).toEqual(Array(5).fill('ROLE_NOT_ALLOWED'));
  expect(world.partners.asked).toEqual([]);
  expect((await ask(args, 'joost')).errors).toBeUndefined();
});
