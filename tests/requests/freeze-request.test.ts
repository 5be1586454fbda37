import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { housing } from '../../subgraphs/housing/service.ts';
import type { FreezeTerms } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import { faultsIn, proposal, stateIn } from './asked-acts.ts';
import { type AskedPartner, startAskedPartner } from './asked-partner.ts';
import { freezeRequest, withdrawal } from './freeze-acts.ts';

let partner: AskedPartner;

const tenancy = { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 3 };
const rent = { kind: 'RENT', description: 'Huur', since: '2026-01-01', stage: 'NOTICE' } as const;
const running = { status: 'ACTIVE', from: '2026-11-01', until: '2027-01-31' } as const;

beforeAll(async () => {
  partner = await startAskedPartner(housing, 'vechtoever');
  await partner.keep(
    { reference: 'A', tenancy, debts: [{ ...rent, id: 'A1', principalCents: 0 }] },
    {
      reference: 'B',
      tenancy,
      debts: [{ ...rent, id: 'B1', principalCents: 90_000 }],
      debtFreezes: [{ ...running, id: 'B-P1', debtIds: ['B1'] }],
    },
    {
      reference: 'C',
      tenancy,
      debts: [
        { ...rent, id: 'C1', principalCents: 50_000 },
        { ...rent, id: 'C2', principalCents: 20_000 },
        { ...rent, id: 'C3', principalCents: 20_000, paidCents: 20_000 },
      ],
      debtFreezes: [{ ...running, id: 'C-P1', status: 'LAPSED', debtIds: ['C1'] }],
    },
    { reference: 'D', tenancy, debts: [{ ...rent, id: 'D1', principalCents: 40_000 }] },
  );
  await partner.keep({ reference: 'E', tenancy, debts: [{ ...rent, id: 'E1', principalCents: 100_000 }] });
  await partner.rows(`update dossiers set pseudonym = 'another-client-entirely-0002' where reference = 'E'`);
});

afterAll(() => partner[Symbol.asyncDispose]());

const freezes = () => partner.rows('select id, status, version from debt_freezes order by id');

describe('a request is refused, and nothing is stored', () => {
  test.each<[string, Partial<FreezeTerms>, string]>([
    ['for a debt that is not there', { debtIds: ['Z9'] }, 'DEBT_UNKNOWN debtIds'],
    ["for another client's debt, as if it were not there", { debtIds: ['E1'] }, 'DEBT_UNKNOWN debtIds'],
    ['for debts of two dossiers', { debtIds: ['C1', 'D1'] }, 'DEBT_UNKNOWN debtIds'],
    ['for a debt that is paid', { debtIds: ['C1', 'C3'] }, 'NO_DEBTS debtIds'],
    ['for a debt that stands frozen', { debtIds: ['B1'] }, 'DEBT_FROZEN_ALREADY debtIds'],
    ['from a day before it was asked', { from: '2026-11-21' }, 'DATE_IN_THE_PAST from'],
    ['until a day before its first', { from: '2026-12-02', until: '2026-12-01' }, 'DATES_REVERSED until'],
    ['longer than the law allows', { until: '2027-05-23' }, 'DATE_BEYOND_LIMIT until'],
    ['from years ahead', { from: '2028-01-01', until: '2028-02-01' }, 'DATE_BEYOND_LIMIT from'],
  ])('%s', async (_, terms, fault) => {
    const before = await freezes();
    expect(faultsIn(await partner.ask(freezeRequest(terms)))).toEqual([fault]);
    expect(await freezes()).toEqual(before);
  });

  test('for a client whom the organisation does not know', async () => {
    const act = freezeRequest({}, { pseudonym: 'somebody-else-altogether-3' });
    expect(faultsIn(await partner.ask(act))).toEqual(['CLIENT_UNKNOWN_THERE']);
  });
});

test('a request waits for who may decide it, and its debts are in no other meanwhile', async () => {
  const act = freezeRequest({ conditions: ['De huur wordt betaald'] });
  const state = stateIn(await partner.ask(act));
  expect(state).toMatchObject({
    ...{ id: act.id, kind: 'DEBT_FREEZE', status: 'REQUESTED', version: 1, automatic: false, reason: null },
    // Of the first dossier in which something is owed that no freeze covers, what is owed.
    terms: { ...act.terms, debtIds: ['C1', 'C2'] },
    contact: { id: 'desk' },
  });
  expect(faultsIn(await partner.ask(freezeRequest({ debtIds: ['C2'] })))).toEqual(['DEBT_REQUESTED_ALREADY debtIds']);
  const long = stateIn(await partner.ask(freezeRequest({ until: '2027-05-22' })));
  expect(long).toMatchObject({ terms: { debtIds: ['D1'] }, contact: { id: 'head' } });
  expect(faultsIn(await partner.ask(freezeRequest()))).toEqual(['DEBT_FROZEN_ALREADY debtIds']);
  await Promise.all([act.id, long.id].map(async (id) => stateIn(await partner.ask(withdrawal(id)))));
});

