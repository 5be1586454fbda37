import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type FreeAddresses, freeAddresses } from '../../dev/free-addresses.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where a set can be started: a directory and ports of its own. */
export interface Place extends FreeAddresses, Disposable {
  directory: string;
  dataDir: string;
}

/** A program of ours that runs as a process of its own. */
export interface Started extends AsyncDisposable {
  process: ChildProcess;
  /** What it printed so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves with the exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

export async function findPlace(): Promise<Place> {
  const directory = mkdtempSync(join(tmpdir(), 'korte-lijnen-start-'));
  chmodSync(directory, 0o711);
  return {
    ...(await freeAddresses(directory)),
    directory,
    dataDir: join(directory, 'data'),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Runs what `npm start` or `npm run demo` runs, with nothing of the test's own environment. */
export function run(
  script: 'start' | 'demo',
  args: readonly string[],
  environment: Record<string, string> = {},
): Started {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [...commandOf(script), ...args], {
    cwd: root,
    env: { PATH, HOME, LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      printed[name] += chunk.toString();
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  return {
    process: child,
    stdout: () => printed.stdout,
    stderr: () => printed.stderr,
    ended,
    [Symbol.asyncDispose]: async () => {
      // In order, so that nothing still writes in the place's directory when that is removed.
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(late);
    },
  };
}

/** `exec node --some-option dev/start.ts`, without what comes before the arguments. */
function commandOf(script: 'start' | 'demo'): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const words = String(scripts[script]).split(' ');
  return words.slice(words.indexOf('node') + 1);
}

/** `npm start` at this place. */
export function start(place: Place, environment: Record<string, string> = {}): Started {
  const { organisationsFile, dataDir, identityPort, gatewayPort } = place;
  const args = ['--organisations', organisationsFile, '--data', dataDir, '--identity-port', String(identityPort)];
  return run('start', args, { PORT: String(gatewayPort), ...environment });
}

/** Waits for the invitation that stands at the end; fails when it ends before. */
export async function untilReady(started: Started): Promise<void> {
  const ended = started.ended.then((code) => {
    throw new Error(`ended (${code}) before it was ready: ${started.stdout()}${started.stderr()}`);
  });
  await Promise.race([until(() => started.stdout().includes('Ctrl-C ends everything')), ended]);
}

export async function until(holds: () => boolean, timeoutMs = 90_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms: ${holds}`);
    await sleep(50);
  }
}

/** Asks what the set invites to paste: a part of case 5, with the token it printed. */
export async function askAsInvited(started: Started): Promise<unknown> {
  const text = started.stdout();
  const [, token = ''] = /^TOKEN=(\S+)$/m.exec(text) ?? [];
  const [command = '', url, body] = /^curl -s (\S+) .*--data '(.*)'$/m.exec(text) ?? [];
  const given = [...command.matchAll(/-H ['"]([^:]+): ([^'"]+)['"]/g)];
  const headers = Object.fromEntries(given.map(([, name, value]) => [name, String(value).replace('$TOKEN', token)]));
  const response = await fetch(String(url), { method: 'POST', headers, body: String(body) });
  return response.json();
}

/** The addresses that any process of a recorded set connected to. */
export function recordedConnections(file: string): string[] {
  return [
    ...new Set(
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(' ').at(-1) ?? ''),
    ),
  ];
}
