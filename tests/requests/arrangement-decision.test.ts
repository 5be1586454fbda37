import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { housing } from '../../subgraphs/housing/service.ts';
import type { ArrangementTerms } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import { client, decision, faultsIn, head, proposal, stateIn } from './asked-acts.ts';
import { type AskedPartner, startAskedPartner } from './asked-partner.ts';

let partner: AskedPartner;

beforeAll(async () => {
  partner = await startAskedPartner(housing, 'vechtoever');
});

afterAll(() => partner[Symbol.asyncDispose]());

let dossiers = 0;

/** A proposal for a dossier of its own, on which € 1,000 is owed, € 200 of it collection costs. */
async function proposed(changed: Partial<ArrangementTerms> = {}): Promise<string> {
  dossiers += 1;
  const reference = `V${dossiers}`;
  await partner.keep({
    reference,
    tenancy: { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 3 },
    debts: [
      {
        id: `${reference}-S`,
        kind: 'RENT',
        description: 'Huur',
        since: '2026-01-01',
        stage: 'NOTICE',
        principalCents: 80_000,
        surcharges: [{ kind: 'COLLECTION_COSTS', amountCents: 20_000, addedOn: '2026-03-01' }],
      },
    ],
  });
  const act = proposal({ debtIds: [`${reference}-S`], ...changed });
  stateIn(await partner.ask(act));
  return act.id;
}

function accept(id: string, version: number) {
  const kind = 'PAYMENT_ARRANGEMENT';
  return { act: 'accept-offer', kind, id, key: randomUUID(), version, pseudonym: client } as const;
}

async function debtOf(id: string) {
  const [debt] = await partner.rows(`
    select debt.*, (select array_agg(undone_on::text) from surcharges where debt_id = debt.id) as undone
    from debts debt join payment_arrangement_debts using (oin, dossier) where payment_arrangement_id = '${id}'`);
  return debt;
}

test('granting may be kinder than what was asked, not harder', async () => {
  const id = await proposed();
  expect(faultsIn(await partner.ask(decision(id, { terms: { monthlyCents: 10_500 } })))).toEqual([
    'TRANSITION_NOT_ALLOWED decision',
  ]);
  const granted = await partner.ask(
    decision(id, { terms: { monthlyCents: 8_000 }, conditions: ['Budgetbeheer'], reason: 'Akkoord' }),
  );
  expect(stateIn(granted)).toMatchObject({
    status: 'ACTIVE',
    version: 2,
    reason: 'Akkoord',
    terms: { monthlyCents: 8_000, conditions: ['Budgetbeheer'] },
  });
});

test('surcharges that are undone with an arrangement count no more from the day it runs, not before', async () => {
  const id = await proposed({ instalments: 8, undoSurcharges: true });
  expect(await debtOf(id)).toMatchObject({ undone: [null] });
  expect(faultsIn(await partner.ask(decision(id)))).toEqual(['MANDATE_EXCEEDED undoSurcharges']);
  stateIn(await partner.ask(decision(id, { decider: head })));
  expect(await debtOf(id)).toMatchObject({ undone: ['2026-11-22'] });
});

test('beyond the mandate nothing is changed, and who is above can decide it', async () => {
  const id = await proposed({ instalments: 5, waivedCents: 40_000 });
  expect(await partner.rows(`select assigned_to from payment_arrangements where id = '${id}'`)).toEqual([
    { assigned_to: 'head' },
  ]);
  expect(faultsIn(await partner.ask(decision(id)))).toEqual(['MANDATE_EXCEEDED waivedCents']);
  expect(stateIn(await partner.ask(decision(id, { decider: head }))).version).toBe(2);
});

