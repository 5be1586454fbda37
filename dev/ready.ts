import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child-process.ts';
import { StartError } from './start-error.ts';

/** How long a process may take until it answers that it is ready, in milliseconds. */
const patienceMs = 60_000;

/**
 * Waits until `{url}/health/ready` answers 200.
 *
 * @throws {StartError} when the process ends before, or is not ready within a minute
 */
export async function untilReady(child: Child, url: string): Promise<void> {
  const ended = child.ended.then(({ reason }) => {
    throw new StartError(reason);
  });
  const stopAsking = new AbortController();
  try {
    await Promise.race([answers(child.name, url, stopAsking.signal), ended]);
  } finally {
    stopAsking.abort();
  }
}

async function answers(name: string, url: string, signal: AbortSignal): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!signal.aborted) {
    if (await isReady(url)) return;
    if (Date.now() > end) throw new StartError(`${name} is not ready after ${patienceMs / 1000} seconds (${url})`);
    await sleep(100);
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
