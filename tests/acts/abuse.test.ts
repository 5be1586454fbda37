import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oins, personByKey } from '../../subgraphs/casebook/people.ts';
import { createWorld, type World } from '../support/world.ts';
import { type ActName, type AskedRequest, answered, ask, done, inDays, perform, requestHandling } from './doing.ts';
import { createFirstStates } from './first-states.ts';
import { requestsOf } from './seeing.ts';
import { butAsked, connectOwner, readStores } from './stores.ts';

const clientIdOf = (person: string) => personByKey(person).id;
const nobody = '10000000-0000-4000-8000-000000000000';

let world: World;
let owner: pg.Client;
/** Of Joyce at her landlord: one that waits for Wendy Kuipers, and one that she refused. */
let waiting: AskedRequest;
let refused: AskedRequest;

const freeze = (more: Record<string, unknown> = {}) => ({
  clientId: clientIdOf('ria'),
  oin: oins.vechtoever,
  until: inDays(60),
  reason: 'Rust om een plan te maken.',
  ...more,
});

const arrangement = (more: Record<string, unknown> = {}) => ({
  clientId: clientIdOf('ria'),
  oin: oins.vechtoever,
  monthlyCents: 5_000,
  instalments: 12,
  firstDueOn: inDays(20),
  reason: 'Een begin.',
  ...more,
});

beforeAll(async () => {
  world = await createWorld({ database: () => createFirstStates(3, 4, 5, 11) });
  owner = await connectOwner(world);
  refused = await ask(world, 'sanne', 'requestDebtFreeze', freeze({ clientId: clientIdOf('joyce') }));
  await answered(world, 'wendy', 'decideDebtFreeze', refused.id, { decision: 'REFUSE', reason: 'Nu niet.' });
  waiting = await ask(
    world,
    'sanne',
    'requestDebtFreeze',
    freeze({ clientId: clientIdOf('joyce'), until: inDays(30) }),
  );
});

afterAll(async () => {
  await owner.end();
  await world[Symbol.asyncDispose]();
});

interface Attempt {
  as?: string;
  act: ActName;
  input: () => Record<string, unknown>;
  code: string;
  field: string | null;
}

/** Tries it, and expects one typed error and that nothing is otherwise than it was, at any organisation. */
async function expectRefused({ as = 'sanne', act, input, code, field }: Attempt): Promise<void> {
  const before = await readStores(owner);
  const seenBefore = await requestsOf(world, 'ria');
  const payload = await perform(world, as, act, input());
  expect(payload.userErrors).toEqual([
    { code, field, message: expect.stringMatching(/^[A-Z].+[.]$/), messageEn: expect.stringMatching(/^[A-Z].+[.]$/) },
  ]);
  expect(payload.userErrors[0]?.message).not.toBe(payload.userErrors[0]?.messageEn);
  for (const part of ['client', 'request', 'pauseButton', 'recordId'] as const)
    expect(payload[part] ?? null).toBeNull();
  expect(butAsked(await readStores(owner))).toEqual(butAsked(before));
  expect(await requestsOf(world, 'ria')).toEqual(seenBefore);
}

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
  'a client that there is not': [{ clientId: nobody }, 'CLIENT_UNKNOWN', 'clientId'],
  'a client of another team': [{ clientId: clientIdOf('sjoerd'), oin: oins.noorderstad }, 'CLIENT_UNKNOWN', 'clientId'],
};

describe('a debt freeze is refused that asks', () => {
  for (const [what, [more, code, field]] of Object.entries(freezes)) {
    test(what, () => expectRefused({ act: 'requestDebtFreeze', input: () => freeze({ ...more }), code, field }));
  }
});

test('without the consent that it takes, a freeze is refused and the organisation is not asked', async () => {
  world.forget();
  const input = () => freeze({ clientId: clientIdOf('peter'), oin: oins.cjib });
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
      expectRefused({ act: 'proposePaymentArrangement', input: () => arrangement({ ...more }), code, field }),
    );
  }
});

describe('a decision is refused', () => {
  const grant = { decision: 'GRANT', reason: 'Akkoord.' };
  const on = (request: () => AskedRequest, more: object = {}) => ({
    act: 'decideDebtFreeze' as const,
    input: () => ({ requestId: request().id, version: request().version, ...grant, ...more }),
  });

  test('on what is decided already', () =>
    expectRefused({ ...on(() => refused, { version: 2 }), as: 'wendy', code: 'REQUEST_DECIDED_ALREADY', field: null }));

  test('on a version that is not the present one', () =>
    expectRefused({ ...on(() => waiting, { version: 7 }), as: 'wendy', code: 'STALE_VERSION', field: 'version' }));

  test('by another organisation', () =>
    expectRefused({ ...on(() => waiting), as: 'ronald', code: 'REQUEST_UNKNOWN', field: 'requestId' }));

  test('on a request that there is not', () =>
    expectRefused({
      ...on(() => waiting, { requestId: nobody }),
      as: 'wendy',
      code: 'REQUEST_UNKNOWN',
      field: 'requestId',
    }));

  test('beyond the mandate', () =>
    expectRefused({
      ...on(() => waiting, { decision: 'COUNTER_OFFER', until: inDays(90) }),
      as: 'wendy',
      code: 'MANDATE_EXCEEDED',
      field: 'until',
    }));

  test('that takes a measure of another role', () =>
    expectRefused({
      ...on(() => waiting, { measures: ['TAKE_BACK_FROM_CAK'] }),
      as: 'wendy',
      code: 'MEASURE_NOT_OF_ROLE',
      field: 'measures',
    }));

  test('by one key on two requests', async () => {
    const idempotencyKey = 'one key for two';
    const key = { idempotencyKey: idempotencyKey.replaceAll(' ', '-') };
    const other = await ask(world, 'sanne', 'requestDebtFreeze', freeze({ clientId: clientIdOf('natasja') }));
    await answered(world, 'wendy', 'decideDebtFreeze', other.id, { ...key, decision: 'REFUSE', reason: 'Nee.' });
    await expectRefused({
      ...on(() => waiting, key),
      as: 'wendy',
      code: 'IDEMPOTENCY_KEY_REUSED',
      field: 'idempotencyKey',
    });
  });
});

