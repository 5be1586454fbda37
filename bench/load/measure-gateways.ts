import type { BenchProcess } from '../children/start-bench-process.ts';
import { median, percentile } from '../report/percentile.ts';
import { openCaller, type Target } from './send-requests.ts';

/** A gateway that runs, and how it is asked. */
export interface MeasuredGateway {
  name: string;
  process: BenchProcess;
  target: Target;
}

/** What one gateway did under one load: medians over the rounds, percentiles over all requests of all rounds. */
export interface Figures {
  gateway: string;
  connections: number;
  /** CPU of the gateway's own process a request, all its threads, user and system. */
  cpuMs: number;
  /** The same of each round, in their order. */
  roundsCpuMs: readonly number[];
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** After the last round. */
  rssBytes: number;
}

export interface Rounds {
  connections: number;
  /** A round and gateway. */
  requests: number;
  rounds: number;
  /** Bodies for one gateway, over all of its rounds. */
  bodies: () => () => string;
}

/** Requests on each connection before a round is measured: those to the subgraphs may have been closed since the last round. */
const leadIn = 3;

/** Measures gateways side by side: each in turn, round after round, so that what else the machine does falls on all of them. */
export async function measureGateways(gateways: readonly MeasuredGateway[], options: Rounds): Promise<Figures[]> {
  const { connections, requests, rounds, bodies } = options;
  const measured = gateways.map((gateway) => ({ gateway, nextBody: bodies(), ...noneYet() }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { gateway, nextBody, cpuMs, perSecond, latenciesMs } of measured) {
      await using caller = openCaller({ target: gateway.target, connections, nextBody });
      if (requests > connections) await caller.send(leadIn * connections);
      const before = await gateway.process.usage();
      const sent = await caller.send(requests);
      const after = await gateway.process.usage();
      cpuMs.push((after.cpuMs - before.cpuMs) / requests);
      perSecond.push((requests / sent.elapsedMs) * 1_000);
      latenciesMs.push(...sent.latenciesMs);
    }
  }
  return Promise.all(
    measured.map(async ({ gateway, cpuMs, perSecond, latenciesMs }) => {
      const sorted = latenciesMs.sort((one, other) => one - other);
      const { rssBytes } = await gateway.process.usage();
      const times = { p50Ms: percentile(sorted, 0.5), p99Ms: percentile(sorted, 0.99) };
      const figures = { cpuMs: median(cpuMs), roundsCpuMs: cpuMs, perSecond: median(perSecond), ...times, rssBytes };
      return { gateway: gateway.name, connections, ...figures };
    }),
  );
}

function noneYet(): { cpuMs: number[]; perSecond: number[]; latenciesMs: number[] } {
  return { cpuMs: [], perSecond: [], latenciesMs: [] };
}

/**
 * How much dearer one gateway is than another: the median of the ratios of each round, as what else the machine does slows down
 * neighbours alike.
 */
export function cpuRatio(figures: readonly Figures[], one: string, other: string): number {
  const roundsOf = (name: string) => figures.find(({ gateway }) => gateway === name)?.roundsCpuMs ?? [];
  const others = roundsOf(other);
  return median(roundsOf(one).map((cpuMs, round) => cpuMs / (others[round] ?? Number.NaN)));
}
