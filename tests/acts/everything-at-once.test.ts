import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OrganisationName, oins, personByKey } from '../../subgraphs/casebook/people.ts';
import { createWorld, type World } from '../support/world.ts';
import { answered, ask, done, inbox, inDays, type PausePart, perform } from './doing.ts';
import { createFirstStates } from './first-states.ts';
import { actsInLog, briefly, see, seeDossier } from './seeing.ts';

const natasja = personByKey('natasja').id;
const ricardo = personByKey('ricardo').id;
const codes = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);

let world: World;

beforeAll(async () => {
  world = await createWorld({ database: () => createFirstStates(5, 11) });
});

afterAll(() => world[Symbol.asyncDispose]());

/** Who decides on the pause, and what. */
const decisions = [
  ['wendela', 'incomeDomstad', { decision: 'GRANT', reason: 'De terugvordering wacht.' }],
  ['naima', 'wmoDomstad', { decision: 'REFUSE', reason: 'De eigen bijdrage vervalt tijdens een regeling.' }],
  ['tolboom', 'vechtoever', { decision: 'GRANT', reason: 'Hulp bij de administratie is begonnen.' }],
  ['thea', 'brugwacht', { decision: 'GRANT', reason: 'Stabilisatie.' }],
  ['esther', 'cjib', { decision: 'GRANT', reason: 'Noodstop.' }],
] as const satisfies readonly (readonly [string, OrganisationName, object])[];

test('case 5: everything at once; one press asks all creditors, and each answers for itself', async () => {
  const before = await see(world, 'natasja');
  expect(before.pauseButton).toBeNull();
  expect(before.overview.totals).toMatchObject({ frozenCents: 0, inArrangementCents: 150_000 });
  const until = inDays(110);
  const reason = 'Het gezin heeft rust nodig: ontruiming dreigt, en hulp begint.';
  const pressed = await done(world, 'sanne', 'pressPauseButton', { clientId: natasja, until, reason });
  const asked = Object.fromEntries(pressed.pauseButton?.parts.map((part) => [part.organisation.oin, part]) ?? []);
  const expected = (outcome: string, automatic = false) => expect.objectContaining({ outcome, automatic });
  expect(asked).toEqual({
    [oins.incomeDomstad]: expected('ASKED'),
    [oins.wmoDomstad]: expected('ASKED'),
    [oins.vechtoever]: expected('ASKED'),
    [oins.elinkhof]: expected('GRANTED', true),
    [oins.brugwacht]: expected('ASKED'),
    [oins.cjib]: expected('ASKED'),
  });
  expect(pressed.oins.toSorted()).toEqual(Object.keys(asked).toSorted());

  for (const [who, organisation, decision] of decisions) {
    const requestId = asked[oins[organisation]]?.requestId ?? '';
    expect(await inbox(world, who)).toContainEqual(expect.objectContaining({ id: requestId, pause: true }));
    await answered(world, who, 'decideDebtFreeze', requestId, decision);
  }
  const after = await see(world, 'natasja');
  const outcomes = Object.fromEntries(
    after.pauseButton?.parts.map(({ organisation, outcome }) => [organisation.oin, outcome]) ?? [],
  );
  expect(outcomes).toEqual({
    [oins.incomeDomstad]: 'GRANTED',
    [oins.wmoDomstad]: 'REFUSED',
    [oins.vechtoever]: 'GRANTED',
    [oins.elinkhof]: 'GRANTED',
    [oins.brugwacht]: 'GRANTED',
    [oins.cjib]: 'GRANTED',
  });
  const dossier = (reference: string) => after.dossiers.find((each) => each.reference === reference);
  const frozen = { status: 'ACTIVE', addsNoSurcharge: true };
  for (const reference of ['WID-288410', 'VO-140977', 'EL-20455', 'BW-733018', 'CJ-5504417']) {
    expect(dossier(reference)?.debtFreezes).toMatchObject([frozen]);
  }
  expect(dossier('WMD-26117')?.debtFreezes).toMatchObject([{ status: 'REFUSED', addsNoSurcharge: false }]);
  expect(dossier('BW-733018')).toMatchObject({ cakReportHeldUntil: until, cakReportDate: null });
  expect(dossier('CJ-5504417')?.emergencyStop).toMatchObject({ until });
  // All but the own contribution: the loan too, which is paid off later.
  expect(after.overview.totals.uncoveredCents).toBe(4 * 2_180);
});

