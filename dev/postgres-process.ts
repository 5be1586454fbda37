import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PostgresAccount, PostgresStartError } from './postgres-account.ts';

/** A running PostgreSQL server. */
export interface PostgresProcess {
  /** Orderly stop, at most 10 s, then cut short. */
  stop(): Promise<void>;
  /** Resolves when the server has ended, for whatever reason. */
  ended: Promise<void>;
}

const remembered = 20;

/**
 * Starts the server and waits until it accepts connections.
 *
 * @throws {PostgresStartError} with the server's last words when it ends before that
 */
export async function startPostgresProcess(
  account: PostgresAccount,
  program: string,
  args: readonly string[],
): Promise<PostgresProcess> {
  const { program: file, args: line, ...ids } = account.command(program, args);
  // A session of its own: Ctrl-C in the terminal must not stop it before those that use it.
  const child = spawn(file, line, { ...ids, cwd: '/', detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  await untilReady(child);
  const guard = stopWithUs(child);
  const ended = once(child, 'exit').then(() => {
    guard?.kill();
  });
  return { ended, stop: () => stop(child, ended) };
}

function untilReady(child: ChildProcess): Promise<void> {
  const lastWords: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (cause?: unknown) => {
      const words = lastWords.filter((line) => line.includes('FATAL') || line.includes('could not')).join('; ');
      reject(new PostgresStartError(`PostgreSQL did not start: ${words || lastWords.join('; ')}`, { cause }));
    };
    if (!child.stderr) return fail();
    const lines = createInterface({ input: child.stderr });
    lines.on('line', (line) => {
      lastWords.push(line);
      if (lastWords.length > remembered) lastWords.shift();
      if (line.includes('ready to accept connections')) resolve();
    });
    lines.once('close', () => fail());
    child.once('error', fail);
  });
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGINT');
  const inTime = await Promise.race([ended.then(() => true), sleep(10_000, false, { ref: false })]);
  if (!inTime) child.kill('SIGQUIT');
  await ended;
}

/** PostgreSQL does not notice when we are killed. A shell that waits for our end does, and then stops it. */
function stopWithUs(server: ChildProcess): ChildProcess | null {
  if (process.platform === 'win32' || server.pid === undefined) return null;
  const script = 'read -r _; kill -INT "$1" 2>/dev/null';
  const guard = spawn('/bin/sh', ['-c', script, 'korte-lijnen-postgres-guard', String(server.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => undefined);
  guard.unref();
  return guard;
}
