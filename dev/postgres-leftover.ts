import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Stops a PostgreSQL server that still serves this data directory after the process that started it was killed, and removes
 * a `postmaster.pid` that names a process which is gone or is something else by now. To be called by whoever holds the
 * directory's lock.
 *
 * @param timeoutMs how long an orderly stop may take before it is cut short
 */
export async function stopLeftover(dataDir: string, timeoutMs = 10_000): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  if (isPostgresOf(pid, dataDir)) {
    process.kill(pid, 'SIGINT');
    if (!(await hasEnded(pid, dataDir, timeoutMs))) {
      process.kill(pid, 'SIGQUIT');
      await hasEnded(pid, dataDir, timeoutMs);
    }
  }
  rmSync(pidFile, { force: true });
}

async function hasEnded(pid: number, dataDir: string, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    if (!isPostgresOf(pid, dataDir)) return true;
    await sleep(50);
  }
  return false;
}

/** The process ids of the machine are used again: only a command line that names the directory proves what it is. */
function isPostgresOf(pid: number, dataDir: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  const command = commandLine(pid);
  return command.includes('postgres') && command.includes(dataDir);
}

function commandLine(pid: number): string {
  if (process.platform === 'linux') {
    const path = `/proc/${pid}/cmdline`;
    return existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\0', ' ') : '';
  }
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? '';
}
