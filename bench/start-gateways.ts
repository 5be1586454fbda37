import { readFileSync } from 'node:fs';
import { type BenchProcess, startBenchProcess } from './children/start-bench-process.ts';
import type { GatewayName } from './gateway-names.ts';
import type { MeasuredGateway } from './load/measure-gateways.ts';
import { schemaFile } from './schema-file.ts';
import { startSurroundings } from './start-surroundings.ts';
import { withAddresses } from './supergraph-addresses.ts';

/** What each of these is measured at. */
const paths: Readonly<Record<GatewayName, string>> = {
  'hand-written': '/',
  stock: '/',
  hive: '/graphql',
  'ours-plain': '/graphql',
  'ours-full': '/graphql',
};

/** A person's words for what is going on. */
export type Say = (line: string) => void;

/** Starts the canned subgraphs of the product's supergraph. */
export function startCanned(started: AsyncDisposableStack): Promise<BenchProcess> {
  return startBenchProcess(started, { name: 'canned subgraphs', program: 'canned/main.ts' });
}

/** Starts gateways before these subgraphs, each in a process of its own, and what our whole gateway needs if it is among them. */
export async function startGateways(
  started: AsyncDisposableStack,
  { names, canned, say }: { names: readonly GatewayName[]; canned: BenchProcess; say: Say },
): Promise<MeasuredGateway[]> {
  say(`starting ${names.join(', ')}`);
  const supergraphSdl = withAddresses(readFileSync(schemaFile('supergraph.graphql'), 'utf8'), canned.url);
  const settings = { subgraphsUrl: canned.url, supergraphSdl };
  return allOf(
    names.map(async (name) => {
      const surroundings = name === 'ours-full' ? await startSurroundings(started) : null;
      const gateway = await startGateway(started, name, { ...settings, ...surroundings?.settings });
      return surroundings ? { ...gateway, target: { ...gateway.target, headers: surroundings.headers } } : gateway;
    }),
  );
}

/** Starts one gateway. */
export async function startGateway(
  started: AsyncDisposableStack,
  name: GatewayName,
  settings: object,
): Promise<MeasuredGateway> {
  const process = await startBenchProcess(started, { name, program: `gateways/${name}.ts`, settings });
  return { name, process, target: { url: `${process.url}${paths[name]}` } };
}

// When one fails, the others are waited for: whoever then ends everything has to know of all.
async function allOf<Value>(starting: readonly Promise<Value>[]): Promise<Value[]> {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}
