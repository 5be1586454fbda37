import { afterAll, beforeAll, expect, test } from 'vitest';
import { insurer } from '../../subgraphs/insurer/service.ts';
import { decision, faultsIn, head, proposal, stateIn } from './asked-acts.ts';
import { type AskedPartner, startAskedPartner } from './asked-partner.ts';

let partner: AskedPartner;

const policy = { since: '2018-01-01', premiumCents: 15_900, additionalCover: false };
const debt = { description: 'Premie', since: '2026-01-01', stage: 'NOTICE' } as const;
const atCak = { kind: 'ADMINISTRATIVE_PREMIUM', amountCents: 5_000, addedOn: '2026-06-01' } as const;
const costs = { kind: 'COLLECTION_COSTS', amountCents: 6_000, addedOn: '2026-05-01' } as const;

beforeAll(async () => {
  partner = await startAskedPartner(insurer, 'brugwacht');
  await partner.keep(
    {
      ...{ reference: 'one', policy, monthsInArrears: 1, reportedToCak: false, cakReportDate: '2027-03-01' },
      debts: [
        { ...debt, id: 'one-premium', kind: 'HEALTH_PREMIUM', principalCents: 15_900 },
        { ...debt, id: 'one-costs', kind: 'HEALTH_COSTS', principalCents: 38_500 },
      ],
    },
    {
      ...{ reference: 'seven', policy, monthsInArrears: 7, reportedToCak: true, cakReportDate: '2026-08-01' },
      debts: [
        { ...debt, id: 'seven-premium', kind: 'HEALTH_PREMIUM', principalCents: 111_000, surcharges: [costs, atCak] },
      ],
    },
  );
});

afterAll(() => partner[Symbol.asyncDispose]());

test('premium is paid in instalments from two months in arrears; other costs whenever', async () => {
  const premium = proposal({ debtIds: ['one-premium'], monthlyCents: 5_300, instalments: 3 });
  expect(faultsIn(await partner.ask(premium))).toEqual(['ARREARS_BELOW_MINIMUM debtIds']);
  const other = proposal({ debtIds: ['one-costs'], monthlyCents: 10_000, instalments: 4 });
  expect(stateIn(await partner.ask(other)).status).toBe('PROPOSED');
});

test('what fell below the minimum since it was proposed is granted as an exception, by who may make it', async () => {
  const act = proposal({ debtIds: ['seven-premium'], monthlyCents: 10_000, instalments: 12 });
  stateIn(await partner.ask(act));
  await partner.rows(`update policies set months_in_arrears = 1 where dossier = 'seven'`);
  const granting = { decider: head, terms: { instalments: 12 } } as const;
  expect(faultsIn(await partner.ask(decision(act.id, granting)))).toEqual(['ARREARS_BELOW_MINIMUM debtIds']);
  const excepted = decision(act.id, { exceptions: ['BELOW_MINIMUM'] });
  expect(faultsIn(await partner.ask(excepted))).toEqual(['MANDATE_EXCEEDED exceptions']);
  expect(stateIn(await partner.ask({ ...excepted, decider: head })).status).toBe('ACTIVE');
  await partner.rows(`delete from payment_arrangement_debts where payment_arrangement_id = '${act.id}'`);
  await partner.rows(`update policies set months_in_arrears = 7 where dossier = 'seven'`);
});

test('offered with the offer, the client is taken back from the CAK when it is accepted, and what the CAK added is undone', async () => {
  const act = proposal({ debtIds: ['seven-premium'], monthlyCents: 10_000, instalments: 11 });
  stateIn(await partner.ask(act));
  const offer = decision(act.id, { decider: head, decision: 'COUNTER_OFFER', measures: ['TAKE_BACK_FROM_CAK'] });
  stateIn(await partner.ask(offer));
  expect(await reported('seven')).toMatchObject({ reportedToCak: true });
  const { pseudonym, id } = act;
  const accept = {
    act: 'accept-offer',
    kind: 'PAYMENT_ARRANGEMENT',
    id,
    key: 'accepted-once',
    version: 2,
    pseudonym,
  } as const;
  stateIn(await partner.ask(accept));
  expect(await reported('seven')).toEqual({
    reference: 'seven',
    reportedToCak: false,
    cakReportDate: null,
    cakReportHeldUntil: null,
    debts: [{ outstandingCents: 117_000, surcharges: [{ kind: 'COLLECTION_COSTS' }] }],
  });
});

test('who is not reported is not taken back', async () => {
  await partner.rows(`update policies set months_in_arrears = 2 where dossier = 'one'`);
  const act = proposal({ debtIds: ['one-premium'], monthlyCents: 5_300, instalments: 3 });
  stateIn(await partner.ask(act));
  expect(faultsIn(await partner.ask(decision(act.id, { measures: ['TAKE_BACK_FROM_CAK'] })))).toEqual([
    'MEASURE_NOT_APPLICABLE measures',
  ]);
});

test('while a freeze of the premium runs, no report to the CAK is due', async () => {
  expect(await reported('one')).toMatchObject({ cakReportDate: '2027-03-01', cakReportHeldUntil: null });
  await partner.rows(`
    insert into debt_freezes (oin, dossier, id, status, from_date, until_date, conditions)
      values ('${partner.oin}', 'one', 'P1', 'GRANTED', '2026-11-20', '2027-04-30', '{}');
    insert into debt_freeze_debts (oin, dossier, debt_freeze_id, debt_id) values ('${partner.oin}', 'one', 'P1', 'one-costs')`);
  expect(await reported('one')).toMatchObject({ cakReportHeldUntil: null });
  await partner.rows(`update debt_freeze_debts set debt_id = 'one-premium'`);
  expect(await reported('one')).toMatchObject({ cakReportDate: null, cakReportHeldUntil: '2027-04-30' });
  partner.clock.now = new Date('2027-05-01T09:00:00Z');
  expect(await reported('one')).toMatchObject({ cakReportDate: '2027-03-01', cakReportHeldUntil: null });
});

async function reported(reference: string) {
  const { insurance } = await partner.view(
    `{ insurance { reference reportedToCak cakReportDate cakReportHeldUntil debts { outstandingCents surcharges { kind } } } }`,
  );
  return insurance.find((dossier: { reference: string }) => dossier.reference === reference);
}
