import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oins, personByKey } from '../../subgraphs/casebook/people.ts';
import { createWorld, debtAssistance, type World } from '../support/world.ts';
import { answer, answered, ask, done, inbox, inDays, perform } from './doing.ts';
import { createFirstStates } from './first-states.ts';
import { actsInLog, briefly, see, seeDossier } from './seeing.ts';

const clientIdOf = (person: string) => personByKey(person).id;
const codes = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);

let world: World;

beforeAll(async () => {
  world = await createWorld({ database: () => createFirstStates(3, 4, 7) });
});

afterAll(() => world[Symbol.asyncDispose]());

test('case 3: refused because an earlier arrangement failed; then two months of rest, then instalments by who may make the exception', async () => {
  const dossier = () => seeDossier(world, 'joyce', 'VO-118203');
  expect(await dossier()).toMatchObject({
    debts: [{ paidCents: 0, outstandingCents: 207_000, frozenUntil: null }],
    debtFreezes: [],
    paymentArrangements: [{ id: 'VO-118203-R1', status: 'IN_DEFAULT', missedInstalments: 2 }],
  });
  const terms = {
    clientId: clientIdOf('joyce'),
    oin: oins.vechtoever,
    monthlyCents: 9_000,
    instalments: 23,
    firstDueOn: inDays(8),
    reason: 'Zij kan € 90 per maand betalen.',
  };
  const refused = await ask(world, 'sanne', 'proposePaymentArrangement', terms);
  // Only who may make an exception can grant it; anyone there can refuse it.
  expect(refused.contact?.name).toBe('Marijke Tolboom');
  const grant = { decision: 'GRANT', reason: 'Akkoord.' };
  const plain = await answer(world, 'wendy', 'decidePaymentArrangement', refused.id, grant);
  expect(codes(plain)).toEqual(['EARLIER_ARRANGEMENT_FAILED']);
  const exception = { ...grant, exceptions: ['EARLIER_ARRANGEMENT_FAILED'] };
  const beyond = await answer(world, 'wendy', 'decidePaymentArrangement', refused.id, exception);
  expect(codes(beyond)).toEqual(['MANDATE_EXCEEDED']);
  expect((await dossier()).paymentArrangements).toMatchObject([{}, { id: refused.id, status: 'PROPOSED', version: 1 }]);
  const reason = 'Een eerdere regeling is niet nagekomen.';
  await answered(world, 'wendy', 'decidePaymentArrangement', refused.id, { decision: 'REFUSE', reason });
  const told = (await see(world, 'joyce')).requests;
  expect(told).toMatchObject([{ id: refused.id, status: 'REFUSED', answer: reason }]);

  const until = inDays(59);
  const freeze = await ask(world, 'bilal', 'requestDebtFreeze', {
    clientId: clientIdOf('joyce'),
    oin: oins.vechtoever,
    until,
    reason: 'Twee maanden uitstel, tot het vakantiegeld komt.',
    conditions: ['De lopende huur wordt op tijd betaald'],
  });
  await answered(world, 'wendy', 'decideDebtFreeze', freeze.id, { decision: 'GRANT', reason: 'Tot het vakantiegeld.' });
  expect(await dossier()).toMatchObject({
    debts: [{ frozenUntil: until }],
    debtFreezes: [{ id: freeze.id, status: 'ACTIVE', until }],
    overview: { totals: { frozenCents: 207_000 } },
  });

  const later = { ...terms, firstDueOn: inDays(61), deferredUntil: inDays(60) };
  const again = await ask(world, 'sanne', 'proposePaymentArrangement', later);
  expect(
    await answered(world, 'wendy', 'decidePaymentArrangement', again.id, {
      decision: 'PASS_UP',
      reason: 'Hiervoor is een uitzondering nodig.',
    }),
  ).toMatchObject({ status: 'PROPOSED', assignedTo: { id: 'VO-M3', isMe: false } });
  expect((await inbox(world, 'tolboom')).find(({ id }) => id === again.id)?.assignedTo?.isMe).toBe(true);
  await answered(world, 'tolboom', 'decidePaymentArrangement', again.id, exception);
  await answered(world, 'wendy', 'recordInstalment', again.id, { outcome: 'PAID' });
  expect(await dossier()).toMatchObject({
    debts: [{ paidCents: 9_000, outstandingCents: 198_000 }],
    paymentArrangements: expect.arrayContaining([
      expect.objectContaining({ id: refused.id, status: 'REFUSED', reason }),
      expect.objectContaining({ id: again.id, status: 'ACTIVE', deferredUntil: inDays(60), paidCents: 9_000 }),
    ]),
  });
});

