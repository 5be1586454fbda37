import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AbusedWorld, arrangement, clientIdOf, createAbusedWorld, freeze, noId } from './abused-world.ts';
import { type AskedRequest, answered, ask, inDays, perform, requestHandling } from './doing.ts';
import { readStores } from './stores.ts';

let abused: AbusedWorld;
/** Of Joyce at her landlord: a freeze that waits for Wendy Kuipers, and one that she refused. */
let waiting: AskedRequest;
let refused: AskedRequest;
/** Of Ria there: an arrangement that is proposed. */
let proposed: AskedRequest;

beforeAll(async () => {
  abused = await createAbusedWorld();
  const { world } = abused;
  const clientId = clientIdOf('joyce');
  refused = await ask(world, 'sanne', 'requestDebtFreeze', freeze({ clientId }));
  await answered(world, 'wendy', 'decideDebtFreeze', refused.id, { decision: 'REFUSE', reason: 'Nu niet.' });
  waiting = await ask(world, 'sanne', 'requestDebtFreeze', freeze({ clientId, until: inDays(30) }));
  proposed = await ask(world, 'sanne', 'proposePaymentArrangement', arrangement());
});

afterAll(() => abused[Symbol.asyncDispose]());

const grant = { decision: 'GRANT', reason: 'Akkoord.' };

describe('a decision on a freeze is refused', () => {
  /** Tries to decide on the one that waits. */
  const expectRefused = (more: Record<string, unknown>, code: string, field: string | null, as = 'wendy') => {
    const input = { requestId: waiting.id, version: waiting.version, ...grant, ...more };
    return abused.expectRefused({ as, act: 'decideDebtFreeze', input, code, field });
  };

  test('on what is decided already', () =>
    expectRefused({ requestId: refused.id, version: 2 }, 'REQUEST_DECIDED_ALREADY', null));

  test('on a version that is not the present one', () => expectRefused({ version: 7 }, 'STALE_VERSION', 'version'));

  test('by another organisation', () => expectRefused({}, 'REQUEST_UNKNOWN', 'requestId', 'ronald'));

  test('on a request that there is not', () => expectRefused({ requestId: noId }, 'REQUEST_UNKNOWN', 'requestId'));

  test('on a request of the other kind', () =>
    expectRefused({ requestId: proposed.id }, 'REQUEST_UNKNOWN', 'requestId'));

  test('beyond the mandate', () =>
    expectRefused({ decision: 'COUNTER_OFFER', until: inDays(90) }, 'MANDATE_EXCEEDED', 'until'));

  test('with a measure of another role', () =>
    expectRefused({ measures: ['TAKE_BACK_FROM_CAK'] }, 'MEASURE_NOT_OF_ROLE', 'measures'));

  test('with a key that another decision was made with', async () => {
    const { world } = abused;
    const key = { idempotencyKey: 'one-key-for-two' };
    const other = await ask(world, 'sanne', 'requestDebtFreeze', freeze({ clientId: clientIdOf('natasja') }));
    await answered(world, 'wendy', 'decideDebtFreeze', other.id, { ...key, decision: 'REFUSE', reason: 'Nee.' });
    await expectRefused(key, 'IDEMPOTENCY_KEY_REUSED', 'idempotencyKey');
  });
});

describe('an arrangement does not allow', () => {
  type Act = 'recordInstalment' | 'endPaymentArrangement' | 'decidePaymentArrangement';
  const expectRefused = (act: Act, more: Record<string, unknown>, code: string, field: string | null) => {
    const input = { requestId: proposed.id, version: proposed.version, ...more };
    return abused.expectRefused({ as: 'wendy', act, input, code, field });
  };
  const ended = { outcome: 'ENDED', reason: 'Klaar.' };

  test('before it runs: payments, an end', async () => {
    await expectRefused('recordInstalment', { outcome: 'PAID' }, 'TRANSITION_NOT_ALLOWED', null);
    await expectRefused('endPaymentArrangement', ended, 'TRANSITION_NOT_ALLOWED', null);
  });

  test('a grant of more than was asked, an offer of nothing', async () => {
    const act = 'decidePaymentArrangement';
    await expectRefused(act, { ...grant, monthlyCents: 6_000 }, 'TRANSITION_NOT_ALLOWED', 'decision');
    const nothing = { ...grant, decision: 'COUNTER_OFFER', monthlyCents: 0 };
    await expectRefused(act, nothing, 'AMOUNT_NOT_POSITIVE', 'monthlyCents');
  });

  test('while it runs: payments of nothing or beyond what is owed, a miss with an amount, to be resumed', async () => {
    const running = await answered(abused.world, 'wendy', 'decidePaymentArrangement', proposed.id, grant);
    const { version } = running;
    const paid = (amountCents: number) => ({ version, outcome: 'PAID', amountCents });
    await expectRefused('recordInstalment', paid(0), 'AMOUNT_NOT_POSITIVE', 'amountCents');
    await expectRefused('recordInstalment', paid(-1), 'AMOUNT_NOT_POSITIVE', 'amountCents');
    await expectRefused('recordInstalment', paid(900_000), 'AMOUNT_BEYOND_DEBT', 'amountCents');
    const missed = { version, outcome: 'MISSED', amountCents: 5 };
    await expectRefused('recordInstalment', missed, 'AMOUNT_NOT_ALLOWED', 'amountCents');
    const resumed = { ...ended, version, outcome: 'RESUMED' };
    await expectRefused('endPaymentArrangement', resumed, 'TRANSITION_NOT_ALLOWED', null);
    await expectRefused('decidePaymentArrangement', { ...grant, version }, 'REQUEST_DECIDED_ALREADY', null);
  });
});

describe('who may not', () => {
  /** Denied before casework was asked, or refused by it. */
  async function expectNothing(...attempt: Parameters<typeof perform>): Promise<void> {
    const before = await readStores(abused.owner);
    const outcome = await perform(...attempt).catch((error: Error) => error);
    if (outcome instanceof Error)
      expect(outcome.message).toMatch(/"code":"(ROLE_NOT_ALLOWED|NO_PURPOSE|NO_LEGAL_BASIS)"/);
    else expect(outcome.userErrors).toMatchObject([{ code: expect.stringMatching(/ROLE_NOT_ALLOWED|NO_PURPOSE/) }]);
    expect(await readStores(abused.owner)).toEqual(before);
  }

  test('a professional does not decide, whatever the purpose', async () => {
    const decision = { requestId: waiting.id, version: waiting.version, ...grant };
    for (const purpose of [undefined, 'urn:korte-lijnen:activity:debt-assistance']) {
      await expectNothing(abused.world, 'sanne', 'decideDebtFreeze', decision, purpose);
    }
  });

  test('a contact person does not press, ask, propose or take back, whatever the purpose', async () => {
    const { world } = abused;
    const press = { clientId: clientIdOf('ria'), until: inDays(60), reason: 'Ik druk zelf.' };
    for (const purpose of [undefined, requestHandling]) {
      await expectNothing(world, 'wendy', 'pressPauseButton', press, purpose);
      await expectNothing(world, 'wendy', 'requestDebtFreeze', freeze(), purpose);
      await expectNothing(world, 'wendy', 'proposePaymentArrangement', arrangement(), purpose);
      await expectNothing(world, 'wendy', 'withdrawRequest', { requestId: waiting.id, reason: 'Weg.' }, purpose);
    }
  });
});