test('case 5: the insurer buys off, and the CJIB undoes increases for a community task', async () => {
  const buyOff = await ask(world, 'sanne', 'proposePaymentArrangement', {
    clientId: natasja,
    oin: oins.brugwacht,
    debtIds: ['BW-733018-S1'],
    monthlyCents: 5_000,
    instalments: 12,
    firstDueOn: inDays(30),
    waivedCents: 15_440,
    reason: 'De verzekeraar koopt een deel af.',
    conditions: ['De lopende premie wordt op tijd betaald'],
  });
  await answered(world, 'ronald', 'decidePaymentArrangement', buyOff.id, { decision: 'GRANT', reason: 'Afkoop.' });
  const garden = 'Helpt mee in de moestuin van de buurt; daarvoor zijn de verhogingen ongedaan gemaakt';
  const fine = {
    clientId: natasja,
    oin: oins.cjib,
    debtIds: ['CJ-5504417-B2'],
    monthlyCents: 7_500,
    instalments: 3,
    firstDueOn: inDays(30),
    undoSurcharges: true,
    reason: 'Zij doet een maatschappelijke taak.',
    conditions: [garden],
  };
  // € 50 for the loan, € 50 for the premium and € 75 for the fine are more than the € 120 that there is.
  expect(codes(await perform(world, 'sanne', 'proposePaymentArrangement', fine))).toEqual(['CAPACITY_EXCEEDED']);
  const overruleReason = 'De leenbijstand wordt pas later afgelost.';
  const { id } = await ask(world, 'sanne', 'proposePaymentArrangement', { ...fine, overruleReason });
  await answered(world, 'rianne', 'decidePaymentArrangement', id, { decision: 'GRANT', reason: 'Moestuin.' });

  const atCjib = await seeDossier(world, 'natasja', 'CJ-5504417');
  expect(atCjib.fines?.map(({ debtId, increases }) => [debtId, increases])).toEqual([
    ['CJ-5504417-B1', [{ undone: false }, { undone: false }]],
    ['CJ-5504417-B2', [{ undone: true }, { undone: true }]],
    ['CJ-5504417-B3', []],
  ]);
  expect(atCjib.paymentArrangements).toMatchObject([{ id, status: 'ACTIVE', conditions: [garden] }]);
  expect((await seeDossier(world, 'natasja', 'BW-733018')).paymentArrangements).toMatchObject([
    { id: buyOff.id, status: 'ACTIVE', waivedCents: 15_440 },
  ]);
  const { overview, case: told } = await see(world, 'natasja');
  expect(overview.arrangementsPerMonthCents).toBe(12_500);
  const kinds = told?.timeline.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['PAUSE_PRESSED', 'ARRANGEMENT_PROPOSED', 'REQUEST_ANSWERED']));
});

