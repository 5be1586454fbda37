import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { housing } from '../../subgraphs/housing/service.ts';
import type { FreezeTerms, PartnerActOf } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import { desk, faultsIn, head, stateIn } from './asked-acts.ts';
import { type AskedPartner, startAskedPartner } from './asked-partner.ts';
import { acceptance, freezeDecision, freezeEnd, freezeRequest, withdrawal } from './freeze-acts.ts';

type Decision = Partial<PartnerActOf<'decide-debt-freeze'>>;

let partner: AskedPartner;
let open: string[] = [];

const tenancy = { from: '2020-01-01', rentCents: 70_000, monthsInArrears: 3 };
const debts = [
  { id: 'A1', kind: 'RENT', description: 'Huur', since: '2026-01-01', stage: 'NOTICE', principalCents: 50_000 },
] as const;

beforeAll(async () => {
  partner = await startAskedPartner(housing, 'vechtoever');
  await partner.keep({ reference: 'A', tenancy, eviction: { stage: 'ANNOUNCED', date: '2026-12-15' }, debts });
});

beforeEach(async () => {
  partner.clock.now = new Date('2026-11-22T09:00:00Z');
  for (const id of open) await partner.ask(withdrawal(id));
  open = [];
});

afterAll(() => partner[Symbol.asyncDispose]());

async function requested(terms: Partial<FreezeTerms> = {}): Promise<string> {
  const act = freezeRequest(terms);
  stateIn(await partner.ask(act));
  open.push(act.id);
  return act.id;
}

const decide = async (id: string, changed: Decision = {}) => stateIn(await partner.ask(freezeDecision(id, changed)));
const refusal = async (id: string, changed: Decision) => faultsIn(await partner.ask(freezeDecision(id, changed)));
const kept = async (id: string) => (await partner.rows(`select * from debt_freezes where id = '${id}'`))[0];

test('within the mandate a request is granted, with conditions added, and stands in the view as it runs', async () => {
  const id = await requested({ conditions: ['De huur wordt betaald'] });
  const answer = await partner.ask(freezeDecision(id, { conditions: ['Budgetbeheer'], until: '2026-12-31' }));
  expect(answer).toMatchObject({
    outcome: 'decided',
    request: { assignedTo: null, withinMyMandate: false, dossier: 'A', outstandingCents: 50_000, pause: false },
  });
  expect(stateIn(answer)).toMatchObject({
    ...{ status: 'ACTIVE', version: 2, reason: 'Past bij de afspraken', automatic: false, contact: { id: 'desk' } },
    terms: { from: '2026-11-22', until: '2026-12-31', conditions: ['De huur wordt betaald', 'Budgetbeheer'] },
  });
  const { housing: dossiers } = await partner.view(
    '{ housing { debts { frozenUntil } debtFreezes { id status version until reason addsNoSurcharge } } }',
  );
  expect(dossiers[0].debts).toEqual([{ frozenUntil: '2026-12-31' }]);
  expect(dossiers[0].debtFreezes).toContainEqual({
    ...{ id, status: 'ACTIVE', version: 2, until: '2026-12-31', reason: 'Past bij de afspraken' },
    addsNoSurcharge: true,
  });
});

test('one that begins later is granted, starts and lapses by the clock, and each counts as a version', async () => {
  const id = await requested({ from: '2026-12-01' });
  expect(await decide(id)).toMatchObject({ status: 'GRANTED', version: 2 });
  partner.clock.now = new Date('2026-12-01T12:00:00Z');
  expect(await refusalOfEnd(id, 2)).toEqual(['STALE_VERSION version']);
  expect(stateIn(await partner.ask(freezeEnd(id, 3)))).toMatchObject({ status: 'ENDED', version: 4 });
  const events = await partner.rows(
    `select transition, version, by from request_events where id = '${id}' order by version`,
  );
  expect(events).toEqual([
    { transition: 'request', version: 1, by: null },
    { transition: 'grant', version: 2, by: 'desk' },
    { transition: 'start', version: 3, by: null },
    { transition: 'end', version: 4, by: 'desk' },
  ]);
});

const refusalOfEnd = async (id: string, version: number) => faultsIn(await partner.ask(freezeEnd(id, version)));