test('case 4: two adults, two consents; the eviction is off for each who keeps to it, and not for who does not', async () => {
  const dossiers = { ria: 'VO-093310', kevin: 'VO-093311' };
  const people = ['ria', 'kevin'] as const;
  const seen = (person: keyof typeof dossiers) => seeDossier(world, person, dossiers[person]);
  const announced = { stage: 'ANNOUNCED', date: '2026-12-10', conditions: [] };
  const conditions = ['De lopende huur wordt op tijd betaald', 'Beide bewoners gaan in budgetbeheer'];
  const freezes: Record<string, string> = {};
  for (const person of people) {
    expect(await seen(person)).toMatchObject({ eviction: announced, paymentArrangements: [], debtFreezes: [] });
    await consentToHelp(person);
    const until = inDays(90);
    const reason = 'Uitstel om budgetbeheer te laten beginnen.';
    const input = { clientId: clientIdOf(person), oin: oins.vechtoever, until, reason, conditions };
    const { id } = await ask(world, 'sanne', 'requestDebtFreeze', input);
    await answered(world, 'tolboom', 'decideDebtFreeze', id, { decision: 'GRANT', reason: 'Op voorwaarden.' });
    freezes[person] = id;
  }
  // The son does not want budget management: his freeze is broken, and what was announced stands.
  const broken = 'Hij heeft zich niet gemeld voor budgetbeheer.';
  await answered(world, 'tolboom', 'endDebtFreeze', freezes.kevin ?? '', { outcome: 'BROKEN', reason: broken });
  expect(await seen('kevin')).toMatchObject({
    eviction: announced,
    debts: [{ frozenUntil: null }],
    debtFreezes: [{ status: 'BROKEN', reason: broken, addsNoSurcharge: false }],
  });
  expect(await seen('ria')).toMatchObject({ eviction: announced, debtFreezes: [{ status: 'ACTIVE' }] });

  // He comes round: both agree to instalments, and the eviction is called off for both.
  for (const person of people) {
    const { id } = await propose(person, conditions);
    const callOff = { decision: 'GRANT', reason: 'Beiden doen mee.', measures: ['CALL_OFF_EVICTION'] };
    const without = await answer(world, 'tolboom', 'decidePaymentArrangement', id, callOff);
    expect(codes(without)).toEqual(['MANDATE_EXCEEDED']);
    expect((await seen(person)).eviction).toEqual(announced);
    const exceptions = ['EVICTION_ANNOUNCED'];
    await answered(world, 'tolboom', 'decidePaymentArrangement', id, { ...callOff, exceptions });
    expect(await seen(person)).toMatchObject({
      eviction: { stage: 'CALLED_OFF', date: null, conditions },
      paymentArrangements: [{ id, status: 'ACTIVE', conditions }],
      overview: { arrangementsPerMonthCents: 7_500 },
    });
    expect((await see(world, person)).overview.deadlines.map(({ kind }) => kind)).not.toContain('EVICTION');
  }
});

