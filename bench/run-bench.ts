import type { BenchArguments, PartName } from './arguments.ts';
import { type GatewayName, gatewayNames, isInstalled } from './gateway-names.ts';
import type { Part, PartContext, PartResult } from './part.ts';
import { caseload } from './parts/caseload.ts';
import { core } from './parts/core.ts';
import { documents } from './parts/documents.ts';
import { largeAnswer } from './parts/large-answer.ts';
import { latency } from './parts/latency.ts';
import { memory } from './parts/memory.ts';
import { type Say, startCanned, startGateways } from './start-gateways.ts';

const parts: Readonly<Record<PartName, Part>> = { core, caseload, latency, large: largeAnswer, documents, memory };

/** Runs the parts that are asked for, one after the other. What is started goes onto `started`. */
export async function runBench(
  options: BenchArguments,
  started: AsyncDisposableStack,
  { say, onResult }: { say: Say; onResult: (name: PartName, result: PartResult) => void },
): Promise<void> {
  const canned = await startCanned(started);
  const names = gatewayNames.filter((name) => isWanted(options, name));
  const running = await startGateways(started, { names, canned, say });
  const gateways = (...wanted: readonly GatewayName[]) =>
    wanted.flatMap((name) => running.filter((gateway) => gateway.name === name));
  for (const name of options.parts) {
    say(name);
    const own = started.use(new AsyncDisposableStack());
    const context: PartContext = { ...options, canned, gateways, started: own, say: (line) => say(`${name}: ${line}`) };
    onResult(name, await parts[name].run(context));
    await own.disposeAsync();
  }
}

function isWanted({ parts: wanted, profile }: BenchArguments, name: GatewayName): boolean {
  if (!isInstalled(name)) return false;
  return profile === null ? wanted.some((part) => parts[part].gateways.includes(name)) : profile === name;
}