test('one that nobody decided by its last day has lapsed, and can be decided no more', async () => {
  const id = await requested({ until: '2026-12-01' });
  partner.clock.now = new Date('2026-12-02T09:00:00Z');
  expect(await refusal(id, { version: 2 })).toEqual(['REQUEST_DECIDED_ALREADY']);
  const { housing: dossiers } = await partner.view('{ housing { debtFreezes { id status version } } }');
  expect(dossiers[0].debtFreezes).toContainEqual({ id, status: 'LAPSED', version: 2 });
  const again = await requested({ from: '2026-12-02', until: '2026-12-31' });
  expect(await decide(again)).toMatchObject({ status: 'ACTIVE' });
});

describe('a decision is refused, and nothing is changed', () => {
  test.each<[string, Partial<FreezeTerms>, Decision, string[]]>([
    ['beyond the mandate', { until: '2027-03-24' }, {}, ['MANDATE_EXCEEDED until']],
    [
      'by an exception that is not in the mandate',
      {},
      { exceptions: ['EVICTION_ANNOUNCED'] },
      ['MANDATE_EXCEEDED exceptions'],
    ],
    ['for longer than was asked', {}, { until: '2027-01-21' }, ['DATE_BEYOND_LIMIT until']],
    ['until a day that is over', {}, { until: '2026-11-21' }, ['DATES_REVERSED until']],
    [
      'by an offer that the law does not allow',
      {},
      { decision: 'COUNTER_OFFER', until: '2027-05-23', decider: head },
      ['DATE_BEYOND_LIMIT until'],
    ],
    ['by who is no contact person', {}, { decider: 'somebody' }, ['NOT_A_CONTACT_PERSON']],
    ['by the id of a contact person instead of a login', {}, { decider: 'desk' }, ['NOT_A_CONTACT_PERSON']],
    ['on another version', {}, { version: 2 }, ['STALE_VERSION version']],
    ['to pass up when nobody is above', {}, { decision: 'PASS_UP', decider: head }, ['NOBODY_ABOVE decision']],
    ['with a measure of another role', {}, { measures: ['TAKE_BACK_FROM_CAK'] }, ['MEASURE_NOT_OF_ROLE measures']],
    [
      'with a measure but without a freeze',
      {},
      { decision: 'REFUSE', measures: ['CALL_OFF_EVICTION'] },
      ['MEASURE_NOT_APPLICABLE measures'],
    ],
  ])('%s', async (_, terms, changed, faults) => {
    const id = await requested(terms);
    const before = await kept(id);
    expect(await refusal(id, changed)).toEqual(faults);
    expect(await kept(id)).toEqual(before);
  });

  test('on what is not there', async () => {
    expect(await refusal(randomUUID(), {})).toEqual(['REQUEST_UNKNOWN id']);
  });
});

test('beyond the mandate it is passed up to who has it, who grants it; the eviction is called off with it', async () => {
  const id = await requested({ until: '2027-01-31' });
  expect(await decide(id, { decision: 'PASS_UP', reason: 'Boven mijn mandaat' })).toMatchObject({
    ...{ status: 'REQUESTED', version: 2, reason: null, contact: { id: 'head' } },
  });
  expect(await refusal(id, { version: 1 })).toEqual(['STALE_VERSION version']);
  const granted = {
    version: 2,
    decider: head,
    measures: ['CALL_OFF_EVICTION'],
    exceptions: ['EVICTION_ANNOUNCED'],
  } as const;
  expect(
    await decide(id, { ...granted, measures: [...granted.measures], exceptions: [...granted.exceptions] }),
  ).toMatchObject({
    status: 'ACTIVE',
    version: 3,
  });
  expect(await partner.rows('select stage from evictions')).toEqual([{ stage: 'CALLED_OFF' }]);
});

