export interface RetryLimits {
  /** How long to wait after a first failure, in milliseconds; twice as long after each that follows. */
  firstMs: number;
  /** And no longer than this. */
  lastMs: number;
}

/** When what failed is tried again, by name. */
export class RetryTimes {
  readonly #limits: RetryLimits;
  readonly #failures = new Map<string, { count: number; until: number }>();

  constructor(limits: RetryLimits) {
    this.#limits = limits;
  }

  /**
   * It failed once more.
   *
   * @param askedMs how long it asks for; given, but never more than the longest wait
   * @returns how long it waits from now, in milliseconds
   */
  failed(name: string, askedMs = 0): number {
    const { firstMs, lastMs } = this.#limits;
    const count = (this.#failures.get(name)?.count ?? 0) + 1;
    const backOff = Math.min(firstMs * 2 ** Math.min(count - 1, 20), lastMs);
    // A part of it by chance: not all at the same moment.
    const waitMs = Math.round(Math.max(backOff * (0.5 + Math.random() / 2), Math.min(askedMs, lastMs)));
    this.#failures.set(name, { count, until: performance.now() + waitMs });
    return waitMs;
  }

  isWaiting(name: string): boolean {
    return (this.#failures.get(name)?.until ?? 0) > performance.now();
  }

  /** @returns had it failed? */
  forget(name: string): boolean {
    return this.#failures.delete(name);
  }
}
