import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { housing } from '../../subgraphs/housing/service.ts';
import {
  type ArrangementEvent,
  nextArrangementStatus,
} from '../../subgraphs/kit/requests/arrangements/arrangement-machine.ts';
import type { PartnerAct } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import { client, decision, desk, head, instalment, proposal } from './asked-acts.ts';
import { type AskedPartner, startAskedPartner } from './asked-partner.ts';

let partner: AskedPartner;

beforeAll(async () => {
  partner = await startAskedPartner(housing, 'vechtoever');
});

afterAll(() => partner[Symbol.asyncDispose]());

const kind = 'PAYMENT_ARRANGEMENT' as const;

/** What anybody may ask about one arrangement, in any version that it may have come to. */
const acts: readonly ((id: string, version: number) => PartnerAct)[] = [
  (id, version) => decision(id, { version, decider: head }),
  (id, version) => decision(id, { version, decision: 'COUNTER_OFFER', terms: { instalments: 4 } }),
  (id, version) => decision(id, { version, decision: 'PASS_UP' }),
  (id, version) => ({ act: 'accept-offer', kind, id, key: randomUUID(), version, pseudonym: client }),
  (id) => ({ act: 'withdraw', kind, id, key: randomUUID(), pseudonym: client, reason: 'Niet meer nodig' }),
  (id, version) => instalment(id, version),
  (id, version) => instalment(id, version, { amountCents: 35_000 }),
  (id, version) => instalment(id, version, { outcome: 'MISSED' }),
  (id, version) => ({
    ...({ act: 'end-payment-arrangement', id, version, decider: desk, reason: 'Weer op gang' } as const),
    ...({ key: randomUUID(), outcome: 'RESUMED' } as const),
  }),
];

/** Deliveries at once, by the number of the act and the version that it names; each may come twice. */
const schedules = fc.array(
  fc.array(fc.record({ act: fc.nat({ max: acts.length - 1 }), twice: fc.boolean(), late: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  }),
  { minLength: 4, maxLength: 10 },
);

test('whatever is asked, at once, late or twice: each is done once, in an order that can be, and the debts say the same', async () => {
  await fc.assert(
    fc.asyncProperty(schedules, async (rounds) => {
      const id = await proposed();
      for (const round of rounds) {
        const [{ version }] = await partner.rows(`select version from payment_arrangements where id = '${id}'`);
        await Promise.all(
          round.map(async ({ act, twice, late }) => {
            const made = acts[act]?.(id, late ? version - 1 : version);
            if (!made) throw new Error('no such act');
            const answers = await Promise.all(twice ? [partner.ask(made), partner.ask(made)] : [partner.ask(made)]);
            if (answers.some(({ outcome }) => outcome !== 'rejected')) expect(answers.at(-1)).toEqual(answers[0]);
          }),
        );
      }
      await expectWhole(id);
    }),
    { numRuns: 15 },
  );
});

/** A proposal for a debt of € 1,500 of its own: four parts of € 250, the rest given up. */
async function proposed(): Promise<string> {
  const reference = randomUUID();
  const debt = { kind: 'RENT', description: 'Huur', since: '2026-01-01', stage: 'NOTICE' } as const;
  await partner.keep({
    reference,
    tenancy: { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 3 },
    debts: [{ ...debt, id: `${reference}-S`, principalCents: 150_000 }],
  });
  const terms = { debtIds: [`${reference}-S`], monthlyCents: 25_000, instalments: 4, waivedCents: 50_000 };
  const act = proposal(terms);
  await partner.ask(act);
  return act.id;
}

/** The record is where its events lead, one version each, and its debt holds what was paid and given up by it. */
async function expectWhole(id: string): Promise<void> {
  const [record] = await partner.rows(`select record.*, debt.paid_cents as debt_paid, debt.waived_cents as debt_waived
    from payment_arrangements record join payment_arrangement_debts covered on covered.payment_arrangement_id = record.id
    join debts debt on debt.id = covered.debt_id where record.id = '${id}'`);
  const events = await partner.rows(`select * from request_events where id = '${id}' order by version`);
  expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
  expect(events.at(-1)).toMatchObject({ status: record.status, version: record.version });
  for (const [index, { transition, status }] of events.entries()) {
    if (index === 0) expect(status).toBe('PROPOSED');
    else expect(nextArrangementStatus(events[index - 1].status, transition as ArrangementEvent)).toBe(status);
  }
  expect(record.debt_paid).toBe(record.paid_cents);
  expect(record.debt_waived).toBe(record.status === 'COMPLETED' ? record.waived_cents : 0);
  if (record.status === 'COMPLETED') expect(record.paid_cents).toBe(100_000);
}
