import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oins } from '../../../subgraphs/casebook/people.ts';
import { idOf } from '../../enforcement/ask-about.ts';
import { createWorld, type World } from '../../support/world.ts';
import { ask, inDays, perform } from '../doing.ts';
import { actsInLog } from '../seeing.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** The organisations that were asked to act, as they saw it. */
const asked = () => new Set(world.calls.filter(({ body }) => body.startsWith('{"act":')).map(({ oin }) => oin));

const loggedOf = async (person: string, act: string) =>
  (await actsInLog(world, person)).filter(({ name }) => name === `Mutation.${act}`);

test('an organisation that was asked and took no request stands in the log with the client', async () => {
  const input = {
    clientId: idOf('joyce'),
    oin: oins.vechtoever,
    until: inDays(60),
    reason: 'Rust.',
    debtIds: ['no-debt'],
  };
  const { userErrors } = await perform(world, 'sanne', 'requestDebtFreeze', input);
  expect(userErrors).toMatchObject([{ code: 'DEBT_UNKNOWN' }]);
  const lines = await loggedOf('joyce', 'requestDebtFreeze');
  expect(lines).toMatchObject([{ status: 'UNSET', organisation: { oin: oins.vechtoever } }]);
});

const arrangement = (person: string, organisation: keyof typeof oins, monthlyCents: number) => ({
  idempotencyKey: randomUUID(),
  clientId: idOf(person),
  oin: oins[organisation],
  monthlyCents,
  instalments: 3,
  firstDueOn: inDays(20),
  reason: 'Een begin.',
});

test('every organisation that was asked what has to be paid there stands in the log with the client', async () => {
  for (const [monthlyCents, codes] of [
    [1_000_000, ['CAPACITY_EXCEEDED']],
    [500, []],
  ] as const) {
    world.forget();
    const before = (await loggedOf('marleen', 'proposePaymentArrangement')).length;
    const { userErrors } = await perform(
      world,
      'sanne',
      'proposePaymentArrangement',
      arrangement('marleen', 'incomeDomstad', monthlyCents),
    );
    if (codes.length > 0) expect(userErrors.map(({ code }) => code)).toEqual(codes);
    expect(asked().size).toBe(2);
    const lines = (await loggedOf('marleen', 'proposePaymentArrangement')).slice(before);
    expect(new Set(lines.map(({ organisation }) => organisation?.oin))).toEqual(asked());
  }
});

test('a list of requests is a line of each client in it, with who looked and for what', async () => {
  const request = await ask(world, 'sanne', 'requestDebtFreeze', {
    clientId: idOf('natasja'),
    oin: oins.brugwacht,
    until: inDays(40),
    reason: 'Rust.',
  });
  expect(request.status).toBe('REQUESTED');
  const purpose = 'urn:korte-lijnen:activity:request-handling';
  const { data } = await world.ask('{ requestsForMe(first: 200) { status } }', { as: 'ronald', purpose });
  expect(data?.requestsForMe).not.toBeNull();
  const query = `query ($filter: AccessLogFilter) { accessLog(filter: $filter, first: 200) {
    entries { kind activity actor { subject role } organisation { oin } released } } }`;
  const variables = { filter: { client: idOf('natasja'), kind: 'ACCESS' } };
  const log = await world.ask(query, { as: 'fatma', purpose: null, variables });
  const { entries } = (log.data as { accessLog: { entries: { actor: { role: string } }[] } }).accessLog;
  expect(entries.filter(({ actor }) => actor.role === 'contact-person')).toMatchObject([
    { activity: purpose, released: ['requests'] },
  ]);
});

test('whom an act was about is named for the log alone: nobody can ask it', async () => {
  for (const [act, input] of [
    ['requestDebtFreeze', 'RequestDebtFreezeInput'],
    ['pressPauseButton', 'PressPauseButtonInput'],
    ['decideDebtFreeze', 'DecideDebtFreezeInput'],
  ]) {
    const query = `mutation ($input: ${input}!) { ${act}(input: $input) { clientId } }`;
    const { errors } = await world.ask(query, { variables: { input: {} } });
    expect(errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  }
});
