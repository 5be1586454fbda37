import { afterAll, beforeAll, expect, test } from 'vitest';
import { housing } from '../../subgraphs/housing/service.ts';
import type { PartnerActOf } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import { desk, faultsIn, head, proposal } from './asked-acts.ts';
import { type AskedPartner, startAskedPartner } from './asked-partner.ts';
import { freezeDecision, freezeRequest } from './freeze-acts.ts';

let partner: AskedPartner;

const tenancy = { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 3 };
const rent = {
  kind: 'RENT',
  description: 'Huur',
  since: '2026-01-01',
  stage: 'NOTICE',
  principalCents: 50_000,
} as const;
const debts = ['A000', 'A001'].map((id) => ({ ...rent, id }));
const numbers = Array.from({ length: 99 }, (_, index) => index);

/** 99 freezes and 99 arrangements that the organisation began itself: nobody asked for them, so they have no time of asking. */
const manyWaiting = {
  reference: 'B',
  tenancy,
  debts: numbers.map((number) => ({ ...rent, id: `B${number}` })),
  debtFreezes: numbers.map((number) => ({
    ...({ status: 'REQUESTED', from: '2026-11-22', until: '2027-01-20' } as const),
    ...{ id: `BP${number}`, debtIds: [`B${number}`] },
  })),
  paymentArrangements: numbers.map((number) => ({
    ...({ status: 'PROPOSED', monthlyCents: 5_000, instalments: 10, firstDueOn: '2026-12-01' } as const),
    ...{ id: `BR${number}`, debtIds: [`B${number}`] },
  })),
};

beforeAll(async () => {
  partner = await startAskedPartner(housing, 'vechtoever');
  await partner.keep({ reference: 'A', tenancy, debts });
});

afterAll(() => partner[Symbol.asyncDispose]());

async function list(changed: Partial<PartnerActOf<'list-requests'>> = {}) {
  const answer = await partner.ask({
    act: 'list-requests',
    decider: desk,
    open: null,
    first: 500,
    offset: 0,
    ...changed,
  });
  if (answer.outcome !== 'requests') return expect.fail(JSON.stringify(answer));
  return answer.requests;
}

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  partner.statements.length = 0;
  await work();
  return partner.statements.length;
}

const askedAt = (minute: number) => new Date(Date.UTC(2026, 10, 22, 8, 0) + minute * 60_000).toISOString();

test('as many statements for two hundred requests as for two, those that wait first and oldest first', async () => {
  const first = freezeRequest({ debtIds: ['A000'] }, { askedAt: askedAt(1), pause: true });
  const second = { ...proposal({ debtIds: ['A001'], monthlyCents: 5_000, instalments: 10 }), askedAt: askedAt(0) };
  await partner.ask(first);
  await partner.ask(second);
  const few = await statementsOf(async () => {
    const listed = await list();
    expect(listed.map(({ state }) => state.id)).toEqual([second.id, first.id]);
    expect(listed[1]).toMatchObject({
      state: {
        kind: 'DEBT_FREEZE',
        version: 1,
        status: 'REQUESTED',
        terms: { debtIds: ['A000'] },
        contact: { id: 'desk' },
      },
      ...{ pseudonym: first.pseudonym, dossier: 'A', outstandingCents: 50_000, askedBecause: first.reason },
      ...{ askedAt: askedAt(1), pause: true, withinMyMandate: true, assignedTo: { id: 'desk', isMe: true } },
    });
  });
  await partner.keep(manyWaiting);
  const many = await statementsOf(async () => expect(await list()).toHaveLength(200));
  expect(many).toBe(few);
  expect(many).toBeLessThan(12);
});

test('pages follow each other, and each request stands on one', async () => {
  const all = (await list()).map(({ state }) => state.id);
  const pages = [];
  for (let offset = 0; offset < 200; offset += 60) pages.push(...(await list({ first: 60, offset })));
  expect(pages.map(({ state }) => state.id)).toEqual(all);
  expect(await list({ first: 0 })).toEqual([]);
});

test('what was decided comes last and is nobody’s turn; what lapsed waits no more', async () => {
  const [oldest, other] = (await list({ open: true })).toReversed().filter(({ state }) => state.kind === 'DEBT_FREEZE');
  const decided = oldest?.state.id ?? '';
  await partner.ask(freezeDecision(decided));
  const all = await list();
  expect(all.at(-1)).toMatchObject({
    state: { id: decided, status: 'ACTIVE' },
    assignedTo: null,
    withinMyMandate: false,
  });
  expect((await list({ open: false })).map(({ state }) => state.id)).toEqual([decided]);
  expect(await list({ open: true })).toHaveLength(199);
  await partner.ask(freezeDecision(other?.state.id ?? '', { decision: 'PASS_UP' }));
  const mine = (await list({ decider: head })).find(({ state }) => state.id === other?.state.id);
  expect(mine).toMatchObject({ assignedTo: { id: 'head', isMe: true }, state: { version: 2 } });
  partner.clock.now = new Date('2027-02-01T09:00:00Z');
  const open = await list({ open: true });
  expect(open.every(({ state }) => state.kind === 'PAYMENT_ARRANGEMENT')).toBe(true);
  expect(open).toHaveLength(100);
  partner.clock.now = new Date('2026-11-22T09:00:00Z');
});

test('nobody else than its contact persons sees them', async () => {
  const asked = { act: 'list-requests', decider: 'somebody', open: null, first: 500, offset: 0 } as const;
  expect(faultsIn(await partner.ask(asked))).toEqual(['NOT_A_CONTACT_PERSON']);
});
