import { afterAll, expect, test } from 'vitest';
import { personByKey } from '../../../subgraphs/casebook/people.ts';
import { readLog } from '../../support/read-log.ts';
import { type Relay, startRelay } from '../../support/relay.ts';
import { createWorld, debtAssistance, oinOf, type World } from '../../support/world.ts';

const relays = new Map<string, Relay>();
afterAll(() => Promise.all([...relays.values()].map((relay) => relay[Symbol.asyncDispose]())));

const traceId = '0af7651916cd43dd8448eb211c80319c';
const parent = 'b7ad6b7169203331';
const transaction = '6F1F2D1C-6E6B-4C8E-9D0A-0B6E1B0C7A11';
const query = 'query ($id: ID!) { client(id: $id) { name { full } insurance { reference } } }';

/** A world of which it is seen with which headers casework and an insurer are called. */
async function createTracedWorld(): Promise<World> {
  relays.clear();
  return createWorld({
    organisation: async (organisation) => {
      if (![oinOf('casework'), oinOf('brugwacht')].includes(organisation.oin)) return organisation;
      const relay = await startRelay(organisation.url);
      relays.set(organisation.oin, relay);
      return { ...organisation, url: relay.url };
    },
  });
}

async function askWith(world: World, headers: Record<string, string>): Promise<Response> {
  const authorization = `Bearer ${await world.token('sanne')}`;
  return fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, 'x-purpose': debtAssistance, ...headers },
    body: JSON.stringify({ query, variables: { id: personByKey('marleen').id } }),
  });
}

test('the trace and the transaction of the caller are taken in, passed on, echoed and recorded', async () => {
  await using world = await createTracedWorld();
  const response = await askWith(world, {
    traceparent: `00-${traceId}-${parent}-00`,
    'fsc-transaction-id': transaction,
  });
  const records = await readLog(world.databaseUrl);
  const [request] = records;
  expect(request).toMatchObject({ kind: 'request', trace: traceId, parent, fsc: transaction.toLowerCase() });
  expect(records.map(({ trace, fsc }) => [trace, fsc])).toEqual(
    records.map(() => [traceId, transaction.toLowerCase()]),
  );
  expect(response.headers.get('traceparent')).toBe(`00-${traceId}-${request?.span}-01`);
  expect(response.headers.get('fsc-transaction-id')).toBe(transaction.toLowerCase());
  const insurer = records.find(({ organisation }) => organisation === oinOf('brugwacht'));
  expect(relays.get(oinOf('brugwacht'))?.calls.map(({ headers }) => headers)).toMatchObject([
    { traceparent: `00-${traceId}-${insurer?.span}-01`, 'fsc-transaction-id': transaction.toLowerCase() },
  ]);
  expect(relays.get(oinOf('casework'))?.calls[0]?.headers.traceparent).toMatch(`00-${traceId}-`);
});

test('without a trace one begins; one that is malformed is none', async () => {
  await using world = await createTracedWorld();
  const malformed = [
    '',
    'nonsense',
    `00-${'0'.repeat(32)}-${parent}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `ff-${traceId}-${parent}-01`,
    `00-${traceId}-${parent}-01-more`,
    `00-${traceId.toUpperCase()}-${parent}-01`,
  ];
  const traces = new Set<string>();
  for (const traceparent of malformed) {
    const response = await askWith(world, traceparent === '' ? {} : { traceparent });
    const echoed = response.headers.get('traceparent') ?? '';
    expect(echoed).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(echoed).not.toContain(traceId);
    expect(response.headers.get('fsc-transaction-id')).toMatch(/^[0-9a-f-]{36}$/);
    traces.add(echoed.slice(3, 35));
  }
  expect(traces.size).toBe(malformed.length);
  const requests = (await readLog(world.databaseUrl)).filter(({ kind }) => kind === 'request');
  expect(requests.map(({ parent }) => parent)).toEqual(malformed.map(() => null));
});

test('a later version of the trace context is understood', async () => {
  await using world = await createTracedWorld();
  const response = await askWith(world, { traceparent: `01-${traceId}-${parent}-01-what-may-come` });
  expect(response.headers.get('traceparent')).toContain(traceId);
});

test('a transaction id that is no UUID is refused', async () => {
  await using world = await createTracedWorld();
  const response = await askWith(world, { 'fsc-transaction-id': 'Natasja' });
  expect(response.status).toBe(400);
  expect(await response.text()).toMatch(/BAD_REQUEST/);
  expect(await readLog(world.databaseUrl)).toEqual([]);
});
