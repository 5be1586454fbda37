import type { Waiting } from './release-queue.ts';

/** Has something that it relied upon ended by itself? */
export function hasEnded({ release: { until } }: Waiting, now: number): boolean {
  return until !== null && until <= now;
}

/** Tells it that what it relied upon ended by itself, before it was recorded or while it was. */
export function tellEnded({ release, settle }: Waiting, when: { isRecorded?: boolean } = {}): void {
  settle({ released: false, changed: [...release.relied.keys()], ...when });
}

/**
 * Takes out what need not be tried: what has no one waiting, what ended by itself, and what relies on an older version of a
 * client's facts than another of them does. Versions only grow: the older one is no longer so.
 */
export function screenWaiting(waiting: readonly Waiting[], now: number): Waiting[] {
  const open = waiting.filter((each) => !each.isSettled);
  for (const each of open) if (hasEnded(each, now)) tellEnded(each);
  const current = open.filter((each) => !each.isSettled);
  const latest = new Map<string, number>();
  for (const [client, version] of current.flatMap(({ release }) => [...release.relied])) {
    latest.set(client, Math.max(version, latest.get(client) ?? version));
  }
  return current.filter((each) => !tellChanged(each, (client, version) => version !== latest.get(client)));
}

/**
 * Tells it which of the clients it relies on have changed.
 *
 * @returns false: none, it still waits
 */
export function tellChanged(
  { release, settle }: Waiting,
  hasChanged: (client: string, version: number) => boolean,
): boolean {
  const changed = [...release.relied].filter(([client, version]) => hasChanged(client, version));
  if (changed.length === 0) return false;
  settle({ released: false, changed: changed.map(([client]) => client) });
  return true;
}
