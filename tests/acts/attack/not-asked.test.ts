import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { oins } from '../../../subgraphs/casebook/people.ts';
import { activity, clientId, goodConsent } from '../../consent-store/store-world.ts';
import { createRequestWorld, lost, pass, type RequestWorld } from '../../requests-casework/request-world.ts';

let world: RequestWorld;
beforeAll(async () => {
  world = await createRequestWorld({ refreshMs: 20, firstBackOffMs: 10 });
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.network(pass);
  world.asked.splice(0);
});

const freeze = (person: string, organisation: keyof typeof oins, more: object = {}) => ({
  clientId: clientId(person),
  oin: oins[organisation],
  until: '2027-02-01',
  reason: 'De schuldhulp begint',
  ...more,
});

const arrangement = (person: string, organisation: keyof typeof oins, monthlyCents: number, more: object = {}) => ({
  clientId: clientId(person),
  oin: oins[organisation],
  monthlyCents,
  instalments: 3,
  firstDueOn: '2026-12-20',
  reason: 'Een begin',
  ...more,
});

const forActs = ['penal', 'debts', 'debt-freezes', 'payment-arrangements'];

async function consent(person: string, more: object = {}): Promise<string> {
  const input = { ...goodConsent, idempotencyKey: randomUUID(), clientId: clientId(person), categories: forActs };
  const { data } = await world.ask(
    'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { consentId userErrors { code } } }',
    { input: { ...input, ...more } },
  );
  expect(data.recordConsent.userErrors).toEqual([]);
  return data.recordConsent.consentId;
}

async function withdrawConsent(consentId: string): Promise<void> {
  const { data } = await world.ask(
    'mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { userErrors { code } } }',
    { input: { idempotencyKey: randomUUID(), consentId } },
  );
  expect(data.withdrawConsent.userErrors).toEqual([]);
}

const askedAt = (organisation: keyof typeof oins) => world.asked.filter(({ oin }) => oin === oins[organisation]);
/** As long as three rounds in which organisations are asked how requests stand. */
const rounds = () => wait(120);

describe('the CJIB is not asked about a client', () => {
  const acts = {
    requestDebtFreeze: () => freeze('marleen', 'cjib'),
    proposePaymentArrangement: () => arrangement('marleen', 'cjib', 1_000, { overruleReason: 'Het moet' }),
  };

  test.each([
    'early-signal',
    'social-support',
    'income-support',
    'eviction-prevention',
    'emergency-access',
    'oversight',
    'request-handling',
    'no-such-thing',
  ])('for the purpose %s', async (name) => {
    for (const [act, input] of Object.entries(acts)) {
      const { userErrors } = await world.act(act, input(), { purpose: activity(name) });
      expect(userErrors).toMatchObject([{ code: expect.stringMatching(/^(NO_|CONSENT_|ROLE_)/) }]);
    }
    const press = { clientId: clientId('peter'), until: '2027-01-01', reason: 'Rust' };
    await world.act('pressPauseButton', press, { selection: 'pauseButton { id }', purpose: activity(name) });
    expect(askedAt('cjib')).toEqual([]);
    await world.sql('delete from casework.outbox');
  });

  test.each([
    ['lacks the category of the act', { categories: ['penal', 'debts'] }],
    ['lacks that there is a dossier at all', { categories: ['debts', 'debt-freezes', 'payment-arrangements'] }],
    ['is for another purpose', { activityId: activity('eviction-prevention') }],
    ['has begun not yet', { validFrom: '2027-01-01' }],
  ])('by a consent that %s', async (_, more) => {
    const id = await consent('peter', more);
    expect((await world.act('requestDebtFreeze', freeze('peter', 'cjib'))).userErrors).toMatchObject([
      { code: 'CONSENT_MISSING' },
    ]);
    expect(askedAt('cjib')).toEqual([]);
    await withdrawConsent(id);
  });

  test('that has lapsed since, by worker, refresh, withdrawal, acceptance or release', async () => {
    await consent('ricardo', { validUntil: '2026-12-01' });
    await world.sql(`insert into casework.consent_events (consent_id, version, event, occurred_at, actor, place)
      select id, 2, 'withdrawn', '2026-11-22T12:00:00Z', 'x', 'y' from casework.consents
      where id = '40000000-0000-4000-8000-000000000006'`);
    const { request } = await world.act('requestDebtFreeze', freeze('ricardo', 'cjib'));
    expect(request.status).toMatch(/REQUESTED|ACTIVE/);
    world.setNow('2026-12-02T12:00:00Z');
    await rounds();
    world.asked.splice(0);
    await rounds();
    for (const [act, input] of [
      ['withdrawRequest', { requestId: request.id, reason: 'Weg' }],
      ['acceptCounterOffer', { requestId: request.id, version: 1 }],
      ['requestDebtFreeze', freeze('ricardo', 'cjib')],
      ['proposePaymentArrangement', arrangement('ricardo', 'incomeDomstad', 100)],
    ] as const) {
      await world.act(act, input);
    }
    expect(askedAt('cjib')).toEqual([]);
    world.setNow('2026-11-22T12:00:00Z');
  });
});

