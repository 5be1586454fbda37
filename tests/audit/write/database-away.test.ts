import { type AddressInfo, createServer } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import { AuditUnavailableError } from '../../../gateway/errors.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { queried, readChains } from './read-chains.ts';
import { createWriterWorld, entry, eventually, release, type WriterWorld } from './writer-world.ts';

/** A way to the world's database that can be cut or stalled. */
async function wayTo(world: WriterWorld) {
  const url = new URL(world.url);
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  return { proxy, databaseUrl: url.href };
}

const waitsForLock = `select from pg_stat_activity
  where wait_event_type = 'Lock' and application_name = 'korte-lijnen gateway log' and datname = current_database()`;

const retries = { firstRetry: 5, lastRetry: 20 };
const refusedAtOnce = (asked: Promise<unknown>) => expect(asked).rejects.toThrow(AuditUnavailableError);

test('while the database is away everything is refused at once; back again, it is recorded in a new chain', async () => {
  await using world = await createWriterWorld();
  const { proxy, databaseUrl } = await wayTo(world);
  await using _proxy = proxy;
  const writer = await world.open({ databaseUrl, limits: retries });
  await writer.release(release());
  const first = writer.state().writer;
  await proxy.cut();
  await eventually(() => !writer.state().isWriting);
  for (let turn = 0; turn < 50; turn += 1) await refusedAtOnce(writer.release(release()));
  expect(writer.state()).toMatchObject({ queued: 0, queuedRecords: 0, writer: null });
  await proxy.restore();
  await eventually(() => writer.state().isWriting);
  expect(await writer.release(release())).toEqual({ released: true });
  const second = writer.state().writer;
  expect(new Set([...(await readChains(world.url)).keys()])).toEqual(new Set([first, second]));
});

