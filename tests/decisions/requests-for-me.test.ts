import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { casebook, oins } from '../../subgraphs/casebook/people.ts';
import type { RecordState } from '../../subgraphs/kit/requests/wire/answer-wire.ts';
import { pseudonymOf } from '../casework/casework-world.ts';
import { activity, clientId } from '../consent-store/store-world.ts';
import { createDecisionWorld, type DecisionWorld, freezeState, ids, received } from './decision-world.ts';

let world: DecisionWorld;
beforeAll(async () => {
  world = await createDecisionWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.partners.asked.splice(0);
});

const query = `query ($open: Boolean, $first: Int, $offset: Int) { requestsForMe(open: $open, first: $first, offset: $offset) {
  id clientId kind status version dossier reason askedAt pause withinMyMandate assignedTo { id name isMe }
  terms { from until debtIds outstandingCents monthlyCents instalments firstDueOn deferredUntil waivedCents undoSurcharges
    paidCents missedInstalments conditions } } }`;

const ask = (variables = {}, as = 'wendy', purpose: string | null = activity('request-handling')) =>
  world.ask(query, variables, as, purpose);

const arrangement: RecordState = {
  kind: 'PAYMENT_ARRANGEMENT',
  id: ids.unknown,
  version: 3,
  status: 'IN_DEFAULT',
  reason: null,
  automatic: false,
  contact: null,
  terms: {
    debtIds: ['VO-D2'],
    monthlyCents: 5_000,
    instalments: 12,
    firstDueOn: '2026-12-01',
    deferredUntil: null,
    waivedCents: 100,
    undoSurcharges: true,
    conditions: [],
  },
  paidCents: 10_000,
  missedInstalments: 2,
};

test('what was asked of the own organisation is listed as it keeps it, with whom it is about', async () => {
  const own = received({ state: arrangement, pseudonym: null, askedBecause: null, askedAt: null, assignedTo: null });
  world.partners.answer(() => ({ outcome: 'requests', requests: [received(), own] }));
  const { data, errors } = await ask({ open: true, first: 7, offset: 3 });
  expect(errors).toBeUndefined();
  const none = {
    ...{ monthlyCents: null, instalments: null, firstDueOn: null, deferredUntil: null, waivedCents: null },
    ...{ undoSurcharges: null, paidCents: null, missedInstalments: null },
  };
  expect(data.requestsForMe[0]).toEqual({
    ...{ id: ids.freeze, clientId: clientId('natasja'), kind: 'DEBT_FREEZE', status: 'ACTIVE', version: 2 },
    ...{ dossier: 'VO-1', reason: 'Ontruiming dreigt', askedAt: '2026-11-21T12:00:00.000Z', pause: false },
    ...{ withinMyMandate: true, assignedTo: { id: 'VO-M1', name: 'Wendy Kuipers', isMe: true } },
    terms: {
      ...none,
      ...{ from: '2026-11-21', until: '2027-01-31', debtIds: ['VO-D1'], outstandingCents: 123_400 },
      conditions: ['Huur op tijd'],
    },
  });
  expect(data.requestsForMe[1]).toMatchObject({
    ...{ clientId: null, reason: null, askedAt: null, assignedTo: null, status: 'IN_DEFAULT' },
    terms: { ...arrangement.terms, outstandingCents: 123_400, paidCents: 10_000, missedInstalments: 2, from: null },
  });
  const act = {
    act: 'list-requests',
    decider: '20000000-0000-4000-8000-000000000005',
    open: true,
    first: 7,
    offset: 3,
  };
  expect(world.partners.asked).toMatchObject([{ oin: oins.vechtoever, act, claims: { categories: ['requests'] } }]);
});

test('two hundred take as many statements as one', async () => {
  const people = casebook.flatMap((each) => each.people);
  const request = (index: number) => {
    const linked = people[index % people.length];
    const state = freezeState({ id: `request-${index}` });
    return received({ state, pseudonym: pseudonymOf(oins.vechtoever, linked?.id ?? '') });
  };
  const count = async (length: number) => {
    world.partners.answer(() => ({
      outcome: 'requests',
      requests: Array.from({ length }, (_, index) => request(index)),
    }));
    world.statements();
    const { data } = await ask({ first: 500 });
    expect(data.requestsForMe).toHaveLength(length);
    return world.statements();
  };
  const one = await count(1);
  expect(one).toHaveLength(1);
  expect(await count(200)).toEqual(one);
});

test('nobody else sees them, nor for another purpose', async () => {
  const codes = [];
  for (const as of ['sanne', 'joost', 'fatma']) codes.push((await ask({}, as)).errors?.[0]?.extensions?.code);
  for (const purpose of [null, activity('debt-assistance')]) {
    codes.push((await ask({}, 'wendy', purpose)).errors?.[0]?.extensions?.code);
  }
  expect(codes).toEqual(['ROLE_NOT_ALLOWED', 'ROLE_NOT_ALLOWED', 'ROLE_NOT_ALLOWED', 'NO_PURPOSE', 'NO_PURPOSE']);
  expect(world.partners.asked).toEqual([]);
});

test('an organisation that does not answer, or does not know the caller, is said to', async () => {
  world.partners.answer(() => ({ status: 503 }));
  expect((await ask()).errors?.[0]?.extensions?.code).toBe('PARTNER_UNAVAILABLE');
  world.partners.answer(() => ({ outcome: 'rejected', faults: [{ code: 'NOT_A_CONTACT_PERSON', field: null }] }));
  expect((await ask()).errors?.[0]?.extensions?.code).toBe('ROLE_NOT_ALLOWED');
  expect((await ask({ first: 501 })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect((await ask({ offset: -1 })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});
