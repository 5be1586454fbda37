import { expect, test } from 'vitest';
import { fieldSet } from '../../../gateway/audit/record/field-set.ts';
import { AuditUnavailableError } from '../../../gateway/errors.ts';
import { readChains } from './read-chains.ts';
import { createWriterWorld, entry, release } from './writer-world.ts';

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

test('releases of the same moment are recorded in one statement, as one chain', async () => {
  await using world = await createWriterWorld();
  const writer = await world.open();
  const releases = times(16, () => release({ entries: times(9, () => entry()) }));
  const verdicts = await Promise.all(releases.map((each) => writer.release(each)));
  expect(verdicts).toEqual(times(16, () => ({ released: true })));
  expect(writer.state()).toMatchObject({ statements: 1, records: 144, queued: 0, queuedRecords: 0, isWriting: true });
  const chains = await readChains(world.url);
  expect([...chains.keys()]).toEqual([writer.state().writer]);
  expect([...chains.values()].flat()).toEqual(
    releases.flatMap(({ entries }) => entries).map((each) => expect.objectContaining(each)),
  );
});

test('what arrives while a statement is under way goes into the next one', async () => {
  await using world = await createWriterWorld();
  const writer = await world.open();
  const ask = async () => {
    for (let turn = 0; turn < 10; turn += 1) await writer.release(release());
  };
  await Promise.all(times(16, ask));
  const { statements, records } = writer.state();
  expect(records).toBe(160);
  expect(statements).toBeLessThanOrEqual(30);
  expect([...(await readChains(world.url)).values()].flat()).toHaveLength(160);
});

test('a verdict says that the lines are there', async () => {
  await using world = await createWriterWorld();
  const writer = await world.open();
  for (let turn = 0; turn < 20; turn += 1) {
    const line = entry({ kind: 'act-begun' });
    await writer.append([line]);
    expect(await world.sql(`select from audit.records where content ->> 'span' = $1`, [line.span])).toHaveLength(1);
  }
});

test('a batch has its bounds in releases, lines and text; one that is larger goes alone', async () => {
  await using world = await createWriterWorld();
  const small = await world.open({ limits: { batchReleases: 3 } });
  await Promise.all(times(10, () => small.release(release())));
  expect(small.state()).toMatchObject({ statements: 4, records: 10 });
  const lines = await world.open({ limits: { batchRecords: 5 } });
  await Promise.all([9, 2, 2, 2].map((count) => lines.release(release({ entries: times(count, () => entry()) }))));
  expect(lines.state()).toMatchObject({ statements: 3, records: 15 });
  const text = await world.open({ limits: { batchText: 1 } });
  await Promise.all(times(4, () => text.release(release({ entries: times(3, () => entry()) }))));
  expect(text.state()).toMatchObject({ statements: 4, records: 12 });
  expect((await readChains(world.url)).size).toBe(3);
});

test('what would wait too long in the queue is refused at once, and then all goes on', async () => {
  await using world = await createWriterWorld();
  const writer = await world.open({ limits: { queuedReleases: 5, queuedRecords: 20 } });
  const outcomes = await Promise.allSettled(times(8, () => writer.release(release())));
  expect(outcomes.map(({ status }) => status)).toEqual([...Array(5).fill('fulfilled'), ...Array(3).fill('rejected')]);
  const lines = (count: number) => writer.release(release({ entries: times(count, () => entry()) }));
  const sizes = await Promise.allSettled([lines(15), lines(6), lines(5)]);
  expect(sizes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(sizes[1]).toMatchObject({ reason: expect.any(AuditUnavailableError) });
  expect(await lines(21)).toEqual({ released: true });
  expect(writer.state()).toMatchObject({ queued: 0, queuedRecords: 0 });
});

test('sets of fields are kept once, before or with the lines that name them', async () => {
  await using world = await createWriterWorld();
  const sets = [fieldSet(['Client.id', 'Client.name']), fieldSet(['Client.id']), fieldSet([])];
  const [one, other] = [await world.open(), await world.open()];
  const named = sets.map((set) => release({ entries: [entry({ fields: set.digest })], fieldSets: [set, ...sets] }));
  await Promise.all([one, other, one].flatMap((writer) => named.map((each) => writer.release(each))));
  const kept = await world.sql('select digest, coordinates from audit.field_sets order by digest');
  expect(kept).toEqual(sets.toSorted((a, b) => (a.digest < b.digest ? -1 : 1)));
});

test('time never goes back within a chain, also when the clock does', async () => {
  await using world = await createWriterWorld();
  let now = Date.now();
  const writer = await world.open({ now: () => now });
  for (const step of [0, 10, -5_000, 3, -1]) {
    now += step;
    await writer.append([entry(), entry()]);
  }
  const [chain = []] = (await readChains(world.url)).values();
  expect(chain.map(({ at }) => at)).toEqual(chain.map(({ at }) => at).toSorted((a, b) => a - b));
  expect(chain).toHaveLength(10);
});

test('a writer that is closed has recorded what waited, and takes nothing more', async () => {
  await using world = await createWriterWorld();
  const writer = await world.open();
  const waiting = times(20, () => writer.release(release()));
  const closed = writer.close();
  await expect(writer.release(release())).rejects.toThrow(AuditUnavailableError);
  expect(await Promise.all(waiting)).toEqual(times(20, () => ({ released: true })));
  await closed;
  await expect(writer.append([entry()])).rejects.toThrow(AuditUnavailableError);
  expect(writer.state()).toMatchObject({ isWriting: false, queued: 0 });
  expect([...(await readChains(world.url)).values()].flat()).toHaveLength(20);
});
