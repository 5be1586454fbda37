import { afterAll, beforeAll, expect, test } from 'vitest';
import { housing } from '../../subgraphs/housing/service.ts';
import type { PartnerActOf } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import { decision, desk, faultsIn, head, proposal, stateIn } from './asked-acts.ts';
import { type AskedPartner, startAskedPartner } from './asked-partner.ts';

let partner: AskedPartner;

const stages = [
  ['announced', { stage: 'ANNOUNCED', date: '2026-12-10', conditions: ['Oud'] }],
  ['notice', { stage: 'NOTICE' }],
  ['none', undefined],
  ['off', { stage: 'CALLED_OFF', conditions: ['Budgetbeheer'] }],
] as const;

beforeAll(async () => {
  partner = await startAskedPartner(housing, 'vechtoever');
  await partner.keep(
    ...stages.map(([reference, eviction]) => ({
      reference,
      tenancy: { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 3 },
      ...(eviction ? { eviction } : {}),
      debts: [debtOf(reference)],
    })),
  );
});

function debtOf(reference: string) {
  const debt = { kind: 'RENT', description: 'Huur', since: '2026-01-01', stage: 'NOTICE' } as const;
  return { ...debt, id: `${reference}-S`, principalCents: 100_000 };
}

afterAll(() => partner[Symbol.asyncDispose]());

/** Proposes for a dossier, and calls its eviction off with the decision. */
async function callOff(reference: string, changed: Partial<PartnerActOf<'decide-payment-arrangement'>> = {}) {
  const act = proposal({ debtIds: [`${reference}-S`] });
  stateIn(await partner.ask(act));
  return partner.ask(
    decision(act.id, { measures: ['CALL_OFF_EVICTION'], conditions: ['Beiden in budgetbeheer'], ...changed }),
  );
}

async function evictionOf(reference: string) {
  return partner.rows(`select stage, date::text, conditions from evictions where dossier = '${reference}'`);
}

test('an eviction that was announced is called off by who may make that exception, on the conditions of the decision', async () => {
  const act = proposal({ debtIds: ['announced-S'] });
  stateIn(await partner.ask(act));
  const calling = decision(act.id, { measures: ['CALL_OFF_EVICTION'], conditions: ['Beiden in budgetbeheer'] });
  expect(faultsIn(await partner.ask({ ...calling, decider: head }))).toEqual(['MANDATE_EXCEEDED exceptions']);
  const excepted = { ...calling, exceptions: ['EVICTION_ANNOUNCED' as const] };
  expect(faultsIn(await partner.ask(excepted))).toEqual(['MANDATE_EXCEEDED exceptions']);
  expect(await evictionOf('announced')).toMatchObject([{ stage: 'ANNOUNCED' }]);
  expect(stateIn(await partner.ask({ ...excepted, decider: head })).status).toBe('ACTIVE');
  expect(await evictionOf('announced')).toEqual([
    { stage: 'CALLED_OFF', date: null, conditions: ['Beiden in budgetbeheer'] },
  ]);
});

test('an earlier stage needs no exception', async () => {
  stateIn(await callOff('notice'));
  expect(await evictionOf('notice')).toMatchObject([{ stage: 'CALLED_OFF' }]);
});

test.each(['none', 'off'])(
  'where there is nothing to call off (%s), that is said and nothing is granted',
  async (reference) => {
    expect(faultsIn(await callOff(reference))).toEqual(['MEASURE_NOT_APPLICABLE measures']);
    expect(await partner.rows(`select status from payment_arrangements where dossier = '${reference}'`)).toEqual([
      { status: 'PROPOSED' },
    ]);
  },
);

test('a refusal takes no measures', async () => {
  await partner.rows(`update payment_arrangements set status = 'ENDED' where dossier = 'none'`);
  expect(faultsIn(await callOff('none', { decision: 'REFUSE' }))).toEqual(['MEASURE_NOT_APPLICABLE measures']);
});

test('where an earlier arrangement failed, another is proposed to and granted by who may make that exception', async () => {
  await partner.rows(
    `update payment_arrangements set status = 'IN_DEFAULT', missed_instalments = 2 where dossier = 'off'`,
  );
  const act = proposal({ debtIds: ['off-S'] });
  expect(stateIn(await partner.ask(act)).contact).toMatchObject({ id: 'head' });
  const waiting = { act: 'list-requests', open: true, first: 50, offset: 0 } as const;
  for (const [decider, withinMyMandate] of [
    [desk, false],
    [head, true],
  ] as const) {
    const listed = await partner.ask({ ...waiting, decider });
    expect(listed).toMatchObject({ requests: expect.arrayContaining([expect.objectContaining({ withinMyMandate })]) });
  }
  expect(faultsIn(await partner.ask(decision(act.id)))).toEqual(['EARLIER_ARRANGEMENT_FAILED']);
  const excepted = decision(act.id, { exceptions: ['EARLIER_ARRANGEMENT_FAILED'] });
  expect(faultsIn(await partner.ask(excepted))).toEqual(['MANDATE_EXCEEDED exceptions']);
  expect(stateIn(await partner.ask({ ...excepted, decider: head })).status).toBe('ACTIVE');
});
