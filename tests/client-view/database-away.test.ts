import pg from 'pg';
import { expect, inject, test, vi } from 'vitest';
import { personByKey } from '../../subgraphs/casebook/people.ts';
import { startStatementProxy } from '../support/statement-proxy.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { createWorld, type World, type WorldAnswer } from '../support/world.ts';

const variables = { id: personByKey('natasja').id };
const dossiers =
  'workAndIncome { reference } wmo { reference } housing { reference } insurance { reference } cjib { reference }';
const query = `query ($id: ID!) { client(id: $id) { name { full } ${dossiers} } }`;
const fields = ['workAndIncome', 'wmo', 'housing', 'insurance', 'cjib'];

/** A world whose gateway, and it alone, reaches the database through something that can be cut. */
async function createCuttableWorld() {
  await using started = new AsyncDisposableStack();
  const { hostname: host, port } = new URL(inject('postgresUrl'));
  const proxy = started.use(await startTcpProxy({ host, port: Number(port) }));
  const gatewayDatabaseUrl = (databaseUrl: string) => {
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${proxy.port}`;
    return url.href;
  };
  const world = started.use(await createWorld({ gatewayDatabaseUrl }));
  const all = started.move();
  return { world, proxy, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

const isReady = async (world: World) => (await fetch(`${world.url}/health/ready`)).status === 200;

/** Nobody starts anything again: the gateway finds its database itself. */
const recovery = (world: World) =>
  vi.waitFor(async () => expect(await isReady(world)).toBe(true), { timeout: 20_000, interval: 20 });

function expectWhole({ data, errors }: WorldAnswer): void {
  expect(errors).toBeUndefined();
  for (const field of fields)
    expect((data as { client: Record<string, unknown> }).client[field], field).not.toHaveLength(0);
}

/** What would be shown could not be recorded, so nothing is. */
function expectWithheld({ status, data, errors, text }: WorldAnswer): void {
  expect([status, data]).toEqual([503, undefined]);
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['AUDIT_UNAVAILABLE']);
  expect(text).not.toMatch(/ECONN|127\.0\.0\.1|select|gateway_links|terminat|database|postgres/i);
}

test('without the database nothing is shown, the partners are not asked, and it recovers by itself', async () => {
  await using cuttable = await createCuttableWorld();
  const { world, proxy } = cuttable;
  expectWhole(await world.ask(query, { variables }));
  expect(await isReady(world)).toBe(true);

  await proxy.cut();
  world.forget();
  expectWithheld(await world.ask(query, { variables }));
  expectWithheld(
    await world.ask('query ($id: ID!) { client(id: $id) { overview { totals { debts } } } }', { variables }),
  );
  expect(world.calls.map(({ role }) => role)).toEqual(['casework', 'casework']);
  expect(await isReady(world)).toBe(false);
  // Who asks for the organisations is recorded as well.
  expectWithheld(await world.ask('{ teams { name } partners { name contactPersons { name } } }'));
  const itself = await world.ask('{ __schema { queryType { name } } }');
  expect(itself.errors, 'what the gateway says of itself').toBeUndefined();

  await proxy.restore();
  await recovery(world);
  expectWhole(await world.ask(query, { variables }));
});

test('what cannot be decided on is withheld where it stands, and the partners are not asked', async () => {
  const { hostname: host, port } = new URL(inject('postgresUrl'));
  await using proxy = await startStatementProxy({ host, port: Number(port) });
  await using world = await createWorld({
    gatewayDatabaseUrl: (databaseUrl) => Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${proxy.port}` }).href,
  });
  // The log can still be written: just the facts cannot be read.
  proxy.refuse('korte-lijnen gateway');
  world.forget();
  const { status, data, errors } = await world.ask(query, { variables });
  expect([status, data]).toEqual([200, { client: null }]);
  expect(errors).toMatchObject([{ path: ['client'], extensions: { code: 'LINKS_UNAVAILABLE' } }]);
  expect(JSON.stringify(errors)).not.toMatch(/ECONN|127\.0\.0\.1|select|gateway_links|terminat/i);
  expect(world.calls.map(({ role }) => role)).toEqual(['casework']);
  const ids = [variables.id, personByKey('yvonne').id, '10000000-0000-4000-8000-000000099999', 'no id'];
  const answers = await Promise.all(ids.map((id) => world.ask(query, { variables: { id } })));
  expect(new Set(answers.map(({ text }) => text)).size, 'own, of another team, of none').toBe(1);
  const own = await world.ask('{ teams { name } partners { name contactPersons { name } } }');
  expect(own.errors, 'what is about no person').toBeUndefined();
  proxy.admit();
  await recovery(world);
  expectWhole(await world.ask(query, { variables }));
});

test('a client of the own team, of another and of none look the same then', async () => {
  await using cuttable = await createCuttableWorld();
  await cuttable.proxy.cut();
  const ids = [variables.id, personByKey('yvonne').id, '10000000-0000-4000-8000-000000099999', 'no id'];
  const answers = await Promise.all(ids.map((id) => cuttable.world.ask(query, { variables: { id } })));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
});

test('what was withdrawn while it was away is no basis when it is back', async () => {
  await using cuttable = await createCuttableWorld();
  const { world, proxy } = cuttable;
  expectWhole(await world.ask(query, { variables }));
  await proxy.cut();
  const owner = new pg.Client(world.databaseUrl);
  await owner.connect();
  await owner.query(`insert into casework.consent_events (consent_id, version, event, occurred_at, actor)
    select id, 2, 'withdrawn', now(), 'test' from casework.gateway_consents
    where client_id = '${variables.id}' and source_role = 'cjib'`);
  await owner.end();
  await proxy.restore();
  await recovery(world);
  world.forget();
  const { data, errors } = await world.ask(query, { variables });
  expect(data).toMatchObject({ client: { cjib: null, housing: [{}, {}] } });
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['CONSENT_WITHDRAWN']);
  expect(world.calls.map(({ role }) => role)).not.toContain('cjib');
});

test('requests that run when it goes get an answer, each whole or withheld', async () => {
  await using cuttable = await createCuttableWorld();
  const { world, proxy } = cuttable;
  expectWhole(await world.ask(query, { variables }));
  const running = Array.from({ length: 40 }, async (_, number) => {
    await new Promise((resolve) => setTimeout(resolve, number * 5));
    return world.ask(query, { variables });
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await proxy.cut();
  const answers = await Promise.all(running);
  for (const answer of answers) {
    if (answer.errors === undefined) expectWhole(answer);
    else expectWithheld(answer);
  }
  expect(answers.some(({ errors }) => errors !== undefined)).toBe(true);
  await proxy.restore();
  await recovery(world);
  for (const answer of await Promise.all(Array.from({ length: 20 }, () => world.ask(query, { variables }))))
    expectWhole(answer);
});

test('when the database goes for all, nothing is shown, and all recover by themselves', async () => {
  await using world = await createWorld();
  expectWhole(await world.ask(query, { variables }));
  const name = new URL(world.databaseUrl).pathname.slice(1);
  const owner = new pg.Client(inject('postgresUrl'));
  await owner.connect();
  try {
    await owner.query(`alter database ${name} allow_connections false`);
    await owner.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    expectWithheld(await world.ask(query, { variables }));
    expect(await isReady(world)).toBe(false);
  } finally {
    await owner.query(`alter database ${name} allow_connections true`);
    await owner.end();
  }
  await recovery(world);
  expectWhole(await world.ask(query, { variables }));
});
