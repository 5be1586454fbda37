import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oins } from '../../../subgraphs/casebook/people.ts';
import { act, consentForCjib, idOf } from '../../enforcement/ask-about.ts';
import { createWorld, type World } from '../../support/world.ts';
import { answered, ask, done, inDays, perform } from '../doing.ts';
import { createFirstStates } from '../first-states.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ database: () => createFirstStates(3, 5, 11) });
});
afterAll(() => world[Symbol.asyncDispose]());

const freeze = (person: string, organisation: keyof typeof oins, more: object = {}) => ({
  clientId: idOf(person),
  oin: oins[organisation],
  until: inDays(60),
  reason: 'Rust om een plan te maken.',
  ...more,
});

const toCjib = () => world.calls.filter(({ oin }) => oin === oins.cjib);

/** A consent for the CJIB that carries acts too. */
async function consent(person: string): Promise<string> {
  const categories = ['penal', 'debts', 'debt-freezes', 'payment-arrangements', 'contact-persons'];
  const recorded = await act(world, 'recordConsent', { ...consentForCjib(idOf(person)), categories });
  return recorded.act?.id ?? expect.unreachable();
}

const withdrawn = async (consentId: string) => {
  expect((await act(world, 'withdrawConsent', { consentId })).act?.userErrors).toEqual([]);
  world.forget();
};

test('why an organisation took no request is told no more when the consent is gone, also by the same key', async () => {
  const consentId = await consent('peter');
  const input = freeze('peter', 'cjib', { idempotencyKey: randomUUID(), debtIds: ['CJ-there-is-none'] });
  const before = await perform(world, 'sanne', 'requestDebtFreeze', input);
  expect(before.userErrors).toMatchObject([{ code: 'DEBT_UNKNOWN' }]);
  await withdrawn(consentId);
  const after = await perform(world, 'sanne', 'requestDebtFreeze', input);
  expect(JSON.stringify(after)).not.toContain('DEBT_UNKNOWN');
  expect(after).toMatchObject({ request: null });
  expect(toCjib()).toEqual([]);
});

test('nor to who did it and helps the client no more', async () => {
  const input = freeze('gerrit', 'brugwacht', { idempotencyKey: randomUUID(), debtIds: ['BW-there-is-none'] });
  await perform(world, 'sanne', 'requestDebtFreeze', input);
  const press = { clientId: idOf('gerrit'), until: inDays(60), reason: 'Rust.', idempotencyKey: randomUUID() };
  const pressed = await done(world, 'sanne', 'pressPauseButton', press);
  expect(pressed.oins.length).toBeGreaterThan(0);
  await act(world, 'handOverCase', { clientId: idOf('gerrit'), toTeam: 'team-assendorp' });
  world.forget();
  const again = await perform(world, 'sanne', 'requestDebtFreeze', input);
  expect(JSON.stringify(again)).not.toContain('DEBT_UNKNOWN');
  const pressedAgain = await perform(world, 'sanne', 'pressPauseButton', press);
  expect(pressedAgain).toMatchObject({ client: null, pauseButton: null, oins: [] });
  expect(world.calls.filter(({ body }) => body.includes('"act"'))).toEqual([]);
});

test('how a request stands cannot be felt by withdrawing or accepting when the consent is gone', async () => {
  const consentId = await consent('ricardo');
  const refused = await ask(
    world,
    'sanne',
    'requestDebtFreeze',
    freeze('ricardo', 'cjib', { debtIds: ['CJ-4806655-B1'] }),
  );
  await answered(world, 'rianne', 'decideDebtFreeze', refused.id, { decision: 'REFUSE', reason: 'Nu niet.' });
  const offered = await ask(
    world,
    'sanne',
    'requestDebtFreeze',
    freeze('ricardo', 'cjib', { debtIds: ['CJ-4806655-B1'] }),
  );
  await answered(world, 'rianne', 'decideDebtFreeze', offered.id, {
    decision: 'COUNTER_OFFER',
    reason: 'Korter.',
    until: inDays(30),
  });
  await act(world, 'withdrawConsent', { consentId: '40000000-0000-4000-8000-000000000006' });
  await withdrawn(consentId);
  const tried = [];
  for (const { id } of [refused, offered]) {
    for (const version of [1, 2, 3]) {
      tried.push(await perform(world, 'sanne', 'acceptCounterOffer', { requestId: id, version }));
    }
    tried.push(await perform(world, 'sanne', 'withdrawRequest', { requestId: id, reason: 'Toch niet.' }));
  }
  expect(new Set(tried.map(({ userErrors }) => userErrors.map(({ code }) => code).join()))).toEqual(
    new Set(['CONSENT_MISSING']),
  );
  expect(toCjib()).toEqual([]);
});

test('of what the timeline tells, nothing is what an organisation answered', async () => {
  const { data } = await world.ask(
    `query ($id: ID!) { client(id: $id) { requests { id answer } case { timeline { kind description recordId by } } } }`,
    { variables: { id: idOf('ricardo') } },
  );
  expect(JSON.stringify(data)).not.toMatch(/Korter|Nu niet|REFUSED|COUNTER/);
});
