/** Remembers which calls were taken, as long as their tokens could be sent again. */
export interface ReplayMemory {
  /** Takes a call; false when it was taken before, or when no more can be remembered. */
  take(id: string): boolean;
}

/**
 * A memory in this process: an organisation whose endpoint is served by several processes needs one that they share.
 *
 * @param options.keepMs how long a call is remembered, in milliseconds
 * @param options.maxCalls how many at most; beyond them calls are refused, not forgotten. Default 200,000
 */
export function createReplayMemory(options: { keepMs: number; now: () => number; maxCalls?: number }): ReplayMemory {
  const { keepMs, now, maxCalls = 200_000 } = options;
  // In the order in which they came, so also in that in which they may be forgotten.
  const forgetAt = new Map<string, number>();
  return {
    take(id) {
      const time = now();
      for (const [known, at] of forgetAt) {
        if (at > time) break;
        forgetAt.delete(known);
      }
      if (forgetAt.has(id) || forgetAt.size >= maxCalls) return false;
      forgetAt.set(id, time + keepMs);
      return true;
    },
  };
}
