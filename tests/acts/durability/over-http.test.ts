import { setInterval as each } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oins } from '../../../subgraphs/casebook/people.ts';
import { partnersOverHttp } from '../../../subgraphs/casework/links/partners-over-http.ts';
import { askingAsContactPerson, type PerformPartnerAct } from '../../../subgraphs/casework/requests/ask-for-act.ts';
import { pseudonymOf } from '../../casework/casework-world.ts';
import {
  type BadPartner,
  json,
  type Misbehaviour,
  reset,
  silence,
  startBadPartner,
  text,
} from '../../support/bad-partner.ts';
import { testCaseworkKeys } from '../../support/sign-test-call.ts';

let partner: BadPartner;
let performAct: PerformPartnerAct;

beforeAll(async () => {
  partner = await startBadPartner();
  const organisations = [{ oin: oins.lekstroom, url: partner.url, timeoutMs: 300 }];
  performAct = partnersOverHttp({ organisations, pseudonymOf, callKeys: testCaseworkKeys }).performAct;
});

afterAll(() => partner[Symbol.asyncDispose]());

const act = { act: 'list-requests', decider: 'x', open: null, first: 1, offset: 0 } as const;
const perform = () => performAct(oins.lekstroom, act, askingAsContactPerson(oins.lekstroom));

/** A byte now and then: each alone comes in time. */
const drip: Misbehaviour = async (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  for await (const _ of each(20)) {
    if (response.destroyed) return;
    response.write(' ');
  }
};

const noAnswers: Readonly<Record<string, Misbehaviour>> = {
  silence: silence,
  'a byte now and then': drip,
  'ten million bytes': text(`{"outcome":"requests","requests":[]${' '.repeat(10_000_000)}}`),
  'half an answer': reset('{"outcome":'),
  'a broken connection': reset(),
  'no JSON': text('<html>'),
  'JSON of something else': json({ data: null }),
  'a list where an answer should be': json([]),
  'what is nested too deeply to read': text(
    `{"outcome":"requests","requests":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
  ),
  'more requests than were asked for': json({ outcome: 'requests', requests: Array.from({ length: 501 }, () => ({})) }),
  'another address': text('', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }),
  'that it is broken': text('{}', { status: 500 }),
  'that it is busy': text('{}', { status: 429 }),
  'that it is not there, while it is replaced': text('{}', { status: 404 }),
};

test.each(Object.entries(noAnswers))('%s is no answer', async (_, misbehaviour) => {
  partner.behave(misbehaviour);
  await expect(perform()).rejects.toThrow();
});

test('that it may not be asked is a refusal', async () => {
  partner.behave(text('{}', { status: 403 }));
  expect(await perform()).toEqual({ outcome: 'rejected', faults: [{ code: 'NOT_GRANTED', field: null }] });
});