test('what is under way when the connection breaks is refused, and no released answer lacks its lines', async () => {
  await using world = await createWriterWorld();
  const { proxy, databaseUrl } = await wayTo(world);
  await using _proxy = proxy;
  const writer = await world.open({ databaseUrl, limits: retries });
  const released = new Set<string>();
  let isEnding = false;
  let refused = 0;
  const ask = async () => {
    while (!isEnding) {
      const line = entry();
      try {
        await writer.release(release({ entries: [line, entry()] }));
        released.add(line.span);
      } catch (error) {
        expect(error).toBeInstanceOf(AuditUnavailableError);
        refused += 1;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
  };
  const asking = Array.from({ length: 16 }, ask);
  for (let turn = 0; turn < 6; turn += 1) {
    const before = released.size;
    await eventually(() => released.size > before + 40);
    const refusedBefore = refused;
    await proxy.cut();
    await eventually(() => refused > refusedBefore);
    await proxy.restore();
  }
  isEnding = true;
  await Promise.all(asking);
  const chains = await readChains(world.url);
  const spans = new Set([...chains.values()].flat().map(({ span }) => span));
  expect([...released].filter((span) => !spans.has(span))).toEqual([]);
  expect(chains.size).toBeLessThanOrEqual(7);
});

test('a database that hangs is given up: what waits is refused, and when it answers again all goes on', async () => {
  await using world = await createWriterWorld();
  const { proxy, databaseUrl } = await wayTo(world);
  await using _proxy = proxy;
  const limits = { ...retries, wait: 400, silence: 300, connect: 200 };
  const writer = await world.open({ databaseUrl, limits });
  await eventually(() => writer.state().isWriting);
  proxy.stall();
  const asked = [writer.release(release()), writer.release(release())];
  for (const each of asked) await refusedAtOnce(each);
  await eventually(() => !writer.state().isWriting);
  await refusedAtOnce(writer.release(release()));
  proxy.flow();
  await eventually(() => writer.state().isWriting);
  await eventually(() =>
    writer.release(release()).then(
      () => true,
      () => false,
    ),
  );
  await readChains(world.url);
});

test('lines that are committed after their writer gave up stay, in a chain that it does not go on with', async () => {
  await using world = await createWriterWorld();
  const { proxy, databaseUrl } = await wayTo(world);
  await using _proxy = proxy;
  const writer = await world.open({ databaseUrl, limits: { ...retries, silence: 500, connect: 500 } });
  const [[client = '', version = 0] = []] = [...world.clients];
  const change = new pg.Client(world.url);
  await change.connect();
  await change.query('begin');
  await change.query('select from casework.facts_versions where client_id = $1 for update', [client]);
  const before = writer.state().writer;
  const asked = refusedAtOnce(writer.release(release({ relied: new Map([[client, version]]) })));
  await eventually(async () => (await world.sql(waitsForLock)).length > 0);
  proxy.stall();
  await change.query('commit');
  await change.end();
  await asked;
  await eventually(async () => (await world.sql('select from audit.records')).length === 1);
  proxy.flow();
  await eventually(() => writer.state().isWriting);
  await writer.append([entry()]);
  const chains = await readChains(world.url);
  expect([...chains.keys()].toSorted()).toEqual([before, writer.state().writer].toSorted());
});

test('a database that hangs while nobody asks anything is noticed', async () => {
  await using world = await createWriterWorld();
  const { proxy, databaseUrl } = await wayTo(world);
  await using _proxy = proxy;
  const writer = await world.open({ databaseUrl, limits: { ...retries, idle: 20, silence: 300, connect: 200 } });
  await eventually(() => writer.state().isWriting);
  proxy.stall();
  await eventually(() => !writer.state().isWriting);
  proxy.flow();
  await eventually(() => writer.state().isWriting);
});

test('a writer starts without its database, and writes when that comes', async () => {
  await using world = await createWriterWorld();
  const { proxy, databaseUrl } = await wayTo(world);
  await using _proxy = proxy;
  await proxy.cut();
  const writer = await world.open({ databaseUrl, limits: retries });
  expect(writer.state()).toMatchObject({ isWriting: false, writer: null });
  await refusedAtOnce(writer.append([entry()]));
  await proxy.restore();
  await eventually(() => writer.state().isWriting);
  await writer.append([entry()]);
});

test('a session that the server ends is replaced, one that is closed without its database ends too', async () => {
  await using world = await createWriterWorld();
  const { proxy, databaseUrl } = await wayTo(world);
  await using _proxy = proxy;
  const writer = await world.open({ databaseUrl, limits: retries });
  const first = writer.state().writer;
  await queried(
    world.url,
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'korte-lijnen gateway log' and datname = current_database()`,
  );
  await eventually(() => ![null, first].includes(writer.state().writer));
  await proxy.cut();
  await writer.close();
  expect(writer.state().isWriting).toBe(false);
});

test('what cannot be written is logged once, with a code and nothing of what it was', async () => {
  await using world = await createWriterWorld();
  const { proxy, databaseUrl } = await wayTo(world);
  await using _proxy = proxy;
  const writer = await world.open({ databaseUrl, limits: retries });
  await proxy.cut();
  await eventually(() => !writer.state().isWriting);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const failures = world.logged().match(/cannot be written/g);
  expect(failures).toHaveLength(1);
  expect(world.logged()).not.toContain(new URL(databaseUrl).password);
});

test('a database that cannot be reached is not tried all the time', async () => {
  await using world = await createWriterWorld();
  let attempts = 0;
  const server = createServer((socket) => {
    attempts += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(world.url);
  url.port = String((server.address() as AddressInfo).port);
  const began = performance.now();
  const writer = await world.open({ databaseUrl: url.href, limits: { firstRetry: 40, lastRetry: 80 } });
  await eventually(() => attempts >= 6);
  // Pauses of 40, 80, 80, 80 and 80; a busy machine makes them longer. Without them it takes a few milliseconds.
  expect(performance.now() - began).toBeGreaterThan(300);
  await writer.close();
  server.close();
});
