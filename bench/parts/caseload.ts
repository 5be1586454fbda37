import type { GatewayName } from '../gateway-names.ts';
import { caseloads } from '../load/bodies.ts';
import { type Figures, measureGateways } from '../load/measure-gateways.ts';
import { requireSameAnswers } from '../load/same-answers.ts';
import { sendRequests } from '../load/send-requests.ts';
import type { Part, Target } from '../part.ts';

const sizes = [1, 20, 100, 500];
const measuredGateways: readonly GatewayName[] = ['stock', 'ours-plain', 'ours-full'];

/** How many requests run at once: few, as an answer of five hundred clients is 3 MB. */
const connections = 4;

interface OfSize {
  clients: number;
  figures: readonly Figures[];
}

/** Client views of a whole caseload in one request: what one client of them costs. */
export const caseload: Part = {
  gateways: measuredGateways,
  async run({ extent, gateways, say }) {
    const all = gateways(...measuredGateways);
    const measured: OfSize[] = [];
    for (const clients of sizes) {
      const bodies = () => caseloads(clients);
      await requireSameAnswers(all, bodies()());
      // About as many clients for every size, but not so few requests that one more collection of garbage would decide.
      const requests = Math.max(Math.min(extent.requests, 4 * connections), Math.ceil((extent.requests * 6) / clients));
      for (const { target } of all) await sendRequests({ target, connections, requests, nextBody: bodies() });
      say(`caseloads of ${clients}`);
      const rounds = Math.min(5, extent.rounds);
      measured.push({ clients, figures: await measureGateways(all, { connections, requests, rounds, bodies }) });
    }
    return {
      title: 'Client views of a caseload in one request: CPU ms a client',
      table: [
        ['gateway', ...sizes.map((size) => `${size}`)],
        ...all.map(({ name }) => [name, ...costsOf(measured, name).map((cost) => cost.toFixed(3))]),
      ],
      notes: [`Four requests at once.`],
      targets: caseloadTargets(measured),
      charts: ['ours-full'].map((name) => ({
        title: `CPU a client, ${name}, by the size of the caseload`,
        unit: 'ms',
        bars: costsOf(measured, name).map((value, index) => ({ label: `${sizes[index]} clients`, value })),
      })),
      figures: measured,
    };
  },
};

function costsOf(measured: readonly OfSize[], name: string): number[] {
  return measured.flatMap(({ clients, figures }) =>
    figures.filter(({ gateway }) => gateway === name).map(({ cpuMs }) => cpuMs / clients),
  );
}

function caseloadTargets(measured: readonly OfSize[]): Target[] {
  return ['ours-plain', 'ours-full'].map((name) => {
    const costs = costsOf(measured, name);
    return {
      what: `${name}, cost a client as the caseload grows`,
      found: costs.map((cost) => cost.toFixed(2)).join(', '),
      wanted: 'falls',
      isMet: costs.every((cost, index) => index === 0 || cost < (costs[index - 1] ?? 0)),
    };
  });
}
