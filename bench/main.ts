import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type BenchArguments, readArguments, usage } from './arguments.ts';
import { measureCore, nextClients, requireSameAnswers } from './parts/core.ts';
import { figureLines } from './report/table.ts';
import { runStages } from './stages/run-stages.ts';
import { gatewayNames, startGateways } from './start-gateways.ts';

const say = (line: string) => console.error(`bench: ${line}`);

async function run(options: BenchArguments): Promise<void> {
  const { profile, json } = options;
  await using running = await startGateways(profile ? [profile] : gatewayNames, say);
  const { gateways } = running;
  say(`all answer the same, in ${await requireSameAnswers(gateways, nextClients()())} bytes`);
  const figures = await measureCore(gateways, { ...options, say });
  for (const line of figureLines(figures)) console.log(line);
  mkdirSync(dirname(resolve(json)), { recursive: true });
  writeFileSync(json, `${JSON.stringify({ core: figures }, null, 2)}\n`);
}

async function main(args: string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === 'stages') return runStages(rest);
  const options = readArguments(args);
  if ('wrong' in options) {
    console.error(`bench: ${options.wrong}\n\n${usage}`);
    return 2;
  }
  if ('help' in options) {
    console.log(usage);
    return 0;
  }
  await run(options);
  return 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  return 1;
});
