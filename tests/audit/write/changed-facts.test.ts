import pg from 'pg';
import { expect, test } from 'vitest';
import type { Release } from '../../../gateway/audit/release.ts';
import { AuditUnavailableError } from '../../../gateway/errors.ts';
import { readChains } from './read-chains.ts';
import { createWriterWorld, eventually, release, type WriterWorld } from './writer-world.ts';

const recorded = async (world: WriterWorld) => [...(await readChains(world.url)).values()].flat();

/** These clients, with the version of their facts when the test began, or after so many changes. */
function relyOn(world: WriterWorld, ids: readonly string[], changes = 0): Pick<Release, 'relied'> {
  return { relied: new Map(ids.map((id) => [id, (world.clients.get(id) ?? 0) + changes])) };
}

/** The casebook's first clients. */
function someClients(world: WriterWorld): [string, string, string] {
  const [one = '', two = '', three = ''] = world.clients.keys();
  return [one, two, three];
}

test('an answer whose facts are still so is released', async () => {
  await using world = await createWriterWorld();
  const writer = await world.open();
  expect(await writer.release(release({ relied: world.clients }))).toEqual({ released: true });
});

test('an answer of which a fact changed is not released, nor recorded, and says about whom', async () => {
  await using world = await createWriterWorld();
  const [one, two] = someClients(world);
  const writer = await world.open();
  await world.change(two);
  expect(await writer.release(release({ relied: world.clients }))).toEqual({ released: false, changed: [two] });
  expect(await recorded(world)).toEqual([]);
  expect(await writer.release(release(relyOn(world, [one])))).toEqual({ released: true });
});

test('a client that the database does not know is one of whom something changed', async () => {
  await using world = await createWriterWorld();
  const writer = await world.open();
  const unknown = new Map([['nobody\'s\n"id" \\ é', 0]]);
  expect(await writer.release(release({ relied: unknown }))).toMatchObject({ released: false });
});

test('a change costs those who rely on it; the others of the same moment are released', async () => {
  await using world = await createWriterWorld();
  const [one, two, three] = someClients(world);
  const writer = await world.open();
  await world.change(one);
  await world.change(two);
  const relying = [[one], [three], [one, two], [], [two, three]].map((ids) =>
    writer.release(release(relyOn(world, ids))),
  );
  expect(await Promise.all(relying)).toEqual([
    { released: false, changed: [one] },
    { released: true },
    { released: false, changed: [one, two] },
    { released: true },
    { released: false, changed: [two] },
  ]);
  expect(await recorded(world)).toHaveLength(2);
});

test('of two that rely on different versions of one client, the one that is current is released', async () => {
  await using world = await createWriterWorld();
  const [one] = someClients(world);
  const writer = await world.open();
  await world.change(one);
  const verdicts = await Promise.all(
    [0, 1, 0].map((changes) => writer.release(release(relyOn(world, [one], changes)))),
  );
  expect(verdicts).toEqual([
    { released: false, changed: [one] },
    { released: true },
    { released: false, changed: [one] },
  ]);
  expect(writer.state().statements).toBe(1);
});

test('what ended by itself before it was recorded is neither recorded nor released', async () => {
  await using world = await createWriterWorld();
  const [one] = someClients(world);
  const now = Date.now();
  const writer = await world.open({ now: () => now });
  const ending = (until: number) => writer.release(release({ ...relyOn(world, [one]), until }));
  expect(await Promise.all([ending(now), ending(now + 1)])).toEqual([
    { released: false, changed: [one] },
    { released: true },
  ]);
  expect(await recorded(world)).toHaveLength(1);
});

test('what ends by itself while it is recorded is not released', async () => {
  await using world = await createWriterWorld();
  const [one] = someClients(world);
  let now = Date.now();
  const confirm = async () => {
    now += 10;
  };
  const writer = await world.open({ now: () => now, confirm });
  const ending = release({ ...relyOn(world, [one]), until: now + 5 });
  expect(await writer.release(ending)).toEqual({ released: false, changed: [one], isRecorded: true });
  expect(await recorded(world)).toHaveLength(1);
});

test('an answer waits for a change that is under way, and is not released when that is committed', async () => {
  await using world = await createWriterWorld();
  const [one] = someClients(world);
  const writer = await world.open();
  const change = new pg.Client(world.url);
  await change.connect();
  for (const end of ['commit', 'rollback']) {
    await change.query('begin');
    await change.query('select casework.count_facts_change($1)', [one]);
    const asked = writer.release(release(relyOn(world, [one], end === 'commit' ? 0 : 1)));
    await eventually(async () => {
      const [waiting] = await world.sql(
        `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      return waiting !== undefined;
    });
    await change.query(end);
    expect(await asked).toEqual(end === 'commit' ? { released: false, changed: [one] } : { released: true });
  }
  await change.end();
});

test('a change that does not end costs those who rely on it, not the others', async () => {
  await using world = await createWriterWorld();
  const [one, two] = someClients(world);
  const writer = await world.open({ limits: { lock: 30, wait: 20_000 } });
  const change = new pg.Client(world.url);
  await change.connect();
  await change.query('begin');
  await change.query('select casework.count_facts_change($1)', [one]);
  const relying = (id: string) => writer.release(release(relyOn(world, [id])));
  const others = [...Array(7).fill(two), one, ...Array(8).fill(two)].map(relying);
  const outcomes = await Promise.allSettled(others);
  const released = { status: 'fulfilled', value: { released: true } };
  expect(outcomes.filter((_, index) => index !== 7)).toEqual(Array(15).fill(released));
  expect(outcomes[7]).toMatchObject({ reason: expect.any(AuditUnavailableError) });
  await change.query('commit');
  await change.end();
  expect(await recorded(world)).toHaveLength(15);
  expect(writer.state()).toMatchObject({ isWriting: true });
});
