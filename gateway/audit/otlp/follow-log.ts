import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Collector, CollectorError } from './collector.ts';
import { RetryTimes } from './retry-times.ts';
import { type Sending, sendRound } from './send-round.ts';
import { holdPositions, type SentPositions } from './sent-positions.ts';

export interface FollowOptions {
  databaseUrl: string;
  collector: Collector;
  /** By which it is remembered how far this collector has come: its address. */
  name: string;
  /** How long to wait when there is nothing to send, in milliseconds; default 2,000. */
  pollMs?: number;
  /** How long to wait after a failure; doubled with each that follows, up to the last. Default 1,000 and 60,000. */
  firstRetryMs?: number;
  lastRetryMs?: number;
  log: Pick<Logger, 'info' | 'warn'>;
}

/**
 * Sends the whole log to a collector, from the log itself: each line at least once, those of a chain in their order. How far
 * it came is kept in the database, so nothing is lost when a gateway ends; of several gateways one sends. Holds 500 records at
 * a time. A line that the collector refuses is offered again and again, and what follows it in its chain waits: the log is here.
 *
 * @returns ends it; what was being sent may be sent again by the next
 */
export function followLog(options: FollowOptions): () => Promise<void> {
  const ended = new AbortController();
  const running = new Follower(options, ended.signal).run();
  return async () => {
    ended.abort();
    await running;
  };
}

class Follower {
  readonly #options: FollowOptions;
  readonly #away: RetryTimes;
  readonly #sending: Sending;
  #positions: SentPositions | null = null;

  constructor(options: FollowOptions, ended: AbortSignal) {
    const { collector, firstRetryMs = 1_000, lastRetryMs = 60_000, log } = options;
    const limits = { firstMs: firstRetryMs, lastMs: lastRetryMs };
    this.#options = options;
    this.#away = new RetryTimes(limits);
    this.#sending = {
      collector,
      ended,
      refused: new RetryTimes(limits),
      onRefusal: ({ message }, waitMs) => log.warn({ reason: message, waitMs }, 'lines of the access log were refused'),
    };
  }

  async run(): Promise<void> {
    const { ended } = this.#sending;
    while (!ended.aborted) {
      const waitMs = await this.#round().catch((error: unknown) => this.#failed(error));
      await delay(waitMs, undefined, { signal: ended }).catch(() => {});
    }
    await this.#positions?.[Symbol.asyncDispose]();
  }

  /** @returns how long to wait for the next, in milliseconds */
  async #round(): Promise<number> {
    const { pollMs = 2_000, log, name } = this.#options;
    const positions = await this.#hold();
    if (positions === null) return pollMs;
    const began = performance.now();
    const sentSomething = await sendRound(positions, this.#sending);
    if (this.#away.forget(name)) log.info('the access log is sent to the collector again');
    // Looking at thousands of chains takes a while: whatever it takes, the database has it seldom.
    return sentSomething ? 0 : Math.max(pollMs, 20 * (performance.now() - began));
  }

  async #hold(): Promise<SentPositions | null> {
    if (this.#positions?.isHeld) return this.#positions;
    await this.#positions?.[Symbol.asyncDispose]();
    this.#positions = null;
    this.#positions = await holdPositions(this.#options.databaseUrl, this.#options.name);
    return this.#positions;
  }

  #failed(error: unknown): number {
    const { name, log } = this.#options;
    if (this.#sending.ended.aborted) return 0;
    const isCollector = error instanceof CollectorError;
    const waitMs = this.#away.failed(name, isCollector ? (error.retryAfterMs ?? 0) : 0);
    const reason = isCollector ? error.message : 'the database does not answer';
    log.warn({ reason, waitMs }, 'the access log could not be sent to the collector');
    return waitMs;
  }
}