test('case 5: the release ends what runs, at each organisation and in the log', async () => {
  const { pauseButton } = await see(world, 'natasja');
  const input = { pauseButtonId: pauseButton?.id, reason: 'Het plan van aanpak is rond.' };
  const released = await done(world, 'bilal', 'releasePauseButton', input);
  const outcomeOf = (parts: PausePart[] = []) =>
    Object.fromEntries(parts.map(({ organisation, outcome, releasing }) => [organisation.oin, [outcome, releasing]]));
  const ended = ['ENDED', false];
  expect(outcomeOf(released.pauseButton?.parts)).toEqual({
    [oins.incomeDomstad]: ended,
    [oins.wmoDomstad]: ['REFUSED', false],
    [oins.vechtoever]: ended,
    [oins.elinkhof]: ended,
    [oins.brugwacht]: ended,
    [oins.cjib]: ended,
  });
  const { dossiers } = await see(world, 'natasja');
  const statuses = dossiers.flatMap(({ debtFreezes }) => debtFreezes.map(({ status }) => status));
  expect(statuses.toSorted()).toEqual(['ENDED', 'ENDED', 'ENDED', 'ENDED', 'ENDED', 'REFUSED']);

  const log = await actsInLog(world, 'natasja');
  const organisationsOf = (name: string) =>
    log.filter((line) => line.name === `Mutation.${name}`).map(({ organisation }) => organisation?.oin);
  const six = Object.values(oins).filter((oin) => outcomeOf(pauseButton?.parts)[oin]);
  expect(organisationsOf('pressPauseButton').toSorted()).toEqual(six.toSorted());
  expect(organisationsOf('releasePauseButton').toSorted()).toEqual(
    six.filter((oin) => oin !== oins.wmoDomstad).toSorted(),
  );
  expect(organisationsOf('decideDebtFreeze')).toEqual(decisions.map(([, organisation]) => oins[organisation]));
});

test('case 11: increases undone for a community task, the fines in instalments; a small fine is not paid in parts', async () => {
  const dossier = () => seeDossier(world, 'ricardo', 'CJ-4806655');
  const stands = (undone: boolean) => [
    { debtId: 'CJ-4806655-B1', increases: [{ undone }, { undone }] },
    { debtId: 'CJ-4806655-B2', increases: [{ undone }] },
    { debtId: 'CJ-4806655-B3', increases: [] },
  ];
  expect(await dossier()).toMatchObject({ fines: stands(false), paymentArrangements: [] });
  const terms = {
    clientId: ricardo,
    oin: oins.cjib,
    debtIds: ['CJ-4806655-B1', 'CJ-4806655-B2'],
    monthlyCents: 7_500,
    instalments: 9,
    firstDueOn: inDays(20),
    undoSurcharges: true,
    reason: 'Een maatschappelijke taak in plaats van de verhogingen.',
    conditions: ['Maatschappelijke taak: veertig uur bij de fietsenwerkplaats'],
  };
  const small = { ...terms, debtIds: ['CJ-4806655-B3'], monthlyCents: 3_450, instalments: 2, undoSurcharges: false };
  const refused = await perform(world, 'sanne', 'proposePaymentArrangement', small);
  expect(refused).toMatchObject({ request: null, userErrors: [{ code: 'AMOUNT_BELOW_MINIMUM', field: 'debtIds' }] });
  expect(await dossier()).toMatchObject({ paymentArrangements: [] });

  const { id, contact } = await ask(world, 'sanne', 'proposePaymentArrangement', terms);
  expect(contact?.name).toBe('Rianne de Boer');
  await answered(world, 'rianne', 'decidePaymentArrangement', id, { decision: 'GRANT', reason: 'Fietsenwerkplaats.' });
  for (let paid = 1; paid <= 3; paid += 1) await answered(world, 'esther', 'recordInstalment', id, { outcome: 'PAID' });
  expect(await dossier()).toMatchObject({
    fines: stands(true),
    debts: [{ outstandingCents: 16_500, paidCents: 22_500 }, { outstandingCents: 24_000 }, { outstandingCents: 6_900 }],
    paymentArrangements: [{ id, status: 'ACTIVE', paidCents: 22_500 }],
  });
  expect(briefly(await actsInLog(world, 'ricardo'))).toEqual([
    ...['UNSET', 'OK'].flatMap((status) => [
      `proposePaymentArrangement ${oins.incomeDomstad} ${status}`,
      `proposePaymentArrangement ${oins.cjib} ${status}`,
    ]),
    `decidePaymentArrangement ${oins.cjib} OK`,
    `recordInstalment ${oins.cjib} OK`,
  ]);
});
