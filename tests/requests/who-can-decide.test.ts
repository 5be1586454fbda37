import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCallSigner } from '../../signed-calls/sign-call.ts';
import { oins } from '../../subgraphs/casebook/people.ts';
import { housing } from '../../subgraphs/housing/service.ts';
import type { PartnerActOf } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import type { RunningSubgraph } from '../../subgraphs/kit/service.ts';
import { caseworkIssuer } from '../../subgraphs/kit/wire.ts';
import { organisations } from '../subgraphs/partner-world.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { testCaseworkKeys, testGatewayKeys } from '../support/sign-test-call.ts';

const sign = createCallSigner(testCaseworkKeys, { issuer: caseworkIssuer });
const clock = { now: new Date() };
let database: TestDatabase;
let running: RunningSubgraph;
const statements: string[] = [];

beforeAll(async () => {
  database = await createDatabase();
  running = await housing.start({
    databaseUrl: database.url,
    organisations,
    gatewayKeys: testGatewayKeys,
    caseworkKeys: { jwks: testCaseworkKeys.published() },
    now: () => clock.now,
    onStatement: (sql) => statements.push(sql),
  });
});

afterAll(async () => {
  await running.close();
  await database[Symbol.asyncDispose]();
});

type Question = Omit<PartnerActOf<'who-can-decide'>, 'act'>;

/** At De Vechtoever: Wendy on Monday, Tuesday and Thursday, Youssef every morning, Marijke above them, not on Fridays. */
async function whoCanDecide(at: string, question: Partial<Question>) {
  clock.now = new Date(at);
  const oin = oins.vechtoever;
  const act = {
    act: 'who-can-decide',
    topic: 'DEBT_FREEZE',
    days: null,
    amountCents: null,
    exception: null,
    ...question,
  };
  const body = JSON.stringify(act);
  const claims = { act: { role: 'professional', organisation: oins.casework }, purpose: null, activity: null };
  const token = await sign({ oin, body, ...claims, grants: [], categories: ['contact-persons'] });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${running.url}/${oin}/acts`, { method: 'POST', headers, body });
  const { now, firstReachable } = await response.json();
  return { now, firstReachable };
}

test('on a day that she works the fixed contact person is named, with how she is reached', async () => {
  const { now, firstReachable } = await whoCanDecide('2026-11-24T09:00:00Z', { days: 60 });
  expect(now).toEqual({
    ...{ id: 'VO-M1', name: 'Wendy Kuipers', position: 'Consulent huurincasso', phone: '030 000 41 01' },
    ...{ email: 'w.kuipers@vechtoever.example', channel: 'PHONE', hours: 'ma, di en do 9.00–17.00' },
    ...{ reachableFrom: '2026-11-24T09:00:00.000Z', deputyFor: null },
  });
  expect(firstReachable).toEqual(now);
});

test('on another day the deputy stands in, as far as the deputy may; beyond that who is above', async () => {
  const wednesday = '2026-11-25T09:00:00Z';
  expect((await whoCanDecide(wednesday, { days: 30 })).now).toMatchObject({ id: 'VO-M2', deputyFor: 'Wendy Kuipers' });
  expect((await whoCanDecide(wednesday, { days: 31 })).now).toMatchObject({ id: 'VO-M3', deputyFor: null });
  expect((await whoCanDecide(wednesday, { topic: 'WAIVER' })).now).toMatchObject({ id: 'VO-M3' });
});

test('on a Friday afternoon nobody is there, and the first who may is named with from when', async () => {
  const { now, firstReachable } = await whoCanDecide('2026-11-27T14:00:00Z', { days: 30 });
  expect(now).toBeNull();
  expect(firstReachable).toMatchObject({ id: 'VO-M2', reachableFrom: '2026-11-30T07:30:00.000Z' });
  const above = await whoCanDecide('2026-11-27T14:00:00Z', { topic: 'EXCEPTION', exception: 'EVICTION_ANNOUNCED' });
  expect(above).toMatchObject({
    now: null,
    firstReachable: { id: 'VO-M3', reachableFrom: '2026-11-30T08:00:00.000Z' },
  });
});

test('what nobody there may decide, nobody is named for', async () => {
  expect(await whoCanDecide('2026-11-24T09:00:00Z', { days: 181 })).toEqual({ now: null, firstReachable: null });
});