test('a request is passed up to who is above; above that there is nobody', async () => {
  const id = await proposed();
  const passed = await partner.ask(decision(id, { decision: 'PASS_UP', reason: 'Graag meekijken' }));
  expect(passed).toMatchObject({ request: { assignedTo: { id: 'head', isMe: false }, withinMyMandate: true } });
  expect(stateIn(passed)).toMatchObject({ status: 'PROPOSED', version: 2, reason: null });
  const again = decision(id, { decision: 'PASS_UP', decider: head, version: 2 });
  expect(faultsIn(await partner.ask(again))).toEqual(['NOBODY_ABOVE decision']);
});

test('an offer holds nothing until it is accepted in the version that was seen', async () => {
  const id = await proposed();
  const offered = await partner.ask(
    decision(id, { decision: 'COUNTER_OFFER', terms: { instalments: 9, monthlyCents: 12_000 } }),
  );
  expect(stateIn(offered)).toMatchObject({
    status: 'COUNTER_OFFERED',
    terms: { instalments: 9, monthlyCents: 12_000 },
  });
  expect(await debtOf(id)).toMatchObject({ paid_cents: 0, undone: [null] });
  expect(faultsIn(await partner.ask(accept(id, 1)))).toEqual(['STALE_VERSION version']);
  const somebodyElse = { ...accept(id, 2), pseudonym: 'somebody-else-altogether-3' };
  expect(faultsIn(await partner.ask(somebodyElse))).toEqual(['REQUEST_UNKNOWN id']);
  expect(stateIn(await partner.ask(accept(id, 2)))).toMatchObject({
    status: 'ACTIVE',
    version: 3,
    terms: { instalments: 9 },
  });
});

test('an offer that lies too long begins no more on the day it named', async () => {
  const id = await proposed();
  await partner.ask(decision(id, { decision: 'COUNTER_OFFER' }));
  partner.clock.now = new Date('2026-12-02T09:00:00Z');
  expect(faultsIn(await partner.ask(accept(id, 2)))).toEqual(['DATE_IN_THE_PAST firstDueOn']);
  partner.clock.now = new Date('2026-11-22T09:00:00Z');
});

test('of fifty decisions at once one is taken', async () => {
  const id = await proposed();
  const kinds = ['GRANT', 'REFUSE', 'COUNTER_OFFER'] as const;
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => partner.ask(decision(id, { decision: kinds[index % 3] ?? 'GRANT' }))),
  );
  const rejected = answers.filter(({ outcome }) => outcome === 'rejected').map((answer) => faultsIn(answer)[0]);
  expect(rejected).toHaveLength(49);
  for (const fault of rejected) expect(fault).toMatch(/^(REQUEST_DECIDED_ALREADY|STALE_VERSION version)$/);
  expect(await partner.rows(`select version from request_events where id = '${id}' order by version`)).toEqual([
    { version: 1 },
    { version: 2 },
  ]);
});

test('the same decision delivered again is answered as it was then; other content under its key is refused', async () => {
  const id = await proposed();
  const act = decision(id);
  const answers = await Promise.all(Array.from({ length: 4 }, () => partner.ask(act)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(faultsIn(await partner.ask({ ...act, reason: 'Anders' }))).toEqual(['IDEMPOTENCY_KEY_REUSED key']);
});

test('who is no contact person of the organisation decides nothing', async () => {
  const id = await proposed();
  expect(faultsIn(await partner.ask(decision(id, { decider: 'subject-of-nobody' })))).toEqual(['NOT_A_CONTACT_PERSON']);
});

test('a proposal that was taken back before it came is dead when it comes', async () => {
  const act = proposal({}, randomUUID());
  const withdrawal = { kind: 'PAYMENT_ARRANGEMENT', id: act.id, key: randomUUID(), pseudonym: client } as const;
  const answer = await partner.ask({ act: 'withdraw', ...withdrawal, reason: 'Toch niet' });
  expect(answer).toMatchObject({ outcome: 'done', state: { status: 'WITHDRAWN', terms: null } });
  expect(await partner.ask(act)).toMatchObject({ outcome: 'done', state: { status: 'WITHDRAWN' } });
  expect(await partner.rows(`select id from payment_arrangements where id = '${act.id}'`)).toEqual([]);
});
