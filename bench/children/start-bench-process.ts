import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Answered, Told, Usage } from './messages.ts';

export interface BenchProcessOptions {
  /** For a person to read. */
  name: string;
  /** Relative to `bench/`. */
  program: string;
  /** What it is started with: `BENCH_SETTINGS`, as JSON. */
  settings?: object;
}

/** A process of the bench, up and listening. */
export interface BenchProcess {
  name: string;
  url: string;
  usage(): Promise<Usage>;
  tell(told: Told): Promise<void>;
}

/** What Node compiled is kept for the next start. */
const compileCache = fileURLToPath(new URL('../../.data/compile-cache', import.meta.url));

/** How long a process may take to come up, and to go. */
const startMs = 60_000;
const graceMs = 2_000;

/**
 * Starts a program of the bench as a process of its own, which ends with this one, and with `started`.
 *
 * @throws when it ends, or is not up in a minute
 */
export async function startBenchProcess(
  started: AsyncDisposableStack,
  options: BenchProcessOptions,
): Promise<BenchProcess> {
  const { name, program, settings = {} } = options;
  const child = fork(fileURLToPath(new URL(`../${program}`, import.meta.url)), {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: compileCache,
      BENCH_SETTINGS: JSON.stringify(settings),
    },
    execArgv: [],
    // A session of its own: Ctrl-C in the terminal reaches only us, and we end all in order.
    detached: true,
    // What a gateway logs on its standard output is written, as in use, but nobody reads it.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // Before it is up: the bench may be stopped meanwhile.
  started.defer(() => stop(child));
  const answers = answersOf(child, name);
  const first = await answers.next(startMs);
  if (!('up' in first)) throw new Error(`${name} said something else than where it listens`);
  return {
    name,
    url: first.up,
    usage: async () => {
      child.send({ ask: 'usage' } satisfies Told);
      const answered = await answers.next();
      if ('usage' in answered) return answered.usage;
      throw new Error(`${name} did not say what it used`);
    },
    tell: async (told) => {
      child.send(told);
      await answers.next();
    },
  };
}

// What a process answers, in order; rejects when it ends instead.
function answersOf(child: ChildProcess, name: string): { next(timeoutMs?: number): Promise<Answered> } {
  let waiting = Promise.withResolvers<Answered>();
  // Read or not: a process that ends while nobody waits is found out by who asks next.
  waiting.promise.catch(() => {});
  child.on('message', (answered: Answered) => waiting.resolve(answered));
  child.once('exit', (code, signal) => waiting.reject(new Error(`${name} ended (${signal ?? `exit code ${code}`})`)));
  return {
    async next(timeoutMs = 30_000) {
      const timer = new AbortController();
      const late = sleep(timeoutMs, undefined, { signal: timer.signal }).then(() => {
        throw new Error(`${name} did not answer in ${timeoutMs / 1_000} s`);
      });
      late.catch(() => {});
      try {
        const answered = await Promise.race([waiting.promise, late]);
        waiting = Promise.withResolvers();
        waiting.promise.catch(() => {});
        return answered;
      } finally {
        timer.abort();
      }
    },
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.connected) child.send({ ask: 'stop' } satisfies Told);
  const inTime = await Promise.race([ended.then(() => true), sleep(graceMs, false, { ref: false })]);
  if (!inTime) child.kill('SIGKILL');
  await ended;
}
