import { setImmediate as othersFirst } from 'node:timers/promises';

/** Work that may be interrupted wherever it yields. */
export type InParts<T> = Generator<void, T>;

// Longer than this the event loop is not held.
const turnMs = 10;

/** Does the work without a pause. */
export function atOnce<T>(work: InParts<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Does the work and lets others go first every few milliseconds. */
export async function inTurns<T>(work: InParts<T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - since < turnMs) continue;
    await othersFirst();
    since = performance.now();
  }
}