test('a counter-offer is shown as it is offered, holds nothing yet, and is accepted in the version that was seen', async () => {
  const id = await requested();
  const offer = { decision: 'COUNTER_OFFER', until: '2026-12-31', conditions: ['Budgetbeheer'] } as const;
  expect(await decide(id, { ...offer, conditions: [...offer.conditions] })).toMatchObject({
    ...{ status: 'COUNTER_OFFERED', version: 2, terms: { until: '2026-12-31', conditions: ['Budgetbeheer'] } },
  });
  const { housing: dossiers } = await partner.view(
    '{ housing { debts { frozenUntil } debtFreezes { id status until conditions addsNoSurcharge } } }',
  );
  expect(dossiers[0].debts).toEqual([{ frozenUntil: null }]);
  expect(dossiers[0].debtFreezes).toContainEqual({
    ...{ id, status: 'COUNTER_OFFERED', until: '2026-12-31', conditions: ['Budgetbeheer'], addsNoSurcharge: false },
  });
  expect(await refusal(id, { version: 2 })).toEqual(['TRANSITION_NOT_ALLOWED']);
  expect(faultsIn(await partner.ask(acceptance(id, 1)))).toEqual(['STALE_VERSION version']);
  expect(faultsIn(await partner.ask({ ...acceptance(id, 2), kind: 'PAYMENT_ARRANGEMENT' }))).toEqual([
    'REQUEST_UNKNOWN id',
  ]);
  const accepted = acceptance(id, 2);
  expect(stateIn(await partner.ask(accepted))).toMatchObject({
    status: 'ACTIVE',
    version: 3,
    terms: { until: '2026-12-31' },
  });
  expect(stateIn(await partner.ask(accepted))).toMatchObject({ version: 3 });
  expect(faultsIn(await partner.ask(acceptance(id, 3)))).toEqual(['TRANSITION_NOT_ALLOWED']);
});

test('an offer is taken back by a refusal, and a freeze whose conditions were broken is over', async () => {
  const offered = await requested();
  await decide(offered, { decision: 'COUNTER_OFFER', until: '2026-12-31' });
  expect(await decide(offered, { decision: 'REFUSE', version: 2 })).toMatchObject({ status: 'REFUSED', version: 3 });
  expect(faultsIn(await partner.ask(acceptance(offered, 3)))).toEqual(['TRANSITION_NOT_ALLOWED']);
  const broken = await requested();
  await decide(broken);
  expect(stateIn(await partner.ask(freezeEnd(broken, 2, 'BROKEN')))).toMatchObject({
    status: 'BROKEN',
    reason: 'Zo is het',
  });
  expect(await refusalOfEnd(broken, 3)).toEqual(['TRANSITION_NOT_ALLOWED']);
});

test('of fifty decisions at once one wins; the others hear that it was decided, and only one thing happened', async () => {
  const id = await requested();
  const verdicts = ['GRANT', 'REFUSE', 'COUNTER_OFFER'] as const;
  const decisions = Array.from({ length: 50 }, (_, index) =>
    freezeDecision(id, { decision: verdicts[index % 3] ?? 'GRANT', decider: index % 2 === 0 ? desk : head }),
  );
  const answers = await Promise.all(decisions.map((act) => partner.ask(act)));
  const outcomes = Map.groupBy(answers, (answer) =>
    answer.outcome === 'rejected' ? faultsIn(answer).join() : answer.outcome,
  );
  expect(outcomes.get('decided')).toHaveLength(1);
  outcomes.delete('decided');
  const conflicts = ['REQUEST_DECIDED_ALREADY', 'STALE_VERSION version', 'TRANSITION_NOT_ALLOWED'];
  for (const code of outcomes.keys()) expect(conflicts).toContain(code);
  expect(await kept(id)).toMatchObject({ version: 2 });
  expect(await partner.rows(`select version from request_events where id = '${id}' order by 1`)).toEqual([
    { version: 1 },
    { version: 2 },
  ]);
});

test('one decision delivered fifty times is made once, and answered alike', async () => {
  const id = await requested();
  const act = freezeDecision(id);
  const answers = await Promise.all(Array.from({ length: 50 }, () => partner.ask(act)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(stateIn(answers[0] ?? expect.fail())).toMatchObject({ status: 'ACTIVE', version: 2 });
  expect(await refusalOf({ ...act, reason: 'Anders' })).toEqual(['IDEMPOTENCY_KEY_REUSED key']);
});

const refusalOf = async (act: PartnerActOf<'decide-debt-freeze'>) => faultsIn(await partner.ask(act));
