import { type AttemptSurroundings, attemptDelivery } from './attempt-delivery.ts';
import { type LeasedDelivery, leaseDeliveries, maxLeased, type Wanted } from './delivery-leases.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import { stateRefresher } from './refresh-states.ts';
import { repeatedly } from './repeatedly.ts';
import { putOffDelivery } from './settle-delivery.ts';

/** Brings to organisations what is to be delivered. */
export interface Delivery {
  /** Delivers what was never tried of these requests, to all at once; done when each answered or its time was over. */
  deliver(requestIds: readonly string[]): Promise<void>;
  /** Starts nothing any more, and waits a little for what goes on. What does not finish is found by whoever starts next. */
  close(): Promise<void>;
}

/** How many have a time of their own at which they are tried again; more wait until they are looked for. */
const maxRetries = 200;

/** A delay that doubles with each attempt, up to a quarter of an hour, and is not the same for all who failed at once. */
export function backOffMs(attempts: number, firstMs: number, chance: number): number {
  return Math.round(Math.min(firstMs * 2 ** Math.min(attempts - 1, 30), 900_000) * (0.8 + 0.4 * chance));
}

/**
 * Delivers at once what an act made, and again what failed. Another process's leftovers are looked for at the start and from time
 * to time.
 */
export function startDelivery(surroundings: AttemptSurroundings, settings: DeliverySettings): Delivery {
  const { database } = surroundings;
  const { leaseMs, scanMs, refreshMs, closeWithinMs } = settings;
  const underWay = new Map<string, Promise<unknown>>();
  const beingTaken = new Set<Promise<unknown>>();
  const retries = new Map<string, NodeJS.Timeout>();
  let closed = false;

  function reportTrouble(error: unknown): undefined {
    // What is broken off at the end is found by whoever starts next.
    if (closed) return;
    const name = error instanceof Error ? error.name : 'unknown';
    process.stderr.write(`casework: what is to be delivered could not be read or kept: ${name}\n`);
  }

  /** Never rejects: what fails here is tried again, here or elsewhere. Gives the requests that something was delivered of. */
  async function work(wanted: Wanted): Promise<readonly string[]> {
    if (closed) return [];
    const leased = (await take(wanted)) ?? [];
    await Promise.all(leased.map((delivery) => track(delivery.request_id, attempt(delivery).catch(reportTrouble))));
    return leased.map(({ request_id }) => request_id);
  }

  async function take(wanted: Wanted): Promise<LeasedDelivery[] | undefined> {
    const taking = leaseDeliveries(database, wanted, leaseMs).catch(reportTrouble);
    beingTaken.add(taking);
    return taking.finally(() => beingTaken.delete(taking));
  }

  async function attempt(delivery: LeasedDelivery): Promise<void> {
    const outcome = await attemptDelivery(delivery, surroundings);
    if (outcome !== 'unreachable') return;
    const delayMs = backOffMs(delivery.attempts, settings.firstBackOffMs, Math.random());
    const { now } = surroundings.facts();
    await putOffDelivery(database, delivery.id, new Date(now.getTime() + delayMs));
    if (!closed && retries.size < maxRetries)
      retries.set(delivery.id, setTimeout(() => void retry(delivery.id), delayMs).unref());
  }

  function retry(id: string): Promise<unknown> {
    retries.delete(id);
    return track(`retry ${id}`, work({ ids: [id] }));
  }

  function track<Value>(name: string, started: Promise<Value>): Promise<Value> {
    const tracked = Promise.allSettled([underWay.get(name), started]).then(() => {
      if (underWay.get(name) === tracked) underWay.delete(name);
    });
    underWay.set(name, tracked);
    return started;
  }

  async function scan(): Promise<void> {
    while ((await work({ dueAt: surroundings.facts().now })).length === maxLeased);
  }

  const refresh = stateRefresher(surroundings);
  const ends = [
    repeatedly(() => track('scan', scan().catch(reportTrouble)), scanMs, 'at once'),
    repeatedly(() => track('refresh', refresh().catch(reportTrouble)), refreshMs),
  ];

  return {
    async deliver(requestIds) {
      const delivered = await work({ neverTriedOf: requestIds });
      // What something else in this process is delivering already, or is about to, is waited for.
      await Promise.all(beingTaken);
      await Promise.all(requestIds.map((id) => (delivered.includes(id) ? null : underWay.get(id))));
    },
    async close() {
      closed = true;
      for (const end of ends) end();
      for (const timer of retries.values()) clearTimeout(timer);
      await Promise.race([Promise.allSettled(underWay.values()), afterMs(closeWithinMs)]);
      await database.destroy();
    },
  };
}

function afterMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
