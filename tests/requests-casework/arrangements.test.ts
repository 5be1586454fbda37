import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { requestHandling } from '../../subgraphs/casework/requests/ask-for-act.ts';
import { clientId } from '../consent-store/store-world.ts';
import { createRequestWorld, except, lost, pass, type RequestWorld } from './request-world.ts';

let world: RequestWorld;
beforeAll(async () => {
  world = await createRequestWorld();
  // The casebook's own arrangements are nobody's here.
  for (const schema of ['housing', 'insurer', 'cjib', 'work_and_income', 'wmo']) {
    await world.sql(`update ${schema}.payment_arrangements set status = 'REFUSED', offer = null`);
  }
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.network(pass);
  world.asked.splice(0);
});

const arrangement = (person: string, organisation: keyof typeof oins, more: object = {}) => ({
  clientId: clientId(person),
  oin: oins[organisation],
  monthlyCents: 2_000,
  instalments: 12,
  firstDueOn: '2027-01-01',
  reason: 'Naar draagkracht',
  ...more,
});

const selection = 'request { id status version asked { monthlyCents } answered { monthlyCents } }';

// biome-ignore lint/suspicious/noExplicitAny: tests look into payloads of many shapes
const propose = (input: object): Promise<any> => world.act('proposePaymentArrangement', input, { selection });

const codes = (payload: { userErrors: { code: string; field: string }[] }) =>
  payload.userErrors.map(({ code, field }) => `${code} ${field}`);

const capacity = (person: string, cents: number | null) =>
  world.sql('update casework.cases set repayment_capacity_cents = $2 where client_id = $1', [clientId(person), cents]);

test('a proposal stands at the organisation, with the terms that were proposed', async () => {
  const payload = await propose(arrangement('marleen', 'brugwacht', { conditions: ['Vrijwilliger in de speeltuin'] }));
  expect(payload).toMatchObject({
    userErrors: [],
    request: { status: 'PROPOSED', version: 1, asked: { monthlyCents: 2_000 }, answered: { monthlyCents: 2_000 } },
  });
});

test('amounts, terms and dates that cannot be are told, and nobody is asked', async () => {
  const odd = { monthlyCents: 0, instalments: 121, firstDueOn: '2026-11-21', waivedCents: -1, overruleReason: 'x' };
  expect(codes(await propose(arrangement('joyce', 'vechtoever', { ...odd, deferredUntil: '2026-12-01' })))).toEqual([
    'AMOUNT_NOT_POSITIVE monthlyCents',
    'AMOUNT_NOT_POSITIVE waivedCents',
    'INSTALMENTS_NOT_ALLOWED instalments',
    'DATE_IN_THE_PAST firstDueOn',
    'DATES_REVERSED deferredUntil',
    'TEXT_TOO_SHORT overruleReason',
  ]);
  expect(codes(await propose(arrangement('herman', 'oostland')))).toEqual(['CLIENT_UNKNOWN clientId']);
  expect(world.asked).toEqual([]);
});

test('all instalments together stay within what the client can pay off, wherever they run', async () => {
  await capacity('ria', 5_000);
  const at = { firstDueOn: '2027-01-01', instalments: 3 };
  expect((await propose(arrangement('ria', 'vechtoever', { ...at, monthlyCents: 3_000 }))).userErrors).toEqual([]);
  const more = arrangement('ria', 'brugwacht', { ...at, monthlyCents: 2_001 });
  expect(codes(await propose(more))).toEqual(['CAPACITY_EXCEEDED monthlyCents']);
  // Just as much as can be paid is possible; and so is more, when somebody says why.
  const overruled = await propose({ ...more, overruleReason: 'De zoon draagt bij' });
  expect(overruled.userErrors.map(({ code }: { code: string }) => code)).not.toContain('CAPACITY_EXCEEDED');
  const [stored] = await world.sql('select overrule_reason from casework.requests where overrule_reason is not null');
  expect(stored).toEqual({ overrule_reason: 'De zoon draagt bij' });
});

test('a proposal that did not arrive yet counts; an organisation that does not answer is not guessed', async () => {
  await capacity('gerrit', 5_000);
  world.network(lost);
  const first = await propose(arrangement('gerrit', 'brugwacht', { monthlyCents: 3_000 }));
  expect(first.request.status).toBe('UNDELIVERED');
  expect(codes(await propose(arrangement('gerrit', 'wmoDomstad', { monthlyCents: 2_001 })))).toEqual([
    'CAPACITY_EXCEEDED monthlyCents',
  ]);
  const second = await propose(arrangement('gerrit', 'wmoDomstad', { monthlyCents: 2_000 }));
  expect(second.request.status).toBe('UNDELIVERED');
});

test('a capacity that is not known needs somebody who says why', async () => {
  await capacity('natasja', null);
  const input = arrangement('natasja', 'brugwacht');
  expect(codes(await propose(input))).toEqual(['CAPACITY_UNKNOWN monthlyCents']);
  expect(world.asked).toEqual([]);
  expect((await propose({ ...input, overruleReason: 'Uit het teambudget' })).userErrors).toEqual([]);
});

test('of two proposals at once, one is too much', async () => {
  await capacity('bep', 3_000);
  await world.sql(
    `insert into casework.cases values ('20000000-0000-4000-8000-000000000099', $1, 'team-ondiep', 'OPEN',
    '2026-11-01', null, 'x', 3000)`,
    [clientId('bep')],
  );
  const both = await Promise.all(
    (['brugwacht', 'wmoDomstad'] as const).map((name) => propose(arrangement('bep', name, { instalments: 2 }))),
  );
  expect(both.flatMap(codes).filter((code) => code.startsWith('CAPACITY'))).toEqual(['CAPACITY_EXCEEDED monthlyCents']);
});

test('an offer is accepted by its version, once, within what can be paid', async () => {
  await capacity('marleen', 6_500);
  const { requests } = (
    await world.ask('query ($id: ID!) { client(id: $id) { requests { id version } } }', { id: clientId('marleen') })
  ).data.client;
  const [{ id: requestId }] = requests;
  const accept = (more: object) => world.act('acceptCounterOffer', { requestId, version: 2, ...more }, { selection });
  expect(codes(await accept({}))).toEqual(['TRANSITION_NOT_ALLOWED requestId']);
  const offer = { idempotencyKey: randomUUID(), requestId, version: 1, decision: 'COUNTER_OFFER', monthlyCents: 4_000 };
  const { data } = await world.ask(
    'mutation ($input: DecidePaymentArrangementInput!) { decidePaymentArrangement(input: $input) { request { status version } userErrors { code field } } }',
    { input: { ...offer, instalments: 6, reason: 'Sneller' } },
    'thea',
    requestHandling,
  );
  expect(data.decidePaymentArrangement).toMatchObject({ userErrors: [], request: { status: 'COUNTER_OFFERED' } });
  const { version } = data.decidePaymentArrangement.request;
  expect(codes(await accept({ version: version - 1 }))).toEqual(['STALE_VERSION version']);
  await capacity('marleen', 3_999);
  expect(codes(await accept({ version }))).toEqual(['CAPACITY_EXCEEDED requestId']);
  await capacity('marleen', 4_000);
  world.network(except({ brugwacht: lost }));
  expect((await accept({ version })).request.status).toBe('COUNTER_OFFERED');
  expect(codes(await accept({ version }))).toEqual(['TRANSITION_NOT_ALLOWED requestId']);
});
