import { afterAll, beforeAll, expect, test } from 'vitest';
import { housing } from '../../subgraphs/housing/service.ts';
import type { PartnerAct } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import { freezeStatuses } from '../../subgraphs/kit/requests/wire/answer-wire.ts';
import { faultsIn } from './asked-acts.ts';
import { type AskedPartner, startAskedPartner } from './asked-partner.ts';
import { acceptance, freezeDecision, freezeEnd, withdrawal } from './freeze-acts.ts';

type Status = (typeof freezeStatuses)[number];

let partner: AskedPartner;

const tenancy = { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 3 };
const id = '5f0c1a52-6a30-4c53-9e38-0d6a3a6f0001';

beforeAll(async () => {
  partner = await startAskedPartner(housing, 'vechtoever');
  const debts = [
    { id: 'A1', kind: 'RENT', description: 'Huur', since: '2026-01-01', stage: 'NOTICE', principalCents: 50_000 },
  ] as const;
  const terms = { from: '2026-11-01', until: '2026-12-31', debtIds: ['A1'] };
  await partner.keep({ reference: 'A', tenancy, debts, debtFreezes: [{ id, status: 'ENDED', ...terms }] });
});

afterAll(() => partner[Symbol.asyncDispose]());

/** What can be asked over the wire, and the statuses in which it is done. */
const acts: Readonly<Record<string, { act: () => PartnerAct; from: readonly Status[] }>> = {
  grant: { act: () => freezeDecision(id), from: ['REQUESTED'] },
  refuse: { act: () => freezeDecision(id, { decision: 'REFUSE' }), from: ['REQUESTED', 'COUNTER_OFFERED'] },
  'counter-offer': { act: () => freezeDecision(id, { decision: 'COUNTER_OFFER' }), from: ['REQUESTED'] },
  'pass up': { act: () => freezeDecision(id, { decision: 'PASS_UP' }), from: ['REQUESTED'] },
  accept: { act: () => acceptance(id, 1), from: ['COUNTER_OFFERED'] },
  withdraw: { act: () => withdrawal(id), from: ['REQUESTED', 'COUNTER_OFFERED', 'GRANTED', 'ACTIVE'] },
  end: { act: () => freezeEnd(id, 1), from: ['GRANTED', 'ACTIVE'] },
  break: { act: () => freezeEnd(id, 1, 'BROKEN'), from: ['ACTIVE'] },
};

const offer = JSON.stringify({ from: '2026-11-01', until: '2026-12-31', conditions: [], measures: [] });

/** The first day is ahead, so that the clock does not start what is granted. */
async function put(status: Status): Promise<void> {
  const from = status === 'GRANTED' ? '2026-12-01' : '2026-11-01';
  const offered = status === 'COUNTER_OFFERED' ? `'${offer}'` : 'null';
  await partner.rows('truncate request_events');
  await partner.rows(
    `update debt_freezes set status = '${status}', version = 1, offer = ${offered}, reason = null, from_date = '${from}',
       until_date = '2026-12-31', decided_by = null, decided_at = null, assigned_to = null`,
  );
}

const stored = () => partner.rows('select * from debt_freezes');

const cases = freezeStatuses.flatMap((status) => Object.keys(acts).map((name) => ({ status, name })));

test.each(cases)('$name on a freeze that is $status', async ({ status, name }) => {
  await put(status);
  const before = await stored();
  const { act, from } = acts[name] ?? expect.fail();
  const answer = await partner.ask(act());
  if (from.includes(status)) {
    expect(answer.outcome).toMatch(/^(done|decided)$/);
    expect((await stored())[0].version).toBe(2);
    return;
  }
  expect(['REQUEST_DECIDED_ALREADY', 'TRANSITION_NOT_ALLOWED']).toContain(faultsIn(answer)[0]);
  expect(await stored()).toEqual(before);
  expect(await partner.rows('select * from request_events')).toEqual([]);
});
