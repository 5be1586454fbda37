import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { housing } from '../../subgraphs/housing/service.ts';
import type { PaymentArrangementStatus } from '../../subgraphs/kit/contract/tables.ts';
import type { PartnerAct } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import { arrangementStatuses } from '../../subgraphs/kit/requests/wire/answer-wire.ts';
import { client, decision, desk, head, instalment, stateIn, thousandInTen } from './asked-acts.ts';
import { type AskedPartner, startAskedPartner } from './asked-partner.ts';

type Make = (id: string) => PartnerAct;

const keyed = () => ({ key: randomUUID(), version: 1 });
const kind = 'PAYMENT_ARRANGEMENT' as const;

/** Everything that can be asked of an arrangement that is there, and what it becomes where it can. */
const acts: Record<
  string,
  { make: Make; becomes: Partial<Record<PaymentArrangementStatus, PaymentArrangementStatus>> }
> = {
  grant: { make: (id) => decision(id), becomes: { PROPOSED: 'ACTIVE' } },
  refuse: {
    make: (id) => decision(id, { decision: 'REFUSE' }),
    becomes: { PROPOSED: 'REFUSED', COUNTER_OFFERED: 'REFUSED' },
  },
  offer: { make: (id) => decision(id, { decision: 'COUNTER_OFFER' }), becomes: { PROPOSED: 'COUNTER_OFFERED' } },
  passUp: { make: (id) => decision(id, { decision: 'PASS_UP' }), becomes: { PROPOSED: 'PROPOSED' } },
  withdraw: {
    make: (id) => ({ act: 'withdraw', kind, id, key: randomUUID(), pseudonym: client, reason: 'Niet meer nodig' }),
    becomes: { PROPOSED: 'WITHDRAWN', COUNTER_OFFERED: 'WITHDRAWN' },
  },
  accept: {
    make: (id) => ({ act: 'accept-offer', kind, id, ...keyed(), pseudonym: client }),
    becomes: { COUNTER_OFFERED: 'ACTIVE' },
  },
  pay: { make: (id) => instalment(id, 1), becomes: { ACTIVE: 'ACTIVE', IN_DEFAULT: 'IN_DEFAULT' } },
  payLast: {
    make: (id) => instalment(id, 1, { amountCents: 100_000 }),
    becomes: { ACTIVE: 'COMPLETED', IN_DEFAULT: 'COMPLETED' },
  },
  miss: { make: (id) => instalment(id, 1, { outcome: 'MISSED' }), becomes: { ACTIVE: 'ACTIVE' } },
  end: {
    make: (id) => ({
      act: 'end-payment-arrangement',
      id,
      ...keyed(),
      decider: desk,
      outcome: 'ENDED',
      reason: 'Klaar',
    }),
    becomes: { ACTIVE: 'ENDED', IN_DEFAULT: 'ENDED' },
  },
  resume: {
    make: (id) => ({
      act: 'end-payment-arrangement',
      id,
      ...keyed(),
      decider: head,
      outcome: 'RESUMED',
      reason: 'Weer',
    }),
    becomes: { IN_DEFAULT: 'ACTIVE' },
  },
};

let partner: AskedPartner;

/** One dossier, debt and arrangement for each pair, all alike. */
beforeAll(async () => {
  partner = await startAskedPartner(housing, 'vechtoever');
  const { monthlyCents, instalments, firstDueOn } = thousandInTen;
  const pairs = arrangementStatuses.flatMap((status) => Object.keys(acts).map((name) => ({ status, name })));
  await partner.keep(
    ...pairs.map(({ status, name }) => {
      const id = idOf(status, name);
      const debtIds = [`${id}-S`];
      return {
        reference: id,
        tenancy: { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 3 },
        debts: [{ ...rent, id: `${id}-S`, principalCents: 100_000 }],
        paymentArrangements: [{ id, status: storedAs(status), debtIds, monthlyCents, instalments, firstDueOn }],
      };
    }),
  );
  const offered = pairs
    .filter(({ status }) => status === 'COUNTER_OFFERED')
    .map(({ name }) => idOf('COUNTER_OFFERED', name));
  await partner.rows(`update payment_arrangements set status = 'COUNTER_OFFERED',
    offer = '${JSON.stringify({ ...thousandInTen, measures: [] })}' where id in ('${offered.join(`', '`)}')`);
});

const rent = { kind: 'RENT', description: 'Huur', since: '2026-01-01', stage: 'NOTICE' } as const;

/** An offer goes with a counter-offer; it is put in afterwards. */
function storedAs(status: PaymentArrangementStatus): PaymentArrangementStatus {
  return status === 'COUNTER_OFFERED' ? 'PROPOSED' : status;
}

/** The same for the same pair. */
function idOf(status: PaymentArrangementStatus, name: string): string {
  const number = arrangementStatuses.indexOf(status) * 100 + Object.keys(acts).indexOf(name);
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

afterAll(() => partner[Symbol.asyncDispose]());

test.each(arrangementStatuses)(
  'of all that can be asked of one that is %s, only what is listed changes it',
  async (status) => {
    for (const [name, { make, becomes }] of Object.entries(acts)) {
      const id = idOf(status, name);
      const before = await stored(id);
      const answer = await partner.ask(make(id));
      const expected = becomes[status];
      if (expected === undefined) {
        expect(answer, name).toMatchObject({ outcome: 'rejected' });
        expect(await stored(id), name).toEqual(before);
      } else {
        expect(stateIn(answer), name).toMatchObject({ status: expected, version: 2 });
        expect(await stored(id), name).toMatchObject([{ status: expected, version: 2 }]);
      }
    }
  },
);

test('every change that was stored is told of, and no other', async () => {
  const changed = await partner.rows(
    'select id, version, status from payment_arrangements where version > 1 order by id',
  );
  const told = await partner.rows('select id, version, status from request_events order by id');
  expect(told).toEqual(changed);
  expect(told).toHaveLength(Object.values(acts).flatMap(({ becomes }) => Object.keys(becomes)).length);
});

function stored(id: string): Promise<unknown[]> {
  return partner.rows(`select * from payment_arrangements where id = '${id}'`);
}
