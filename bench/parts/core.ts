import { gatewayNames } from '../gateway-names.ts';
import { clientAfterClient } from '../load/bodies.ts';
import { cpuRatio, type Figures, measureGateways } from '../load/measure-gateways.ts';
import { profiled } from '../load/profile-gateways.ts';
import { requireSameAnswers } from '../load/same-answers.ts';
import { sendRequests } from '../load/send-requests.ts';
import { atLeast, atMost, type Part, type PartContext, type Target } from '../part.ts';

/** One client view of five dossiers, of every gateway, at one and at sixteen connections. */
export const core: Part = {
  gateways: gatewayNames,
  async run({ extent, gateways, profile, say }: PartContext) {
    const all = gateways(...gatewayNames);
    const bytes = await requireSameAnswers(all, clientAfterClient()());
    say(`all answer the same, in ${bytes} bytes; warming up`);
    for (const { target } of all) {
      await sendRequests({ target, connections: 16, requests: extent.warmUp, nextBody: clientAfterClient() });
    }
    const { measured, notes } = await profiled(all, profile, async () => {
      const one = await measureGateways(all, { ...extent, connections: 1, bodies: clientAfterClient });
      say('one connection measured');
      return [...one, ...(await measureGateways(all, { ...extent, connections: 16, bodies: clientAfterClient }))];
    });
    return {
      title: `One client view: six fetches, an answer of ${(bytes / 1_000).toFixed(1)} kB`,
      table: [['gateway', 'at once', 'CPU ms', 'a second', 'p50 ms', 'p99 ms', 'RSS MB'], ...measured.map(cellsOf)],
      notes: ['CPU is that of the gateway’s own process; PostgreSQL’s, for ours-full, is not in it.', ...notes],
      targets: coreTargets(measured.filter(isSixteen)),
      charts: [
        { title: 'CPU a client view, sixteen at once', unit: 'ms', bars: measured.filter(isSixteen).map(barOf) },
      ],
      figures: measured,
    };
  },
};

function cellsOf({ gateway, connections, cpuMs, perSecond, p50Ms, p99Ms, rssBytes }: Figures): string[] {
  const [rate, megabytes] = [perSecond.toFixed(0), (rssBytes / 1e6).toFixed(0)];
  return [gateway, String(connections), cpuMs.toFixed(3), rate, p50Ms.toFixed(1), p99Ms.toFixed(1), megabytes];
}

function isSixteen({ connections }: Figures): boolean {
  return connections === 16;
}

function barOf({ gateway, cpuMs }: Figures): { label: string; value: number } {
  return { label: gateway, value: cpuMs };
}

/** What the gateway is held to, by figures at sixteen connections. */
export function coreTargets(figures: readonly Figures[]): Target[] {
  const of = (name: string) => figures.find(({ gateway }) => gateway === name);
  const cpu = (one: string, other: string) => cpuRatio(figures, one, other);
  const spread = (name: string) => (of(name)?.p99Ms ?? Number.NaN) / (of(name)?.p50Ms ?? Number.NaN);
  return [
    atMost('ours-plain, of hand-written’s CPU', cpu('ours-plain', 'hand-written'), 1.7),
    atLeast('ours-plain, ahead of stock', cpu('stock', 'ours-plain'), 5),
    atMost('ours-full, of hand-written’s CPU', cpu('ours-full', 'hand-written'), 2.7),
    atLeast('ours-full, ahead of stock', cpu('stock', 'ours-full'), 3.5),
    atMost('ours-plain, p99 of p50 at sixteen connections', spread('ours-plain'), 3),
    atMost('ours-full, p99 of p50 at sixteen connections', spread('ours-full'), 3),
  ];
}
