/** What planning may take, and what is kept of it. */
export interface PlanningSettings {
  /** How long one document may be planned, in milliseconds. */
  timeoutMs: number;
  /** What looks to take longer than this, in milliseconds, is planned in a thread of its own. 0: everything is. */
  inlineMs: number;
  /** Documents that may wait for that thread at once. */
  maxWaiting: number;
  /** How long one may wait for its turn, in milliseconds. */
  maxWaitMs: number;
  /** The thread ends when it had nothing to plan for so long, in milliseconds: it takes some 50 MB. */
  idleMs: number;
  /** The largest heap of that thread, in megabytes. */
  heapMegabytes: number;
  /** Memory for operations that were planned and compiled, in bytes. */
  cacheBytes: number;
  /** How long a document that could not be planned is refused without trying again, in milliseconds. */
  refusedMs: number;
}

export const planningSettings: PlanningSettings = {
  timeoutMs: 5_000,
  inlineMs: 20,
  maxWaiting: 50,
  maxWaitMs: 15_000,
  idleMs: 120_000,
  heapMegabytes: 512,
  cacheBytes: 64_000_000,
  refusedMs: 60_000,
};