test('delivered again it is the same request; with other words it is none, and neither is an arrangement of its id', async () => {
  const act = freezeRequest();
  const answers = await Promise.all(Array.from({ length: 8 }, () => partner.ask(act)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const [made] = await partner.rows(`select count(*)::int as count from debt_freezes where id = '${act.id}'`);
  expect(made).toEqual({ count: 1 });
  expect(faultsIn(await partner.ask({ ...act, reason: 'Iets anders' }))).toEqual(['REQUEST_REUSED id']);
  expect(faultsIn(await partner.ask(proposal({}, act.id)))).toEqual(['REQUEST_REUSED id']);
  expect(faultsIn(await partner.ask(withdrawal(act.id, 'PAYMENT_ARRANGEMENT')))).toEqual(['REQUEST_UNKNOWN id']);
  const taken = withdrawal(act.id);
  const withdrawn = await partner.ask(taken);
  expect(stateIn(withdrawn)).toMatchObject({ status: 'WITHDRAWN', version: 2, reason: 'Niet meer nodig' });
  expect(await partner.ask(taken)).toEqual(withdrawn);
  expect(stateIn(await partner.ask(act))).toMatchObject({ status: 'WITHDRAWN', version: 2 });
  expect(faultsIn(await partner.ask({ ...taken, reason: 'Toch' }))).toEqual(['IDEMPOTENCY_KEY_REUSED key']);
  expect(faultsIn(await partner.ask(withdrawal(act.id)))).toEqual(['TRANSITION_NOT_ALLOWED']);
});

test('a request that was withdrawn before it came makes no record, however often either is delivered', async () => {
  const act = freezeRequest();
  const taken = withdrawal(act.id);
  const before = await freezes();
  expect(await partner.ask(taken)).toMatchObject({ outcome: 'done', state: { status: 'WITHDRAWN', terms: null } });
  expect(await partner.ask(taken)).toMatchObject({ outcome: 'done' });
  expect(await partner.ask(act)).toMatchObject({ outcome: 'done', state: { status: 'WITHDRAWN', terms: act.terms } });
  expect(await partner.ask({ ...withdrawal(act.id) })).toMatchObject({ outcome: 'done' });
  expect(await freezes()).toEqual(before);
});

test('a request and its withdrawal at the same moment leave one freeze that is withdrawn, or none', async () => {
  const requests = Array.from({ length: 10 }, () => freezeRequest({ debtIds: ['D1'] }));
  for (const act of requests) {
    await Promise.all([partner.ask(act), partner.ask(withdrawal(act.id))]);
    const left = await partner.rows(`select status from debt_freezes where id = '${act.id}'`);
    expect(left.length === 0 || left[0].status === 'WITHDRAWN').toBe(true);
    expect(await partner.ask(act)).toMatchObject({ outcome: 'done', state: { status: 'WITHDRAWN' } });
  }
});

test('of two requests at once for the same debts one is taken', async () => {
  const acts = Array.from({ length: 6 }, () => freezeRequest({ debtIds: ['D1'] }));
  const answers = await Promise.all(acts.map((act) => partner.ask(act)));
  expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['done', ...Array(5).fill('rejected')]);
  const taken = acts.find((_, index) => answers[index]?.outcome === 'done');
  await partner.ask(withdrawal(taken?.id ?? ''));
});

test('one that was under way for days starts when it comes', async () => {
  partner.clock.now = new Date('2026-11-24T09:00:00Z');
  const act = freezeRequest({ debtIds: ['D1'], until: '2026-12-31' });
  expect(stateIn(await partner.ask(act))).toMatchObject({ terms: { from: '2026-11-24', until: '2026-12-31' } });
  await partner.ask(withdrawal(act.id));
  const over = freezeRequest({ debtIds: ['D1'], until: '2026-11-23' });
  expect(faultsIn(await partner.ask(over))).toEqual(['DATE_IN_THE_PAST until']);
  partner.clock.now = new Date('2026-11-22T09:00:00Z');
});

test('within a standing agreement it is granted at once; beyond its days or its amount it waits', async () => {
  await partner.rows(`insert into automatic_agreements values ('${partner.oin}', 240, 45000, '2025-01-01')`);
  const granted = freezeRequest({ debtIds: ['D1'], until: '2027-07-01' }, { pause: true });
  expect(stateIn(await partner.ask(granted))).toMatchObject({ status: 'ACTIVE', version: 1, automatic: true });
  const shown = await partner.view('{ housing { debtFreezes { id status automatic addsNoSurcharge } } }');
  expect(shown.housing.flatMap((dossier: { debtFreezes: object[] }) => dossier.debtFreezes)).toContainEqual({
    ...{ id: granted.id, status: 'ACTIVE', automatic: true, addsNoSurcharge: true },
  });
  expect(stateIn(await partner.ask(withdrawal(granted.id)))).toMatchObject({ status: 'ENDED', version: 2 });
  const ahead = freezeRequest({ debtIds: ['D1'], from: '2026-12-01', until: '2027-07-01' });
  expect(stateIn(await partner.ask(ahead))).toMatchObject({ status: 'GRANTED', automatic: true });
  await partner.ask(withdrawal(ahead.id));
  const tooLong = freezeRequest({ debtIds: ['D1'], until: '2027-07-20' });
  expect(stateIn(await partner.ask(tooLong))).toMatchObject({ status: 'REQUESTED', automatic: false });
  const tooMuch = freezeRequest({ debtIds: ['C1'] });
  expect(stateIn(await partner.ask(tooMuch))).toMatchObject({ status: 'REQUESTED', automatic: false });
  await Promise.all([tooLong, tooMuch].map(({ id }) => partner.ask(withdrawal(id))));
  await partner.rows('delete from automatic_agreements');
});

test('another client may not take it back, and learns nothing of it', async () => {
  const act = freezeRequest({ debtIds: ['D1'] });
  await partner.ask(act);
  const pseudonym = 'another-client-entirely-0002';
  expect(faultsIn(await partner.ask({ ...withdrawal(act.id), pseudonym }))).toEqual(['REQUEST_UNKNOWN id']);
  expect(await partner.ask({ act: 'status', pseudonym, ids: [act.id] })).toEqual({ outcome: 'states', states: [] });
  expect(await partner.ask({ act: 'status', pseudonym: act.pseudonym, ids: [act.id] })).toMatchObject({
    states: [{ id: act.id, status: 'REQUESTED' }],
  });
});
