import { median } from '../report/percentile.ts';

/** What one mode costs. */
export interface Measured {
  mode: string;
  /** CPU of this process a request, in milliseconds. */
  cpuMs: number;
}

/** One way of answering the same request. */
export interface Mode {
  mode: string;
  run(): Promise<void>;
}

const rounds = 9;

/** How many requests run at once. */
const atOnce = 16;

/**
 * Measures modes side by side: each in turn, sixteen requests at once, several rounds, the median of each, so that what else the machine does falls on
 * all of them.
 *
 * @param requests a round and mode
 */
export async function measure(modes: readonly Mode[], requests: number): Promise<Measured[]> {
  for (const { run } of modes) await repeat(run, requests);
  const figures = new Map(modes.map(({ mode }): [string, number[]] => [mode, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { mode, run } of modes) {
      const before = process.cpuUsage();
      await repeat(run, requests);
      const { user, system } = process.cpuUsage(before);
      const cpuMs = (user + system) / 1_000 / requests;
      figures.get(mode)?.push(cpuMs);
    }
  }
  return [...figures].map(([mode, all]) => ({ mode, cpuMs: median(all) }));
}

async function repeat(run: () => Promise<void>, times: number): Promise<void> {
  let begun = 0;
  const one = async () => {
    while (begun < times) {
      begun += 1;
      await run();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
