import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchArguments, readArguments, usage } from './arguments.ts';
import type { PartResult } from './part.ts';
import { drawSvg } from './report/draw-svg.ts';
import { resultLines, targetLines } from './report/print-result.ts';

const say = (line: string) => console.error(`bench: ${line}`);
function print(lines: readonly string[]): void {
  for (const line of lines) console.log(line);
}

/** Where a run's drawing goes: beside its figures. */
const drawingBeside = (json: string) => `${json.replace(/\.json$/, '')}.svg`;

async function measure(options: BenchArguments): Promise<number> {
  const results = new Map<string, PartResult>();
  await untilStopped(async (started) => {
    const { runBench } = await import('./run-bench.ts');
    await runBench(options, started, {
      say,
      onResult(name, result) {
        results.set(name, result);
        print(resultLines(result));
      },
    });
  });
  const targets = [...results.values()].flatMap((result) => result.targets);
  print(targetLines(targets));
  writeFigures(options.json, results);
  return options.strict && targets.some(({ isMet }) => isMet === false) ? 1 : 0;
}

/** Someone pressed Ctrl-C. */
class StoppedError extends Error {}

/** How long what was about to start may take to find out that it is stopped. */
const graceMs = 10_000;

// Runs something, and ends all that it started, however it ends.
async function untilStopped(run: (started: AsyncDisposableStack) => Promise<void>): Promise<void> {
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(new StoppedError());
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const started = new AsyncDisposableStack();
  const running = run(started);
  try {
    await Promise.race([running, stopped.promise]);
  } finally {
    await started.disposeAsync();
    await Promise.race([Promise.allSettled([running]), sleep(graceMs, undefined, { ref: false })]);
  }
}

function writeFigures(json: string, results: ReadonlyMap<string, PartResult>): void {
  mkdirSync(dirname(resolve(json)), { recursive: true });
  const found = [...results].map(([name, { figures, targets }]) => [name, { figures, targets }]);
  writeFileSync(
    json,
    `${JSON.stringify({ at: new Date(), node: process.version, ...Object.fromEntries(found) }, null, 2)}\n`,
  );
  writeFileSync(drawingBeside(json), drawSvg([...results.values()].flatMap(({ charts }) => charts)));
  say(`figures in ${json}, drawn in ${drawingBeside(json)}`);
}

// What is not needed for a command line that is wrong is not loaded for it.
async function main(args: string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === 'stages') return (await import('./stages/run-stages.ts')).runStages(rest);
  const options = readArguments(args);
  if ('wrong' in options) {
    console.error(`bench: ${options.wrong}\n\n${usage}`);
    return 2;
  }
  if ('help' in options) {
    console.log(usage);
    return 0;
  }
  return measure(options);
}

// Not awaited at the end: what still runs when the bench is stopped has nobody to wait for it.
main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (!(error instanceof StoppedError)) console.error(error);
    process.exit(error instanceof StoppedError ? 130 : 1);
  },
);