test('an ended relation ends retries, questions how requests stand, and every act', async () => {
  world.network(lost);
  const waiting = await world.act('requestDebtFreeze', freeze('hakan', 'lekstroom', { debtIds: ['LS-20871-S1'] }));
  expect(waiting.request.status).toBe('UNDELIVERED');
  await world.ask('mutation ($input: EndCaseRelationInput!) { endCaseRelation(input: $input) { caseRelationId } }', {
    input: { idempotencyKey: randomUUID(), clientId: clientId('hakan'), reason: 'Verhuisd' },
  });
  await wait(100);
  world.asked.splice(0);
  world.network(pass);
  await rounds();
  for (const [act, input] of [
    ['withdrawRequest', { requestId: waiting.request.id, reason: 'Weg' }],
    ['acceptCounterOffer', { requestId: waiting.request.id, version: 1 }],
    ['requestDebtFreeze', freeze('hakan', 'lekstroom')],
    ['proposePaymentArrangement', arrangement('hakan', 'lekstroom', 100)],
  ] as const) {
    expect((await world.act(act, input)).userErrors, act).toMatchObject([{ code: expect.stringMatching(/_UNKNOWN$/) }]);
  }
  expect(askedAt('lekstroom')).toEqual([]);
});

test('nobody is asked what has to be paid there for a proposal that nothing can come of', async () => {
  for (const [organisation, name] of [
    ['vechtoever', 'social-support'],
    ['zaankwartier', 'debt-assistance'],
    ['cjib', 'income-support'],
  ] as const) {
    const options = { purpose: activity(name) };
    const { userErrors } = await world.act(
      'proposePaymentArrangement',
      arrangement('natasja', organisation, 1),
      options,
    );
    expect(userErrors).toHaveLength(1);
  }
  expect(world.asked.filter(({ act }) => act.act !== 'status')).toEqual([]);
});

test('instalments at an organisation that may not be asked count for nothing: they cannot be felt by proposing', async () => {
  const consentId = await consent('amal');
  await world.sql(
    `insert into casework.links (client_id, oin, pseudonym) values ($1, $2, 'pseudonym-of-amal-at-cjib') on conflict do nothing`,
    [clientId('amal'), oins.cjib],
  );
  const id = randomUUID();
  const terms = {
    debtIds: null,
    monthlyCents: 9_000_000,
    instalments: 3,
    firstDueOn: '2026-12-20',
    deferredUntil: null,
  };
  const held = JSON.stringify({ ...terms, waivedCents: 0, undoSurcharges: false, conditions: [] });
  await world.sql(
    `insert into casework.requests values ($1, $2, $3, 'PAYMENT_ARRANGEMENT', null, $4, '[]', true, $5, 'waarom', null, 'x',
      'professional', 'team-ondiep', '2026-11-22T12:00:00Z')`,
    [id, clientId('amal'), oins.cjib, activity('debt-assistance'), held],
  );
  await world.sql(
    `insert into casework.outbox (request_id, ordinal, act, purpose, asker_role, status, made_at, next_attempt_at, give_up_at)
     values ($1, 1, 'ask', $2, 'professional', 'delivered', $3, $3, $3)`,
    [id, activity('debt-assistance'), '2026-11-22T12:00:00Z'],
  );
  await world.sql(
    `insert into casework.request_states values ($1, 'ACTIVE', 2, $2, 'Akkoord', false, null, '2026-11-22T12:00:00Z')`,
    [id, held],
  );
  const propose = async () => {
    const input = arrangement('amal', 'elinkhof', 100, { debtIds: ['no such debt'] });
    const { userErrors } = await world.act('proposePaymentArrangement', input);
    return userErrors.map(({ code }: { code: string }) => code).join();
  };
  const before = await propose();
  await withdrawConsent(consentId);
  const after = await propose();
  expect({ before, after }).toEqual({ before: 'CAPACITY_EXCEEDED', after: 'DEBT_UNKNOWN' });
});

