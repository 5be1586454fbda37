import { expect, test } from 'vitest';
import type { LogRecord } from '../../../gateway/audit/record/log-record.ts';
import { AuditUnavailableError } from '../../../gateway/errors.ts';
import { readChains } from './read-chains.ts';
import { createWriterWorld, entry, eventually, release } from './writer-world.ts';

test('who must have the lines gets them as they are in the log, before the answer is released', async () => {
  await using world = await createWriterWorld();
  const confirmed: LogRecord[] = [];
  const held = Promise.withResolvers<void>();
  const confirm = async (records: readonly LogRecord[]) => {
    confirmed.push(...records);
    await held.promise;
  };
  const writer = await world.open({ confirm });
  let isReleased = false;
  const asked = writer.release(release({ entries: [entry(), entry()] })).then(() => {
    isReleased = true;
  });
  await eventually(() => confirmed.length === 2);
  expect([...(await readChains(world.url)).values()].flat()).toEqual(confirmed);
  expect(isReleased).toBe(false);
  held.resolve();
  await asked;
});

test('what is not confirmed is refused; what comes after it is tried again', async () => {
  await using world = await createWriterWorld();
  let isFailing = true;
  const writer = await world.open({
    confirm: () => {
      if (isFailing) throw new Error('not-for-the-log');
      return Promise.resolve();
    },
  });
  await expect(writer.release(release())).rejects.toThrow(AuditUnavailableError);
  isFailing = false;
  expect(await writer.release(release())).toEqual({ released: true });
  expect([...(await readChains(world.url)).values()].flat()).toHaveLength(2);
  expect(world.logged()).not.toContain('not-for-the-log');
});

test('who never confirms makes the log unavailable; no more waits than may', async () => {
  await using world = await createWriterWorld();
  let asked = 0;
  const writer = await world.open({
    confirm: () => {
      asked += 1;
      return new Promise(() => {});
    },
    limits: { wait: 200, unconfirmed: 2, queuedReleases: 5 },
  });
  for (let turn = 0; turn < 4; turn += 1) {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => writer.release(release())));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
  }
  expect(asked).toBe(2);
  expect(writer.state()).toMatchObject({ queued: 0, queuedRecords: 0 });
});
