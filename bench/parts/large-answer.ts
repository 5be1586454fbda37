import { composeServices } from '@apollo/composition';
import { nestedNames, nestedQuery, nestedTypeDefs } from '../canned/nested-federation.ts';
import { startBenchProcess } from '../children/start-bench-process.ts';
import { type GatewayName, isInstalled } from '../gateway-names.ts';
import { type Figures, measureGateways } from '../load/measure-gateways.ts';
import { requireSameAnswers } from '../load/same-answers.ts';
import { sendRequests } from '../load/send-requests.ts';
import type { Part } from '../part.ts';
import { startGateway } from '../start-gateways.ts';

const measuredGateways: readonly GatewayName[] = ['stock', 'hive', 'ours-plain'];
const body = JSON.stringify({ query: nestedQuery });
const load = { connections: 16, bodies: () => () => body };

/** A large answer of many fetches, in which the same things stand over and over; of a federation of its own. */
export const largeAnswer: Part = {
  gateways: [],
  async run({ extent, started, say }) {
    const program = 'canned/nested-main.ts';
    const canned = await startBenchProcess(started, { name: 'nested subgraphs', program });
    const settings = { subgraphsUrl: canned.url, supergraphSdl: composeNested(canned.url) };
    const names = measuredGateways.filter(isInstalled);
    const gateways = await Promise.all(names.map((name) => startGateway(started, name, settings)));
    const bytes = await requireSameAnswers(gateways, body);
    const requests = Math.ceil(extent.requests / 4);
    for (const { target } of gateways) await sendRequests({ ...load, target, requests, nextBody: () => body });
    say(`answers of ${bytes} bytes`);
    const measured = await measureGateways(gateways, { ...load, requests, rounds: Math.min(3, extent.rounds) });
    return {
      title: `A large answer: sixteen fetches, ${(bytes / 1_000).toFixed(0)} kB, the same entities over and over; sixteen at once`,
      table: [['gateway', 'CPU ms', 'a second', 'p50 ms', 'p99 ms', 'RSS MB'], ...measured.map(cellsOf)],
      notes: [],
      targets: [],
      charts: [
        {
          title: 'CPU a large answer',
          unit: 'ms',
          bars: measured.map(({ gateway, cpuMs }) => ({ label: gateway, value: cpuMs })),
        },
      ],
      figures: measured,
    };
  },
};

function composeNested(base: string): string {
  const services = nestedNames.map((name) => ({ name, url: `${base}/${name}`, typeDefs: nestedTypeDefs(name) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

function cellsOf({ gateway, cpuMs, perSecond, p50Ms, p99Ms, rssBytes }: Figures): string[] {
  return [
    gateway,
    cpuMs.toFixed(2),
    perSecond.toFixed(0),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    (rssBytes / 1e6).toFixed(0),
  ];
}