describe('odd input is told as an error about the input', () => {
  const codesOf = async (act: string, input: object) =>
    (await world.act(act, input)).userErrors.map(
      ({ code, field }: { code: string; field: string }) => `${code} ${field}`,
    );

  test.each([
    ['a lone surrogate', '\ud800'],
    ['a control character', '\u0007'],
    ['a NUL', 'a\0b'],
  ])('%s in a debt or a condition or a reason', async (_, text) => {
    expect(await codesOf('requestDebtFreeze', freeze('joyce', 'vechtoever', { debtIds: [text] }))).toEqual([
      'DEBT_UNKNOWN debtIds',
    ]);
    expect(await codesOf('requestDebtFreeze', freeze('joyce', 'vechtoever', { conditions: [text] }))).toEqual([
      'TEXT_NOT_ALLOWED conditions',
    ]);
    expect(await codesOf('requestDebtFreeze', freeze('joyce', 'vechtoever', { reason: text }))).toEqual([
      'TEXT_NOT_ALLOWED reason',
    ]);
    expect(await codesOf('requestDebtFreeze', { ...freeze('joyce', 'vechtoever'), oin: text })).toEqual([
      'ORGANISATION_UNKNOWN oin',
    ]);
    expect(await codesOf('requestDebtFreeze', { ...freeze('joyce', 'vechtoever'), clientId: text })).toEqual([
      'CLIENT_UNKNOWN clientId',
    ]);
    expect(
      await codesOf(
        'proposePaymentArrangement',
        arrangement('joyce', 'vechtoever', 1, { overruleReason: `${text}abc` }),
      ),
    ).toEqual(['TEXT_NOT_ALLOWED overruleReason']);
  });

  test('ten thousand debts, and dates at the end of time', async () => {
    const debtIds = Array.from({ length: 10_000 }, (_, index) => `debt ${index}`);
    expect(await codesOf('requestDebtFreeze', freeze('joyce', 'vechtoever', { debtIds }))).toEqual([
      'DEBTS_TOO_MANY debtIds',
    ]);
    expect(await codesOf('requestDebtFreeze', freeze('joyce', 'vechtoever', { until: '9999-12-31' }))).toEqual([
      'DATE_BEYOND_LIMIT until',
    ]);
    const far = { from: '9999-11-30', until: '9999-12-31' };
    expect(await codesOf('requestDebtFreeze', freeze('joyce', 'vechtoever', far))).toEqual(['DATE_BEYOND_LIMIT from']);
    const endless = { firstDueOn: '9999-12-31', deferredUntil: '9999-12-31', overruleReason: 'Het moet' };
    const never = arrangement('joyce', 'vechtoever', 100, endless);
    expect(await codesOf('proposePaymentArrangement', never)).toContain('DATE_BEYOND_LIMIT firstDueOn');
    const most = arrangement('joyce', 'vechtoever', 2_147_483_647, {
      instalments: 2_147_483_647,
      waivedCents: -2_147_483_648,
    });
    expect(await codesOf('proposePaymentArrangement', most)).toEqual([
      'AMOUNT_BEYOND_DEBT monthlyCents',
      'AMOUNT_NOT_POSITIVE waivedCents',
      'INSTALMENTS_NOT_ALLOWED instalments',
    ]);
  });

  test('the longest texts that may be written arrive, whatever characters they are of', async () => {
    const reason = '😀'.repeat(2_000);
    const conditions = Array.from({ length: 10 }, (_, index) => `${index}${'😀'.repeat(499)}`);
    const taken = await world.act('requestDebtFreeze', freeze('joyce', 'vechtoever', { reason, conditions }));
    expect(taken).toMatchObject({ userErrors: [], request: { status: 'REQUESTED' } });
    const given = await world.act('withdrawRequest', { requestId: taken.request.id, reason });
    expect(given.userErrors).toEqual([]);
  });
});

test('who is no contact person of an organisation that keeps dossiers decides nothing, whatever the token says', async () => {
  const purpose = activity('request-handling');
  const decision = { requestId: randomUUID(), version: 1, decision: 'GRANT', reason: 'Akkoord' };
  for (const organisation of [oins.casework, '00000099000000009999']) {
    for (const role of ['contact-person', 'professional', 'team-lead']) {
      const as = { role, organisation, sub: 'someone', name: 'Someone', team: 'team-ondiep' };
      const answer = await world.ask(
        'mutation ($input: DecideDebtFreezeInput!) { decideDebtFreeze(input: $input) { userErrors { code } } requestsForMe: __typename }',
        { input: { idempotencyKey: randomUUID(), ...decision } },
        as,
        purpose,
      );
      expect(JSON.stringify(answer)).toMatch(/ROLE_NOT_ALLOWED|UNAUTHENTICATED/);
      const list = await world.ask('{ requestsForMe { id } }', {}, as, purpose);
      expect(JSON.stringify(list)).toMatch(/ROLE_NOT_ALLOWED|UNAUTHENTICATED/);
    }
  }
  expect(world.asked.filter(({ act }) => act.act !== 'status')).toEqual([]);
});
