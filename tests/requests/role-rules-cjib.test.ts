import { afterAll, beforeAll, expect, test } from 'vitest';
import { withDebts } from '../../subgraphs/cjib/records.ts';
import { cjib } from '../../subgraphs/cjib/service.ts';
import { decision, faultsIn, head, proposal, stateIn } from './asked-acts.ts';
import { type AskedPartner, startAskedPartner } from './asked-partner.ts';

let partner: AskedPartner;

const fine = { description: 'Boete', imposedOn: '2025-08-11', stage: 'NOTICE' } as const;

beforeAll(async () => {
  partner = await startAskedPartner(cjib, 'cjib');
  const record = withDebts({
    reference: 'CJ',
    contactPersons: ['desk', 'head'],
    fines: [
      { ...fine, debtId: 'small', originalCents: 7_499 },
      { ...fine, debtId: 'penal', originalCents: 16_000, cannotBeSettledBecause: 'Schadevergoeding' },
      {
        ...fine,
        debtId: 'grown',
        originalCents: 39_000,
        increases: [{ addedOn: '2025-10-27' }, { addedOn: '2026-01-12' }],
      },
    ],
    emergencyStop: { from: '2026-01-01', until: '2026-04-30' },
  });
  await partner.keep({ ...record });
});

afterAll(() => partner[Symbol.asyncDispose]());

test('less than € 75 is not paid in instalments', async () => {
  const act = proposal({ debtIds: ['small'], monthlyCents: 2_500, instalments: 3 });
  expect(faultsIn(await partner.ask(act))).toEqual(['AMOUNT_BELOW_MINIMUM debtIds']);
});

test('a fine that cannot be settled is in no arrangement: not when it is named, and not when all are asked for', async () => {
  const named = proposal({ debtIds: ['grown', 'penal'], monthlyCents: 7_500, instalments: 3 });
  expect(faultsIn(await partner.ask(named))).toEqual(['CANNOT_BE_SETTLED debtIds']);
});

test('statutory increases are undone for a community task, and the fines themselves are paid in instalments', async () => {
  const all = proposal({
    monthlyCents: 7_500,
    instalments: 6,
    undoSurcharges: true,
    conditions: ['Veertig uur bij de fietsenwerkplaats'],
  });
  expect(stateIn(await partner.ask(all)).terms.debtIds).toEqual(['grown', 'small']);
  stateIn(await partner.ask(decision(all.id, { decider: head })));
  const { cjib: shown } = await partner.view(
    `{ cjib { debts { id outstandingCents surcharges { kind } } fines { debtId increases { percentage undone } }
       paymentArrangements { status undoSurcharges version reason } } }`,
  );
  expect(shown[0].debts).toContainEqual({ id: 'grown', outstandingCents: 39_000, surcharges: [] });
  expect(shown[0].fines).toContainEqual({
    debtId: 'grown',
    increases: [
      { percentage: 50, undone: true },
      { percentage: 100, undone: true },
    ],
  });
  expect(shown[0].paymentArrangements).toEqual([
    { status: 'ACTIVE', undoSurcharges: true, version: 2, reason: 'Past bij de afspraken' },
  ]);
});

test('a freeze that runs is the emergency stop; before and after it the stop that is kept is shown', async () => {
  const stop = async () => (await partner.view('{ cjib { emergencyStop { from until } } }')).cjib[0].emergencyStop;
  expect(await stop()).toEqual({ from: '2026-01-01', until: '2026-04-30' });
  await partner.rows(`insert into debt_freezes (oin, dossier, id, status, from_date, until_date, conditions)
    values ('${partner.oin}', 'CJ', 'P1', 'ACTIVE', '2026-11-01', '2027-02-28', '{}')`);
  await partner.rows(`insert into debt_freeze_debts (oin, dossier, debt_freeze_id, debt_id)
    select oin, dossier, 'P1', id from debts where dossier = 'CJ'`);
  expect(await stop()).toEqual({ from: '2026-11-01', until: '2027-02-28' });
  partner.clock.now = new Date('2027-03-01T09:00:00Z');
  expect(await stop()).toEqual({ from: '2026-01-01', until: '2026-04-30' });
});

test('a measure of another role is refused', async () => {
  partner.clock.now = new Date('2026-11-22T09:00:00Z');
  await partner.rows(`update payment_arrangements set status = 'ENDED'`);
  const act = proposal({ debtIds: ['grown'], monthlyCents: 7_500, instalments: 6 });
  stateIn(await partner.ask(act));
  expect(faultsIn(await partner.ask(decision(act.id, { measures: ['CALL_OFF_EVICTION'] })))).toEqual([
    'MEASURE_NOT_OF_ROLE measures',
  ]);
});