describe('who may not', () => {
  const decision = () => ({
    requestId: waiting.id,
    version: waiting.version,
    decision: 'GRANT',
    reason: 'Ik mag dit.',
  });

  /** Denied before anything was asked, or refused by casework. */
  async function expectNothing(...attempt: Parameters<typeof perform>): Promise<void> {
    const before = await readStores(owner);
    const outcome = await perform(...attempt).catch((error: Error) => error);
    if (outcome instanceof Error) expect(outcome.message).toMatch(/NO_LEGAL_BASIS|ROLE_NOT_ALLOWED|NO_PURPOSE/);
    else expect(outcome.userErrors).toMatchObject([{ code: expect.stringMatching(/ROLE_NOT_ALLOWED|NO_PURPOSE/) }]);
    expect(await readStores(owner)).toEqual(before);
  }

  test('a professional does not decide, whatever the purpose', async () => {
    await expectNothing(world, 'sanne', 'decideDebtFreeze', decision());
    await expectNothing(world, 'sanne', 'decideDebtFreeze', decision(), 'urn:korte-lijnen:activity:debt-assistance');
  });

  test('a contact person does not press, ask or propose, whatever the purpose', async () => {
    const press = { clientId: clientIdOf('ria'), until: inDays(60), reason: 'Ik druk zelf.' };
    for (const purpose of [undefined, requestHandling]) {
      await expectNothing(world, 'wendy', 'pressPauseButton', press, purpose);
      await expectNothing(world, 'wendy', 'requestDebtFreeze', freeze(), purpose);
      await expectNothing(world, 'wendy', 'proposePaymentArrangement', arrangement(), purpose);
      await expectNothing(world, 'wendy', 'withdrawRequest', { requestId: waiting.id, reason: 'Weg.' }, purpose);
    }
  });

  test('a professional of another team does not press, withdraw or release', async () => {
    const until = inDays(60);
    const press = () => ({ clientId: clientIdOf('ria'), until, reason: 'Vergissing.' });
    await expectRefused({
      as: 'marijke',
      act: 'pressPauseButton',
      input: press,
      code: 'CLIENT_UNKNOWN',
      field: 'clientId',
    });
    const withdraw = () => ({ requestId: waiting.id, reason: 'Vergissing.' });
    await expectRefused({
      as: 'marijke',
      act: 'withdrawRequest',
      input: withdraw,
      code: 'REQUEST_UNKNOWN',
      field: 'requestId',
    });
  });
});

describe('twice', () => {
  test('one press with one key is one press; with another key it is refused', async () => {
    const press = { idempotencyKey: 'pressed-once', clientId: clientIdOf('kevin'), until: inDays(50), reason: 'Rust.' };
    const first = await done(world, 'sanne', 'pressPauseButton', press);
    const before = await readStores(owner);
    const second = await done(world, 'sanne', 'pressPauseButton', press);
    expect(second.pauseButton).toEqual(first.pauseButton);
    expect(await readStores(owner)).toEqual(before);
    const again = () => ({ ...press, idempotencyKey: 'pressed-again' });
    const refusal = { act: 'pressPauseButton', code: 'PAUSE_ALREADY_PRESSED', field: 'clientId' } as const;
    await expectRefused({ ...refusal, input: again });
    await expectRefused({ ...refusal, as: 'bilal', input: () => press });
    await expectRefused({
      act: 'pressPauseButton',
      input: () => ({ ...press, until: inDays(51) }),
      code: 'IDEMPOTENCY_KEY_REUSED',
      field: 'idempotencyKey',
    });
  });

  test('one key with other content is refused, also of another act', async () => {
    const idempotencyKey = 'asked-with-this';
    const { id } = await ask(world, 'sanne', 'requestDebtFreeze', freeze({ idempotencyKey, oin: oins.brugwacht }));
    const reused = { code: 'IDEMPOTENCY_KEY_REUSED', field: 'idempotencyKey' };
    const longer = () => freeze({ idempotencyKey, oin: oins.brugwacht, until: inDays(61) });
    await expectRefused({ act: 'requestDebtFreeze', input: longer, ...reused });
    const withdrawal = () => ({ idempotencyKey, requestId: id, reason: 'Toch niet.' });
    await expectRefused({ act: 'withdrawRequest', input: withdrawal, ...reused });
  });

  test('what is frozen or asked already is not asked again', async () => {
    const open = () => freeze({ oin: oins.brugwacht });
    await expectRefused({ act: 'requestDebtFreeze', input: open, code: 'DEBT_REQUESTED_ALREADY', field: 'debtIds' });
  });
});
