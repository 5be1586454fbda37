import { expect, test } from 'vitest';
import { withDebts } from '../../subgraphs/cjib/records.ts';
import { cjib } from '../../subgraphs/cjib/service.ts';
import { beganAt } from '../../subgraphs/kit/requests/freezes/freezes-in-a-row.ts';
import { faultsIn, head, stateIn } from './asked-acts.ts';
import { startAskedPartner } from './asked-partner.ts';
import { freezeDecision, freezeRequest } from './freeze-acts.ts';

const fine = { description: 'Boete', imposedOn: '2025-08-11', stage: 'NOTICE' } as const;

test('freezes that follow upon each other begin with the first of them, in whatever order they are told', () => {
  const first = { from: '2026-01-01', until: '2026-03-31' };
  const second = { from: '2026-04-15', until: '2026-08-31' };
  const longBefore = { from: '2025-01-01', until: '2025-06-30' };
  expect(beganAt([], '2026-09-10')).toBe('2026-09-10');
  expect(beganAt([first, second, longBefore], '2026-09-10')).toBe('2026-01-01');
  expect(beganAt([second, longBefore, first], '2026-10-01')).toBe('2026-01-01');
  expect(beganAt([first, second], '2026-10-02')).toBe('2026-10-02');
});

test('the law lets a stop at the CJIB last four months in all, twelve with municipal debt help, however often one is asked', async () => {
  await using partner = await startAskedPartner(cjib, 'cjib');
  const dossier = withDebts({
    reference: 'CJ',
    contactPersons: ['desk', 'head'],
    fines: [
      { ...fine, debtId: 'one', originalCents: 20_000 },
      { ...fine, debtId: 'two', originalCents: 30_000 },
    ],
    emergencyStop: { from: '2026-08-01', until: '2026-11-30' },
  });
  await partner.keep({ ...dossier });
  const ask = (until: string, debtAssistance: boolean) =>
    partner.ask({ ...freezeRequest({ debtIds: ['one'], from: '2026-12-01', until }), debtAssistance });
  expect(faultsIn(await ask('2027-01-31', false))).toEqual(['DATE_BEYOND_LIMIT until']);
  expect(faultsIn(await ask('2027-08-02', true))).toEqual(['DATE_BEYOND_LIMIT until']);
  expect(stateIn(await ask('2027-08-01', true)).status).toBe('REQUESTED');
});

test('a freeze of some fines is no stop on the others; one of all that is owed is', async () => {
  await using partner = await startAskedPartner(cjib, 'cjib');
  const dossier = withDebts({
    reference: 'CJ',
    contactPersons: ['desk', 'head'],
    fines: [
      { ...fine, debtId: 'one', originalCents: 20_000 },
      { ...fine, debtId: 'two', originalCents: 30_000 },
    ],
  });
  await partner.keep({ ...dossier });
  const granted = async (debtId: string) => {
    const request = freezeRequest({ debtIds: [debtId] });
    stateIn(await partner.ask(request));
    stateIn(await partner.ask(freezeDecision(request.id, { decider: head })));
  };
  const stop = async () => (await partner.view('{ cjib { emergencyStop { until } } }')).cjib[0].emergencyStop;
  await granted('one');
  expect(await stop()).toBeNull();
  await partner.rows(`update debts set paid_cents = principal_cents where id = 'two'`);
  expect(await stop()).not.toBeNull();
});
