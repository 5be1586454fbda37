import { expect, test } from 'vitest';
import { AuditUnavailableError } from '../../../gateway/errors.ts';
import { readChains } from './read-chains.ts';
import { createWriterWorld, entry, release, type WriterWorld } from './writer-world.ts';

/** The first moment of a month, counted from this one. */
function monthFromNow(months: number): number {
  const now = new Date();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months);
}

const partitions = async (world: WriterWorld) =>
  (
    await world.sql<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit.records'::regclass order by 1`,
    )
  ).map(({ name }) => name.slice(-7));

const named = (at: number) => new Date(at).toISOString().slice(0, 7).replace('-', '_');

async function dropNextMonths(world: WriterWorld): Promise<void> {
  await world.sql(
    `drop table if exists audit.records_${named(monthFromNow(1))}, audit.records_${named(monthFromNow(2))}`,
  );
}

test('a writer that opens makes a place for this month and the next', async () => {
  await using world = await createWriterWorld();
  await dropNextMonths(world);
  await world.open();
  expect(await partitions(world)).toEqual([named(Date.now()), named(monthFromNow(1))]);
});

test('a month that turns stops nothing, also when its place is not there', async () => {
  await using world = await createWriterWorld();
  let now = monthFromNow(1) - 1;
  const writer = await world.open({ now: () => now });
  await writer.append([entry()]);
  await dropNextMonths(world);
  now += 1;
  expect(await Promise.all([writer.release(release()), writer.release(release())])).toEqual([
    { released: true },
    { released: true },
  ]);
  expect(await partitions(world)).toEqual([named(Date.now()), named(now), named(monthFromNow(2))]);
  const chains = await readChains(world.url);
  expect(chains.size).toBe(1);
  expect([...chains.values()].flat().map(({ at }) => at)).toEqual([now - 1, now, now]);
});

test('a clock that is wrong by months makes the log unavailable, not the database fuller', async () => {
  await using world = await createWriterWorld();
  let now = Date.now();
  const writer = await world.open({ now: () => now, limits: { firstRetry: 5, lastRetry: 10 } });
  const before = await partitions(world);
  now = monthFromNow(5);
  await expect(writer.release(release())).rejects.toThrow(AuditUnavailableError);
  await expect(writer.release(release())).rejects.toThrow(AuditUnavailableError);
  expect(await partitions(world)).toEqual(before);
});