test('case 7: € 1,746 of € 5,370 at once from the team’s budget, the rest in kind', async () => {
  const dossier = () => seeDossier(world, 'sjoerd', 'NS-7731', 'marijke');
  expect(await dossier()).toMatchObject({
    debts: [{ outstandingCents: 537_000 }],
    eviction: { stage: 'JUDGMENT' },
    paymentArrangements: [],
  });
  const conditions = ['De rest in natura: onderhoud van het binnenterrein', 'De huur loopt via vastelastenbeheer'];
  const terms = {
    clientId: clientIdOf('sjoerd'),
    oin: oins.noorderstad,
    monthlyCents: 174_600,
    instalments: 1,
    firstDueOn: inDays(14),
    waivedCents: 362_400,
    reason: '€ 1.746 ineens, de rest in natura.',
    conditions,
  };
  const beyond = await perform(world, 'marijke', 'proposePaymentArrangement', terms);
  expect(codes(beyond)).toEqual(['CAPACITY_EXCEEDED']);
  expect((await dossier()).paymentArrangements).toEqual([]);
  const overruleReason = 'Het wijkteam betaalt dit uit het teambudget.';
  const { id } = await ask(world, 'marijke', 'proposePaymentArrangement', { ...terms, overruleReason });
  await answered(world, 'fenna', 'decidePaymentArrangement', id, {
    decision: 'GRANT',
    reason: 'De huur is gegarandeerd.',
    measures: ['CALL_OFF_EVICTION'],
  });
  await answered(world, 'hidde', 'recordInstalment', id, { outcome: 'PAID' });
  expect(await dossier()).toMatchObject({
    debts: [{ paidCents: 174_600, waivedCents: 362_400, outstandingCents: 0 }],
    eviction: { stage: 'CALLED_OFF', conditions },
    paymentArrangements: [{ id, status: 'COMPLETED' }],
  });
  const clientId = clientIdOf('sjoerd');
  const description = 'Ontruiming, opvang en herhuisvesting.';
  await done(world, 'marijke', 'stateCostsAvoided', { clientId, description, amountCents: 1_250_000 });
  const { case: told } = await see(world, 'sjoerd', 'marijke');
  expect(told).toMatchObject({ costsAvoidedTotalCents: 1_250_000 });
  expect(told?.timeline.map(({ kind }) => kind)).toContain('COSTS_AVOIDED_STATED');
  expect(briefly(await actsInLog(world, 'sjoerd'))).toEqual([
    // What he pays elsewhere is asked, unless a person says that it does not matter.
    `proposePaymentArrangement ${oins.incomeHanzestad} UNSET`,
    `proposePaymentArrangement ${oins.noorderstad} UNSET`,
    `proposePaymentArrangement ${oins.noorderstad} OK`,
    `decidePaymentArrangement ${oins.noorderstad} OK`,
    `recordInstalment ${oins.noorderstad} OK`,
    'stateCostsAvoided - OK',
  ]);
});

/** Each of the two accepts help with the budget, for themselves. */
async function consentToHelp(person: string): Promise<void> {
  const input = {
    idempotencyKey: randomUUID(),
    clientId: clientIdOf(person),
    kind: 'ACCEPTING_HELP',
    activityId: debtAssistance,
    categories: ['debts'],
    sourceRole: 'CASEWORK',
    howGiven: 'IN_WRITING',
    evidenceReference: `budgetbeheer ${person}`,
    noticeVersion: '2026-1',
    validUntil: inDays(360),
  };
  const query = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { userErrors { code field } } }';
  const { data } = await world.ask(query, { variables: { input } });
  expect(data).toEqual({ recordConsent: { userErrors: [] } });
}

/** His means are part of hers: of himself no repayment capacity is known. */
function propose(person: string, conditions: string[]) {
  const overrule = person === 'kevin' ? { overruleReason: 'Uit het gezamenlijke budget van het huishouden.' } : {};
  return ask(world, 'sanne', 'proposePaymentArrangement', {
    clientId: clientIdOf(person),
    oin: oins.vechtoever,
    monthlyCents: 7_500,
    instalments: 47,
    firstDueOn: inDays(40),
    reason: 'Ieder de helft van de achterstand.',
    conditions,
    ...overrule,
  });
}
