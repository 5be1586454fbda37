import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { oins } from '../../../subgraphs/casebook/people.ts';
import { type ActAnswer, readActAnswer } from '../../../subgraphs/kit/requests/wire/answer-wire.ts';
import { clientId } from '../../consent-store/store-world.ts';
import {
  createRequestWorld,
  deaf,
  type Network,
  pass,
  type RequestWorld,
} from '../../requests-casework/request-world.ts';

let world: RequestWorld;

beforeAll(async () => {
  world = await createRequestWorld({ firstBackOffMs: 5, refreshMs: 20 });
});

beforeEach(() => world.network(pass));

afterAll(() => world[Symbol.asyncDispose]());

type Done = Extract<ActAnswer, { outcome: 'done' }>;

/** The first answers are spoilt on their way, as JSON; what comes after is good. */
function spoilt(spoil: (answer: Done) => unknown, times = 1): Network {
  let left = times;
  return async (call) => {
    const answer = await call.pass();
    if (answer.outcome !== 'done' || left === 0) return answer;
    left -= 1;
    const read = readActAnswer(JSON.stringify(spoil(answer)));
    if (!read) throw new Error('it answered something else');
    return read;
  };
}

const ask = (person: string, organisation: keyof typeof oins) =>
  world.act('requestDebtFreeze', {
    clientId: clientId(person),
    oin: oins[organisation],
    until: '2027-02-01',
    reason: 'De schuldhulp begint',
  });

const statusOf = async (id: string) => {
  const [row] = await world.sql(
    `select outbox.status, state.status as known from casework.outbox left join casework.request_states as state
      on state.request_id = outbox.request_id where outbox.request_id = $1 order by ordinal desc limit 1`,
    [id],
  );
  return row;
};

const said = (state: object) => (answer: Done) => ({ ...answer, state: { ...answer.state, ...state } });

const answers: Readonly<Record<string, (answer: Done) => unknown>> = {
  'of the other kind': ({ state }) => ({
    outcome: 'done',
    state: {
      ...state,
      kind: 'PAYMENT_ARRANGEMENT',
      status: 'PROPOSED',
      terms: null,
      paidCents: 0,
      missedInstalments: 0,
    },
  }),
  'about another request': said({ id: '5f1f4ce2-1111-4222-8333-444455556666' }),
  'with a version that no integer holds': said({ version: 3_000_000_000 }),
  'with a NUL in its reason': said({ reason: 'a\0b' }),
  'with half a character in its terms': ({ state }) =>
    said({ terms: { ...state.terms, conditions: ['\ud800'] } })({ outcome: 'done', state }),
  'with a NUL in what it refuses': () => ({ outcome: 'rejected', faults: [{ code: 'NO_DEBTS', field: '\0' }] }),
};

test.each(Object.entries(answers))(
  'an answer %s is none: it is asked again, and the next good one counts',
  async (_, spoil) => {
    world.network(spoilt(spoil));
    const { request } = await ask('hakan', 'lekstroom');
    await expect.poll(() => statusOf(request.id)).toEqual({ status: 'delivered', known: 'REQUESTED' });
    await world.act('withdrawRequest', { requestId: request.id, reason: 'Voor de volgende' });
  },
);

test('what an organisation did before it refused the same call is found out', async () => {
  let calls = 0;
  world.network((call) => {
    if (call.act.act !== 'request-debt-freeze') return call.pass();
    calls += 1;
    if (calls === 1) return deaf(call);
    return Promise.resolve({ outcome: 'rejected', faults: [{ code: 'NOT_GRANTED', field: null }] });
  });
  const { request } = await ask('gerrit', 'brugwacht');
  await expect.poll(() => statusOf(request.id)).toEqual({ status: 'rejected', known: 'REQUESTED' });
});

test('a request that is as long as it may be reaches the organisation', async () => {
  const { request, userErrors } = await world.act('requestDebtFreeze', {
    clientId: clientId('natasja'),
    oin: oins.elinkhof,
    until: '2027-02-01',
    reason: '€'.repeat(2_000),
    conditions: Array.from({ length: 10 }, (_, index) => `${index}${'🔑'.repeat(499)}`),
    debtIds: Array.from({ length: 100 }, (_, index) => `${'€'.repeat(90)}${index}`),
  });
  expect({ request, userErrors }).toMatchObject({ request: null, userErrors: [{ code: 'DEBT_UNKNOWN' }] });
});
