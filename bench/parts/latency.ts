import type { GatewayName } from '../gateway-names.ts';
import { clientAfterClient } from '../load/bodies.ts';
import { type Figures, measureGateways } from '../load/measure-gateways.ts';
import { sendRequests } from '../load/send-requests.ts';
import type { Part } from '../part.ts';

const delaysMs = [0, 20, 200];
const measuredGateways: readonly GatewayName[] = ['hand-written', 'ours-plain', 'ours-full'];

interface OfDelay {
  delayMs: number;
  figures: readonly Figures[];
}

/** Subgraphs that take their time: what a caller waits for beside them. */
export const latency: Part = {
  gateways: measuredGateways,
  async run({ extent, gateways, canned, say }) {
    const all = gateways(...measuredGateways);
    const measured: OfDelay[] = [];
    const load = { connections: 16, requests: extent.requests, bodies: clientAfterClient };
    for (const { target } of all) {
      const requests = Math.ceil(extent.warmUp / 3);
      await sendRequests({ ...load, target, requests, nextBody: clientAfterClient() });
    }
    try {
      for (const delayMs of delaysMs) {
        await canned.tell({ ask: 'delay', ms: delayMs });
        say(`subgraphs that take ${delayMs} ms`);
        measured.push({
          delayMs,
          figures: await measureGateways(all, { ...load, rounds: 1 }),
        });
      }
    } finally {
      await canned.tell({ ask: 'delay', ms: 0 });
    }
    return {
      title: 'Subgraphs that take 0, 20 and 200 ms for each answer; a client view waits for two, sixteen at once',
      table: [
        ['gateway', ...delaysMs.flatMap((ms) => [`p50 at ${ms}`, `p99 at ${ms}`])],
        ...all.map(({ name }) => [name, ...timesOf(measured, name)]),
      ],
      notes: [],
      targets: [],
      charts: [
        {
          title: 'p50 with subgraphs that take 20 ms, sixteen at once',
          unit: 'ms',
          bars: (measured.find(({ delayMs }) => delayMs === 20)?.figures ?? []).map(({ gateway, p50Ms }) => ({
            label: gateway,
            value: p50Ms,
          })),
        },
      ],
      figures: measured,
    };
  },
};

function timesOf(measured: readonly OfDelay[], name: string): string[] {
  return measured.flatMap(({ figures }) =>
    figures
      .filter(({ gateway }) => gateway === name)
      .flatMap(({ p50Ms, p99Ms }) => [p50Ms.toFixed(1), p99Ms.toFixed(1)]),
  );
}
