import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { housing } from '../../subgraphs/housing/service.ts';
import type { PaymentArrangementRecord } from '../../subgraphs/kit/contract/records.ts';
import type { PartnerActOf } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import { client, desk, faultsIn, instalment, proposal, stateIn } from './asked-acts.ts';
import { type AskedPartner, startAskedPartner } from './asked-partner.ts';

let partner: AskedPartner;

beforeAll(async () => {
  partner = await startAskedPartner(housing, 'vechtoever');
});

afterAll(() => partner[Symbol.asyncDispose]());

let dossiers = 0;

/** An arrangement of € 250 a month, for debts of € 600 and, older, € 300; of which € 150 is given up at the end. */
async function running(changed: Partial<PaymentArrangementRecord> = {}): Promise<string> {
  dossiers += 1;
  const reference = `V${dossiers}`;
  const id = randomUUID();
  const debt = { kind: 'RENT', description: 'Huur', stage: 'NOTICE' } as const;
  await partner.keep({
    reference,
    tenancy: { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 3 },
    debts: [
      { ...debt, id: `${reference}-new`, since: '2026-05-01', principalCents: 60_000 },
      { ...debt, id: `${reference}-old`, since: '2025-05-01', principalCents: 30_000 },
    ],
    paymentArrangements: [
      {
        id,
        status: 'ACTIVE',
        debtIds: [`${reference}-new`, `${reference}-old`],
        monthlyCents: 25_000,
        instalments: 3,
        firstDueOn: '2026-11-01',
        waivedCents: 15_000,
        ...changed,
      },
    ],
  });
  return id;
}

async function debts(id: string) {
  return partner.rows(`select since::text, paid_cents, waived_cents from debts
    join payment_arrangement_debts covered on covered.debt_id = debts.id where payment_arrangement_id = '${id}' order by since`);
}

test('payments go to the oldest debt first, and the last one brings what was to be given up', async () => {
  const id = await running();
  const first = await partner.ask(instalment(id, 1));
  expect(stateIn(first)).toMatchObject({ status: 'ACTIVE', version: 2, paidCents: 25_000 });
  expect(first).toMatchObject({ request: { outstandingCents: 65_000 } });
  expect(stateIn(await partner.ask(instalment(id, 2, { amountCents: 30_000 })))).toMatchObject({ paidCents: 55_000 });
  expect(await debts(id)).toEqual([
    { since: '2025-05-01', paid_cents: 30_000, waived_cents: 0 },
    { since: '2026-05-01', paid_cents: 25_000, waived_cents: 0 },
  ]);
  const last = await partner.ask(instalment(id, 3));
  expect(stateIn(last)).toMatchObject({ status: 'COMPLETED', version: 4, paidCents: 75_000 });
  expect(last).toMatchObject({ request: { outstandingCents: 0 } });
  expect(await debts(id)).toMatchObject([{ waived_cents: 0 }, { paid_cents: 45_000, waived_cents: 15_000 }]);
});

test('an amount of nothing, or of more than is due, is refused', async () => {
  const id = await running();
  const ask = (amountCents: number) => partner.ask(instalment(id, 1, { amountCents }));
  expect(faultsIn(await ask(0))).toEqual(['AMOUNT_NOT_POSITIVE amountCents']);
  expect(faultsIn(await ask(75_001))).toEqual(['AMOUNT_BEYOND_DEBT amountCents']);
  expect(stateIn(await ask(75_000))).toMatchObject({ status: 'COMPLETED' });
});

test('what was paid outside of the arrangement is not asked again', async () => {
  const id = await running();
  await partner.rows(`update debts set paid_cents = principal_cents where id in
    (select debt_id from payment_arrangement_debts where payment_arrangement_id = '${id}')`);
  expect(faultsIn(await partner.ask(instalment(id, 1, { amountCents: 1 })))).toEqual([
    'AMOUNT_BEYOND_DEBT amountCents',
  ]);
  expect(stateIn(await partner.ask(instalment(id, 1)))).toMatchObject({ status: 'COMPLETED', paidCents: 0 });
});

test('the second instalment missed is a default; taken up again it counts anew', async () => {
  const id = await running();
  const miss = (version: number) => partner.ask(instalment(id, version, { outcome: 'MISSED' }));
  expect(stateIn(await miss(1))).toMatchObject({ status: 'ACTIVE', missedInstalments: 1 });
  expect(stateIn(await miss(2))).toMatchObject({ status: 'IN_DEFAULT', missedInstalments: 2 });
  expect(faultsIn(await miss(3))).toEqual(['TRANSITION_NOT_ALLOWED']);
  expect(stateIn(await partner.ask(resume(id, 3)))).toMatchObject({
    status: 'ACTIVE',
    missedInstalments: 0,
    reason: 'Weer op gang',
  });
  expect(stateIn(await miss(4))).toMatchObject({ status: 'ACTIVE', missedInstalments: 1 });
});

test('the only instalment missed is a default', async () => {
  const id = await running({ instalments: 1 });
  expect(stateIn(await partner.ask(instalment(id, 1, { outcome: 'MISSED' })))).toMatchObject({ status: 'IN_DEFAULT' });
});

test('one in default is not taken up while its debts are in another proposal', async () => {
  const id = await running({ status: 'IN_DEFAULT', missedInstalments: 2 });
  const [{ debt_id: debtId }] = await partner.rows(
    `select debt_id from payment_arrangement_debts where payment_arrangement_id = '${id}' and debt_id like '%-old'`,
  );
  stateIn(await partner.ask(proposal({ debtIds: [debtId], monthlyCents: 3_000 })));
  expect(faultsIn(await partner.ask(resume(id, 1)))).toEqual(['DEBT_REQUESTED_ALREADY debtIds']);
});

test('one payment told four times at once is counted once, and another with the same version is refused', async () => {
  const id = await running();
  const act = instalment(id, 1);
  const answers = await Promise.all(Array.from({ length: 4 }, () => partner.ask(act)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(faultsIn(await partner.ask(instalment(id, 1)))).toEqual(['STALE_VERSION version']);
  expect(await debts(id)).toMatchObject([{ paid_cents: 25_000 }, { paid_cents: 0 }]);
});

test('what runs or is proposed counts a month; what is in default does not', async () => {
  await partner.rows(`update dossiers set pseudonym = 'somebody-of-before-000004'`);
  const runs = await running();
  await running({ status: 'IN_DEFAULT', missedInstalments: 2 });
  const answer = await partner.ask({ act: 'running-arrangements', pseudonym: client });
  expect(answer).toEqual({ outcome: 'arrangements', arrangements: [{ id: runs, monthlyCents: 25_000 }] });
});

function resume(id: string, version: number): PartnerActOf<'end-payment-arrangement'> {
  const key = randomUUID();
  return {
    act: 'end-payment-arrangement',
    id,
    key,
    version,
    decider: desk,
    outcome: 'RESUMED',
    reason: 'Weer op gang',
  };
}
