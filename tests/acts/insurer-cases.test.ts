import { afterAll, beforeAll, expect, test } from 'vitest';
import { oins, personByKey } from '../../subgraphs/casebook/people.ts';
import { createWorld, type World } from '../support/world.ts';
import { answered, ask, done, inDays, perform } from './doing.ts';
import { createFirstStates } from './first-states.ts';
import { actsInLog, briefly, see, seeDossier } from './seeing.ts';

const clientIdOf = (person: string) => personByKey(person).id;
const sanne = '20000000-0000-4000-8000-000000000001';
const ronald = '20000000-0000-4000-8000-000000000006';

let world: World;

beforeAll(async () => {
  world = await createWorld({ database: () => createFirstStates(1, 2, 6) });
});

afterAll(() => world[Symbol.asyncDispose]());

test('case 1: the insurer takes the debt back from the CAK, waives part, and is paid in instalments; she helps in the playground', async () => {
  const before = await seeDossier(world, 'marleen', 'BW-600121');
  expect(before).toMatchObject({
    reportedToCak: true,
    monthsInArrears: 6,
    debts: [{ paidCents: 0, waivedCents: 0, outstandingCents: 116_070 }],
    paymentArrangements: [],
  });
  expect(before.overview.totals).toMatchObject({ uncoveredCents: 116_070, inArrangementCents: 0 });

  const playground = 'Vrijwilliger in de speeltuin van de buurt, twee dagdelen per week';
  const proposed = await ask(world, 'sanne', 'proposePaymentArrangement', {
    clientId: clientIdOf('marleen'),
    oin: oins.brugwacht,
    monthlyCents: 5_000,
    instalments: 16,
    firstDueOn: inDays(10),
    waivedCents: 15_400,
    undoSurcharges: true,
    reason: 'Zij kan de premie weer betalen, en de achterstand in zestien termijnen.',
    conditions: [playground],
  });
  expect(proposed).toMatchObject({ status: 'PROPOSED', contact: { name: 'Ronald Brink' } });
  expect((await seeDossier(world, 'marleen', 'BW-600121')).paymentArrangements).toMatchObject([
    { id: proposed.id, status: 'PROPOSED', paidCents: 0, conditions: [playground] },
  ]);

  const reason = 'De schuld komt terug van het CAK.';
  const granted = await answered(world, 'ronald', 'decidePaymentArrangement', proposed.id, {
    decision: 'GRANT',
    reason,
    measures: ['TAKE_BACK_FROM_CAK'],
  });
  expect(granted).toMatchObject({ status: 'ACTIVE', dossier: 'BW-600121' });
  const agreed = await seeDossier(world, 'marleen', 'BW-600121');
  expect(agreed).toMatchObject({
    reportedToCak: false,
    debts: [{ surcharges: [], outstandingCents: 95_400 }],
    paymentArrangements: [{ id: proposed.id, status: 'ACTIVE', reason, undoSurcharges: true, waivedCents: 15_400 }],
  });
  expect(agreed.overview).toMatchObject({
    totals: { outstandingCents: 95_400, inArrangementCents: 95_400, uncoveredCents: 0 },
    arrangementsPerMonthCents: 5_000,
  });

  for (let paid = 1; paid <= 5; paid += 1) {
    await answered(world, 'ronald', 'recordInstalment', proposed.id, { outcome: 'PAID' });
  }
  expect(await seeDossier(world, 'marleen', 'BW-600121')).toMatchObject({
    debts: [{ paidCents: 25_000, outstandingCents: 70_400 }],
    paymentArrangements: [{ status: 'ACTIVE', paidCents: 25_000, missedInstalments: 0 }],
  });

  const plan = {
    clientId: clientIdOf('marleen'),
    version: 0,
    present: 'Aangemeld als wanbetaler; zij betaalt aan het CAK een opslag.',
    desired: 'Terug bij de eigen verzekeraar, in 16 maanden zonder schuld.',
    ifNothingDone: 'De opslag loopt door en het inkomen daalt onder de beslagvrije voet.',
    legitimacy: 'Zvw art. 18a en 18d; Wgs art. 3.',
    involvement: 'Zij helpt twee dagdelen per week in de speeltuin.',
    return: 'De opslag van € 63,60 vervalt; de speeltuin blijft open.',
  };
  await done(world, 'sanne', 'writeCasePlan', plan);
  const told = await see(world, 'marleen');
  expect(told.case?.plan).toMatchObject({ version: 1, present: plan.present });
  expect(told.case?.timeline.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['PLAN_WRITTEN', 'ARRANGEMENT_PROPOSED', 'REQUEST_ANSWERED', 'CASE_OPENED']),
  );
  expect(told.case?.timeline.find(({ kind }) => kind === 'ARRANGEMENT_PROPOSED')).toMatchObject({
    by: sanne,
    organisation: { oin: oins.brugwacht },
  });

  const log = await actsInLog(world, 'marleen');
  // What she pays elsewhere was asked of all who know her.
  expect(briefly(log)).toEqual([
    `proposePaymentArrangement ${oins.incomeDomstad} OK`,
    `proposePaymentArrangement ${oins.brugwacht} OK`,
    `decidePaymentArrangement ${oins.brugwacht} OK`,
    `recordInstalment ${oins.brugwacht} OK`,
    'writeCasePlan - OK',
  ]);
  expect(log.filter(({ name }) => name === 'Mutation.recordInstalment')).toHaveLength(5);
  expect(log.at(0)?.actor).toEqual({ subject: sanne, role: 'professional' });
  expect(log.at(2)?.actor).toEqual({ subject: ronald, role: 'contact-person' });
  expect(new Set(log.map(({ subject }) => subject)).size).toBe(1);
});

