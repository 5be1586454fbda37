import { afterAll, beforeAll, expect, test } from 'vitest';
import { housing } from '../../../subgraphs/housing/service.ts';
import type { ArrangementTerms } from '../../../subgraphs/kit/requests/wire/act-wire.ts';
import { decision, desk, faultsIn, head, instalment, proposal, stateIn } from '../../requests/asked-acts.ts';
import { type AskedPartner, startAskedPartner } from '../../requests/asked-partner.ts';
import { acceptance, freezeDecision, freezeRequest, withdrawal } from '../../requests/freeze-acts.ts';

let partner: AskedPartner;

const tenancy = { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 3 };
const debt = (id: string, principalCents: number) =>
  ({ id, kind: 'RENT', description: 'Huur', since: '2026-01-01', stage: 'NOTICE', principalCents }) as const;

beforeAll(async () => {
  partner = await startAskedPartner(housing, 'vechtoever');
  await partner.keep({ reference: 'A', tenancy, debts: [debt('A1', 100_000)] });
  await partner.keep({ reference: 'B', tenancy, debts: [debt('B1', 40_000), debt('B2', 40_000), debt('B3', 5_000)] });
  await partner.keep({ reference: 'C', tenancy, debts: [debt('C1', 100_000)] });
});
afterAll(() => partner[Symbol.asyncDispose]());

const end = (id: string, version: number, outcome: 'ENDED' | 'RESUMED') =>
  partner.ask({
    act: 'end-payment-arrangement',
    ...{ id, version, outcome, key: crypto.randomUUID(), decider: desk, reason: 'Opnieuw' },
  });

test('a failed arrangement that is taken up and ended has failed all the same', async () => {
  const failed = proposal({ debtIds: ['A1'] });
  await partner.ask(failed);
  stateIn(await partner.ask(decision(failed.id)));
  for (const version of [2, 3]) stateIn(await partner.ask(instalment(failed.id, version, { outcome: 'MISSED' })));
  expect(stateIn(await end(failed.id, 4, 'RESUMED')).status).toBe('ACTIVE');
  expect(stateIn(await end(failed.id, 5, 'ENDED')).status).toBe('ENDED');
  const next = proposal({ debtIds: ['A1'] });
  expect(stateIn(await partner.ask(next)).contact).toMatchObject({ id: 'head' });
  expect(faultsIn(await partner.ask(decision(next.id)))).toEqual(['EARLIER_ARRANGEMENT_FAILED']);
  const listed = await partner.ask({ act: 'list-requests', open: true, first: 50, offset: 0, decider: desk });
  expect(listed).toMatchObject({ requests: [expect.objectContaining({ withinMyMandate: false })] });
  await partner.ask({ ...withdrawal(next.id), kind: 'PAYMENT_ARRANGEMENT' });
});

test('what a standing agreement grants at once is held against all that it freezes, not against each part', async () => {
  await partner.rows(`insert into automatic_agreements values ('${partner.oin}', 240, 50000, '2025-01-01')`);
  const frozen = [];
  for (const id of ['B1', 'B2', 'B3']) frozen.push(stateIn(await partner.ask(freezeRequest({ debtIds: [id] }))));
  expect(frozen.map(({ status }) => status)).toEqual(['ACTIVE', 'REQUESTED', 'ACTIVE']);
  for (const { id } of frozen) await partner.ask(withdrawal(id));
  await partner.rows('delete from automatic_agreements');
});

const smuggled: readonly [string, Partial<ArrangementTerms>, string[]][] = [
  ['a waiver', { waivedCents: 1 }, ['MANDATE_EXCEEDED waivedCents']],
  ['surcharges undone', { undoSurcharges: true }, ['MANDATE_EXCEEDED undoSurcharges']],
  ['more in all', { instalments: 16 }, ['MANDATE_EXCEEDED monthlyCents']],
  ['the largest numbers', { monthlyCents: 1_000_000_000, instalments: 1_000 }, ['MANDATE_EXCEEDED monthlyCents']],
];

test('nothing beyond the mandate comes in by an offer, nor by what is accepted then', async () => {
  const asked = proposal({ debtIds: ['C1'] });
  await partner.ask(asked);
  for (const [what, terms, faults] of smuggled) {
    const offer = decision(asked.id, { decision: 'COUNTER_OFFER', terms });
    expect(faultsIn(await partner.ask(offer)), what).toEqual(expect.arrayContaining(faults));
    expect(faultsIn(await partner.ask({ ...acceptance(asked.id, 1), kind: 'PAYMENT_ARRANGEMENT' })), what).toEqual([
      'TRANSITION_NOT_ALLOWED',
    ]);
  }
  const freeze = freezeRequest({ debtIds: ['C1'], until: '2027-05-01' });
  await partner.ask(freeze);
  for (const asked of [{}, { decision: 'COUNTER_OFFER' as const, until: '2027-05-22' }]) {
    expect(faultsIn(await partner.ask(freezeDecision(freeze.id, asked)))).toEqual(['MANDATE_EXCEEDED until']);
  }
  const passed = await partner.ask(freezeDecision(freeze.id, { decision: 'PASS_UP' }));
  expect(stateIn(passed).version).toBe(2);
  // Passing it up changes nothing of what the desk may do itself.
  expect(faultsIn(await partner.ask(freezeDecision(freeze.id, { version: 2 })))).toEqual(['MANDATE_EXCEEDED until']);
  const above = freezeDecision(freeze.id, { version: 2, decision: 'PASS_UP', decider: head });
  expect(faultsIn(await partner.ask(above))).toEqual(['NOBODY_ABOVE decision']);
  expect(await partner.rows(`select version from debt_freezes where id = '${freeze.id}'`)).toEqual([{ version: 2 }]);
});

test('a decision told again is told to nobody who has left since', async () => {
  const asked = freezeRequest({ debtIds: ['A1'] });
  await partner.ask(asked);
  const refusal = freezeDecision(asked.id, { decision: 'REFUSE' });
  expect(stateIn(await partner.ask(refusal)).status).toBe('REFUSED');
  await partner.rows(`update contact_persons set login = null where id = 'desk'`);
  expect(faultsIn(await partner.ask(refusal))).toEqual(['NOT_A_CONTACT_PERSON']);
  await partner.rows(`update contact_persons set login = '${desk}' where id = 'desk'`);
  expect(stateIn(await partner.ask(refusal)).status).toBe('REFUSED');
});
