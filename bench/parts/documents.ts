import { readFileSync } from 'node:fs';
import { documentAfterDocument } from '../load/distinct-documents.ts';
import { sendRequests } from '../load/send-requests.ts';
import type { Part } from '../part.ts';
import { percentile } from '../report/percentile.ts';
import { schemaFile } from '../schema-file.ts';
import { startGateway } from '../start-gateways.ts';
import { withAddresses } from '../supergraph-addresses.ts';

const steps = 10;

/** One tenth of all documents. */
interface Step {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  rssBytes: number;
  /** The 99th percentile of how late timers ran in the gateway. */
  loopDelayMs: number;
}

/** Documents that are all new: how many are planned a second, what that does to all else, and what stays in memory. */
export const documents: Part = {
  gateways: [],
  async run({ extent, canned, started, say }) {
    const supergraphSdl = withAddresses(readFileSync(schemaFile('supergraph.graphql'), 'utf8'), canned.url);
    const { process, target } = await startGateway(started, 'ours-plain', { subgraphsUrl: canned.url, supergraphSdl });
    const nextBody = documentAfterDocument();
    await sendRequests({ target, connections: 4, requests: Math.min(50, extent.documents), nextBody });
    const before = await process.usage();
    const requests = Math.ceil(extent.documents / steps);
    const found: Step[] = [];
    for (let step = 1; step <= steps; step += 1) {
      const { elapsedMs, latenciesMs } = await sendRequests({ target, connections: 4, requests, nextBody });
      const { rssBytes, loopDelayMs } = await process.usage();
      const times = { p50Ms: percentile(latenciesMs, 0.5), p99Ms: percentile(latenciesMs, 0.99) };
      found.push({ perSecond: (requests / elapsedMs) * 1_000, ...times, rssBytes, loopDelayMs });
      say(`${step * requests} documents, RSS ${(rssBytes / 1e6).toFixed(0)} MB`);
    }
    const rows = found.map((step, index) => cellsOf((index + 1) * requests, step));
    return {
      title: `${requests * steps} distinct documents to ours-plain, four at once`,
      table: [['documents', 'a second', 'p50 ms', 'p99 ms', 'loop p99 ms', 'RSS MB'], ...rows],
      notes: [`RSS before: ${(before.rssBytes / 1e6).toFixed(0)} MB. "loop": how late timers ran in the gateway.`],
      targets: [],
      charts: [
        {
          title: 'RSS as distinct documents come in, ours-plain',
          unit: 'MB',
          bars: found.map(({ rssBytes }, index) => ({ label: `${(index + 1) * requests}`, value: rssBytes / 1e6 })),
        },
      ],
      figures: { before, steps: found },
    };
  },
};

function cellsOf(count: number, { perSecond, p50Ms, p99Ms, rssBytes, loopDelayMs }: Step): string[] {
  return [
    String(count),
    perSecond.toFixed(0),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    loopDelayMs.toFixed(1),
    (rssBytes / 1e6).toFixed(0),
  ];
}