test('case 2: € 200 a month for three years, the rest waived when the last is paid: he is free of debt', async () => {
  expect(await seeDossier(world, 'hakan', 'LS-20871')).toMatchObject({
    debts: [{ outstandingCents: 860_000 }, { outstandingCents: 140_000 }],
    paymentArrangements: [],
  });
  const proposed = await ask(world, 'sanne', 'proposePaymentArrangement', {
    clientId: clientIdOf('hakan'),
    oin: oins.lekstroom,
    monthlyCents: 20_000,
    instalments: 36,
    firstDueOn: inDays(9),
    waivedCents: 280_000,
    reason: 'Het aanbod aan de deur: drie jaar betalen, dan is de rest kwijtgescholden.',
  });
  // € 10,000 in all goes beyond the mandate of the first contact person.
  expect(proposed.contact?.name).toBe('Naima Bouzid');
  const early = { decision: 'GRANT', reason: 'Eenmalig aanbod.' };
  const tooMuch = await perform(world, 'verbeek', 'decidePaymentArrangement', {
    requestId: proposed.id,
    version: proposed.version,
    ...early,
  });
  expect(tooMuch.userErrors.map(({ code }) => code)).toEqual(['MANDATE_EXCEEDED']);
  await answered(world, 'bouzid', 'decidePaymentArrangement', proposed.id, early);

  let { version } = await answered(world, 'bouzid', 'recordInstalment', proposed.id, { outcome: 'PAID' });
  for (let paid = 2; paid <= 36; paid += 1) {
    const input = { requestId: proposed.id, version, outcome: 'PAID' };
    const { request, userErrors } = await perform(world, 'bouzid', 'recordInstalment', input);
    expect(userErrors).toEqual([]);
    expect(request?.status).toBe(paid < 36 ? 'ACTIVE' : 'COMPLETED');
    version = request?.version ?? 0;
  }
  const { overview, ...free } = await seeDossier(world, 'hakan', 'LS-20871');
  expect(free.debts.map(({ outstandingCents }) => outstandingCents)).toEqual([0, 0]);
  expect(free.paymentArrangements).toMatchObject([{ status: 'COMPLETED', paidCents: 720_000, waivedCents: 280_000 }]);
  expect(overview.totals).toMatchObject({ outstandingCents: 0, paidCents: 720_000, waivedCents: 280_000 });
  expect((await see(world, 'hakan')).requests).toMatchObject([{ id: proposed.id, status: 'COMPLETED' }]);
});

test('case 6: the insurer freezes, so that the car is kept and debt help can begin; it adds nothing and does not report', async () => {
  const before = await seeDossier(world, 'ineke', 'LS-33029');
  expect(before.debtFreezes).toEqual([]);
  expect(before.debts).toMatchObject([{ stage: 'ENFORCEMENT', frozenUntil: null }, { frozenUntil: null }]);
  const until = inDays(82);
  const conditions = ['Schuldhulp begint in de periode van de pauze', 'De lopende premie wordt op tijd betaald'];
  const asked = await ask(world, 'sanne', 'requestDebtFreeze', {
    clientId: clientIdOf('ineke'),
    oin: oins.lekstroom,
    until,
    reason: 'De auto is nodig voor haar gezondheid, en zonder auto is er geen schuldhulp.',
    conditions,
  });
  expect(asked).toMatchObject({ status: 'REQUESTED', automatic: false });
  expect((await seeDossier(world, 'ineke', 'LS-33029')).debtFreezes).toMatchObject([
    { id: asked.id, status: 'REQUESTED', addsNoSurcharge: false },
  ]);
  await answered(world, 'verbeek', 'decideDebtFreeze', asked.id, {
    decision: 'GRANT',
    reason: 'Het beslag gaat niet door.',
  });
  const frozen = await seeDossier(world, 'ineke', 'LS-33029');
  expect(frozen).toMatchObject({
    cakReportHeldUntil: until,
    debts: [{ frozenUntil: until }, { frozenUntil: until }],
    debtFreezes: [{ id: asked.id, status: 'ACTIVE', until, addsNoSurcharge: true, conditions }],
  });
  expect(frozen.overview.totals).toMatchObject({ frozenCents: 243_865, uncoveredCents: 0 });
  expect(frozen.overview.deadlines).toContainEqual({ kind: 'FREEZE_ENDS', date: until });
  expect(briefly(await actsInLog(world, 'ineke'))).toEqual([
    `requestDebtFreeze ${oins.lekstroom} OK`,
    `decideDebtFreeze ${oins.lekstroom} OK`,
  ]);
});
