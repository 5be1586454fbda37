import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { housing } from '../../subgraphs/housing/service.ts';
import type { ArrangementTerms } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import { faultsIn, proposal, stateIn } from './asked-acts.ts';
import { type AskedPartner, startAskedPartner } from './asked-partner.ts';

let partner: AskedPartner;

const tenancy = { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 3 };
const rent = { kind: 'RENT', description: 'Huur', since: '2026-01-01', stage: 'NOTICE' } as const;
const costs = { kind: 'COLLECTION_COSTS', amountCents: 10_000, addedOn: '2026-03-01' } as const;

beforeAll(async () => {
  partner = await startAskedPartner(housing, 'vechtoever');
  await partner.keep(
    { reference: 'A', tenancy, debts: [{ ...rent, id: 'A1', principalCents: 0 }] },
    { reference: 'B', tenancy, debts: [{ ...rent, id: 'B1', principalCents: 90_000, surcharges: [costs] }] },
    { reference: 'C', tenancy, debts: [{ ...rent, id: 'C1', principalCents: 100_000 }] },
    {
      reference: 'D',
      tenancy,
      debts: [{ ...rent, id: 'D1', principalCents: 100_000 }],
      paymentArrangements: [
        {
          id: 'D-R1',
          status: 'ACTIVE',
          debtIds: ['D1'],
          monthlyCents: 5_000,
          instalments: 20,
          firstDueOn: '2026-06-01',
        },
      ],
    },
  );
  await partner.keep({ reference: 'E', tenancy, debts: [{ ...rent, id: 'E1', principalCents: 100_000 }] });
  await partner.rows(`update dossiers set pseudonym = 'another-client-entirely-0002' where reference = 'E'`);
});

afterAll(() => partner[Symbol.asyncDispose]());

async function faults(changed: Partial<ArrangementTerms>): Promise<string[]> {
  return faultsIn(await partner.ask(proposal(changed)));
}

describe('a proposal is refused', () => {
  test.each<[string, Partial<ArrangementTerms>, string]>([
    ['for a debt that is not there', { debtIds: ['Z9'] }, 'DEBT_UNKNOWN debtIds'],
    ["for another client's debt, as if it were not there", { debtIds: ['E1'] }, 'DEBT_UNKNOWN debtIds'],
    ['for debts of two dossiers', { debtIds: ['B1', 'C1'] }, 'DEBT_UNKNOWN debtIds'],
    ['for a debt that is paid', { debtIds: ['A1'] }, 'AMOUNT_BEYOND_DEBT monthlyCents'],
    ['for a debt in an arrangement that runs', { debtIds: ['D1'] }, 'DEBT_IN_ARRANGEMENT_ALREADY debtIds'],
    ['of more than is owed', { debtIds: ['C1'], instalments: 11 }, 'AMOUNT_BEYOND_DEBT monthlyCents'],
    ['of no amount', { debtIds: ['C1'], monthlyCents: 0 }, 'AMOUNT_NOT_POSITIVE monthlyCents'],
    ['from a day that is over', { debtIds: ['C1'], firstDueOn: '2026-11-21' }, 'DATE_IN_THE_PAST firstDueOn'],
  ])('%s', async (_, changed, fault) => {
    expect(await faults(changed)).toEqual([fault]);
  });

  test('for a client whom the organisation does not know', async () => {
    const act = { ...proposal(), pseudonym: 'somebody-else-altogether-3' };
    expect(faultsIn(await partner.ask(act))).toEqual(['CLIENT_UNKNOWN_THERE']);
  });

  test('and then nothing of it is stored', async () => {
    expect(await partner.rows(`select id from payment_arrangements where id <> 'D-R1'`)).toEqual([]);
    expect(await partner.rows('select id from request_events')).toEqual([]);
  });
});

test('delivered five times at once a proposal makes one record, of the first dossier in which something is owed', async () => {
  const act = proposal();
  const answers = await Promise.all(Array.from({ length: 5 }, () => partner.ask(act)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(stateIn(await partner.ask(act))).toMatchObject({
    id: act.id,
    kind: 'PAYMENT_ARRANGEMENT',
    status: 'PROPOSED',
    version: 1,
    terms: { ...act.terms, debtIds: ['B1'] },
    contact: { id: 'desk' },
  });
  expect(await partner.rows(`select dossier, assigned_to from payment_arrangements where id = '${act.id}'`)).toEqual([
    { dossier: 'B', assigned_to: 'desk' },
  ]);
  expect(faultsIn(await partner.ask({ ...act, reason: 'Iets anders' }))).toEqual(['REQUEST_REUSED id']);
  expect(await faults({ debtIds: ['B1'] })).toEqual(['DEBT_REQUESTED_ALREADY debtIds']);
});

test('of many proposals for one debt at once one is taken', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => partner.ask(proposal({ debtIds: ['C1'] }))));
  const outcomes = answers.map((answer) => (answer.outcome === 'rejected' ? faultsIn(answer)[0] : answer.outcome));
  expect(outcomes.toSorted()).toEqual([...Array(7).fill('DEBT_REQUESTED_ALREADY debtIds'), 'done']);
});
