import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Say } from './say.ts';

export interface ChildOptions {
  /** For a person to read; stands before each line that it prints. */
  name: string;
  /** The program, relative to the repository's root. */
  program: string;
  /** All of its environment. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Options of V8 and Node. */
  nodeOptions?: readonly string[];
  say: Say;
}

/** A process of the set. */
export interface Child {
  name: string;
  pid: number;
  /** Resolves when it has ended, with how: `housing ended (exit code 1): what it said last`. */
  ended: Promise<{ code: number | null; reason: string }>;
  /** SIGTERM, and SIGKILL when it still runs after 5 s. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const graceMs = 5_000;

/** Starts a TypeScript program as a process of its own that ends with this one. What it prints is passed on, with its name. */
export function startChild(options: ChildOptions): Child {
  const { name, program, environment, nodeOptions = [], say } = options;
  const child = spawn(process.execPath, [...nodeOptions, '--import', './dev/end-with-parent.ts', program], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A session of its own: Ctrl-C in the terminal reaches only us, and we end the set in order.
    detached: true,
  });
  let lastWords = '';
  const passOn = (line: string) => say(`${name.padEnd(18)} | ${line}`);
  const printed = [
    linesOf(child.stdout, passOn),
    linesOf(child.stderr, (line) => {
      if (isTelling(line)) lastWords = line;
      passOn(line);
    }),
  ];
  const ended = endOf(child, printed).then(({ code, how }) => {
    return { code, reason: `${name} ended (${how})${lastWords === '' ? '' : `: ${lastWords}`}` };
  });
  return { name, pid: child.pid ?? 0, ended, stop: () => stop(child, ended) };
}

/** Not part of a stack trace, nor what Node prints below one. */
function isTelling(line: string): boolean {
  return /^\S/.test(line) && !/^(}|Node\.js v)/.test(line);
}

async function linesOf(stream: Readable | null, onLine: (line: string) => void): Promise<void> {
  if (!stream) return;
  const lines = createInterface({ input: stream });
  lines.on('line', onLine);
  await once(lines, 'close');
}

async function endOf(child: ChildProcess, printed: readonly Promise<void>[]) {
  const { promise, resolve } = Promise.withResolvers<{ code: number | null; how: string }>();
  child.once('exit', (code, signal) => resolve({ code, how: signal ?? `exit code ${code}` }));
  child.once('error', (error) => resolve({ code: null, how: error.message }));
  const end = await promise;
  await Promise.race([Promise.all(printed), sleep(500, undefined, { ref: false })]);
  return end;
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const inTime = await Promise.race([ended.then(() => true), sleep(graceMs, false, { ref: false })]);
  if (!inTime) child.kill('SIGKILL');
  await ended;
}
