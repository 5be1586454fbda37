import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { type AbusedWorld, arrangement, clientIdOf, createAbusedWorld, freeze, noId } from './abused-world.ts';
import { answered, ask, done, inDays } from './doing.ts';
import { readStores } from './stores.ts';

let abused: AbusedWorld;

beforeAll(async () => {
  abused = await createAbusedWorld();
});

afterAll(() => abused[Symbol.asyncDispose]());

const freezes: Record<string, [object, string, string | null]> = {
  'a debt that there is not': [{ debtIds: ['VO-000000-S1'] }, 'DEBT_UNKNOWN', 'debtIds'],
  'the debt of another client of the same landlord': [{ debtIds: ['VO-093311-S1'] }, 'DEBT_UNKNOWN', 'debtIds'],
  'the debt of another organisation': [{ debtIds: ['BW-412907-S1'] }, 'DEBT_UNKNOWN', 'debtIds'],
  'no debts at all': [{ debtIds: [] }, 'DEBTS_TOO_MANY', 'debtIds'],
  'an end in the past': [{ until: inDays(-1) }, 'DATE_IN_THE_PAST', 'until'],
  'a beginning in the past': [{ from: inDays(-2) }, 'DATE_IN_THE_PAST', 'from'],
  'an end before the beginning': [{ from: inDays(9), until: inDays(8) }, 'DATES_REVERSED', 'until'],
  'longer than the law allows': [{ until: inDays(190) }, 'DATE_BEYOND_LIMIT', 'until'],
  'no reason': [{ reason: '  ' }, 'TEXT_REQUIRED', 'reason'],
  'an organisation that does not take part': [{ oin: '00000099000000009999' }, 'ORGANISATION_UNKNOWN', 'oin'],
  'an organisation that does not know the client': [{ oin: oins.zaankwartier }, 'NOT_LINKED', 'oin'],
  'an organisation where nothing is owed': [{ oin: oins.incomeDomstad }, 'NO_DEBTS', null],
  'a client that there is not': [{ clientId: noId }, 'CLIENT_UNKNOWN', 'clientId'],
  'a client of another team': [{ clientId: clientIdOf('sjoerd'), oin: oins.noorderstad }, 'CLIENT_UNKNOWN', 'clientId'],
};

describe('a debt freeze is refused that asks', () => {
  for (const [what, [more, code, field]] of Object.entries(freezes)) {
    test(what, () => abused.expectRefused({ act: 'requestDebtFreeze', input: freeze({ ...more }), code, field }));
  }
});

test('without the consent that it takes, a freeze is refused and the organisation is not asked', async () => {
  const { world, expectRefused } = abused;
  world.forget();
  const input = freeze({ clientId: clientIdOf('peter'), oin: oins.cjib });
  await expectRefused({ act: 'requestDebtFreeze', input, code: 'CONSENT_MISSING', field: 'oin' });
  expect(world.calls.filter(({ oin }) => oin === oins.cjib)).toEqual([]);
});

const arrangements: Record<string, [object, string, string | null]> = {
  'instalments of nothing': [{ monthlyCents: 0 }, 'AMOUNT_NOT_POSITIVE', 'monthlyCents'],
  'instalments of less than nothing': [{ monthlyCents: -100 }, 'AMOUNT_NOT_POSITIVE', 'monthlyCents'],
  'a waiver of less than nothing': [{ waivedCents: -1 }, 'AMOUNT_NOT_POSITIVE', 'waivedCents'],
  'no instalments': [{ instalments: 0 }, 'INSTALMENTS_NOT_ALLOWED', 'instalments'],
  'more than is owed': [{ monthlyCents: 15_000, instalments: 50 }, 'AMOUNT_BEYOND_DEBT', 'monthlyCents'],
  'a waiver of more than is owed': [{ waivedCents: 1_000_000 }, 'AMOUNT_BEYOND_DEBT', 'waivedCents'],
  'a first day in the past': [{ firstDueOn: inDays(-1) }, 'DATE_IN_THE_PAST', 'firstDueOn'],
  'rest until after the first instalment': [{ deferredUntil: inDays(21) }, 'DATES_REVERSED', 'deferredUntil'],
  'more than the client can pay': [{ monthlyCents: 15_001 }, 'CAPACITY_EXCEEDED', 'monthlyCents'],
  'the debt of another client': [{ debtIds: ['VO-093311-S1'] }, 'DEBT_UNKNOWN', 'debtIds'],
};

