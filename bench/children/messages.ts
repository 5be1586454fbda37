/** What the bench tells a process of its own. One at a time: the next is sent when this is answered. */
export type Told =
  | { ask: 'usage' }
  /** Canned subgraphs only: how long each answer is held back. */
  | { ask: 'delay'; ms: number }
  | { ask: 'profile' }
  | { ask: 'end-profile'; file: string }
  | { ask: 'stop' };

/** What a process has used since it began. */
export interface Usage {
  /** Of all its threads, user and system, in milliseconds. */
  cpuMs: number;
  rssBytes: number;
  /** How late its timers ran since it was last asked: the 99th percentile, in milliseconds. */
  loopDelayMs: number;
}

export type Answered = { up: string } | { usage: Usage } | { done: true };