describe('an arrangement is refused that proposes', () => {
  for (const [what, [more, code, field]] of Object.entries(arrangements)) {
    test(what, () =>
      abused.expectRefused({ act: 'proposePaymentArrangement', input: arrangement({ ...more }), code, field }),
    );
  }
});

describe('twice', () => {
  const reused = { code: 'IDEMPOTENCY_KEY_REUSED', field: 'idempotencyKey' };

  test('one press with one key is one press; with another key, or by another person, it is refused', async () => {
    const { world, owner, expectRefused } = abused;
    const press = { idempotencyKey: 'pressed-once', clientId: clientIdOf('kevin'), until: inDays(50), reason: 'Rust.' };
    const act = 'pressPauseButton';
    const first = await done(world, 'sanne', act, press);
    const before = await readStores(owner);
    const second = await done(world, 'sanne', act, press);
    expect(second.pauseButton).toEqual(first.pauseButton);
    expect(await readStores(owner)).toEqual(before);
    const refusal = { act, code: 'PAUSE_ALREADY_PRESSED', field: 'clientId' } as const;
    await expectRefused({ ...refusal, input: { ...press, idempotencyKey: 'pressed-again' } });
    await expectRefused({ ...refusal, as: 'bilal', input: press });
    await expectRefused({ act, input: { ...press, until: inDays(51) }, ...reused });
  });

  test('one key with other content is refused, also of another act', async () => {
    const { world, expectRefused } = abused;
    const idempotencyKey = 'asked-with-this';
    const first = freeze({ idempotencyKey, oin: oins.brugwacht });
    const { id } = await ask(world, 'sanne', 'requestDebtFreeze', first);
    await expectRefused({ act: 'requestDebtFreeze', input: { ...first, until: inDays(61) }, ...reused });
    const withdrawal = { idempotencyKey, requestId: id, reason: 'Toch niet.' };
    await expectRefused({ act: 'withdrawRequest', input: withdrawal, ...reused });
    const input = freeze({ oin: oins.brugwacht });
    await expectRefused({ act: 'requestDebtFreeze', input, code: 'DEBT_REQUESTED_ALREADY', field: 'debtIds' });
  });
});

describe('afterwards', () => {
  test('an offer is accepted as it stands now, and what is over is not given up again', async () => {
    const { world, expectRefused } = abused;
    const { id } = await ask(world, 'sanne', 'requestDebtFreeze', freeze({ clientId: clientIdOf('natasja') }));
    const stale = { act: 'acceptCounterOffer', code: 'STALE_VERSION', field: 'version' } as const;
    const offer = { decision: 'COUNTER_OFFER', reason: 'Een maand.', until: inDays(30) };
    await expectRefused({
      ...stale,
      input: { requestId: id, version: 1 },
      code: 'TRANSITION_NOT_ALLOWED',
      field: 'requestId',
    });
    await answered(world, 'wendy', 'decideDebtFreeze', id, offer);
    await expectRefused({ ...stale, input: { requestId: id, version: 1 } });
    expect(await ask(world, 'sanne', 'acceptCounterOffer', { requestId: id, version: 2 })).toMatchObject({
      status: 'ACTIVE',
    });
    expect(await ask(world, 'sanne', 'withdrawRequest', { requestId: id, reason: 'Klaar.' })).toMatchObject({
      status: 'ENDED',
    });
    const again = { requestId: id, reason: 'Nogmaals.' };
    await expectRefused({ act: 'withdrawRequest', input: again, code: 'TRANSITION_NOT_ALLOWED', field: 'requestId' });
  });

  test('another team neither presses for the client nor takes back what was asked', async () => {
    const { world, expectRefused } = abused;
    const { id } = await ask(world, 'sanne', 'requestDebtFreeze', freeze());
    const marijke = { as: 'marijke' };
    const press = { clientId: clientIdOf('ria'), until: inDays(60), reason: 'Vergissing.' };
    await expectRefused({
      ...marijke,
      act: 'pressPauseButton',
      input: press,
      code: 'CLIENT_UNKNOWN',
      field: 'clientId',
    });
    const withdrawal = { requestId: id, reason: 'Vergissing.' };
    const unknown = { code: 'REQUEST_UNKNOWN', field: 'requestId' };
    await expectRefused({ ...marijke, act: 'withdrawRequest', input: withdrawal, ...unknown });
  });
});
