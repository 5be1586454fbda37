import { spawnSync } from 'node:child_process';

/** The process and all that it started, by process id. */
export function processTree(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.filter(([, ppid]) => ppid === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return [pid, ...below(pid)];
}

export function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'stat='], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

/** The one of these processes that runs this program. */
export function processOf(pids: readonly number[], program: string): number {
  const found = pids.find((pid) => commandLine(pid).includes(program));
  if (found === undefined) throw new Error(`no process runs ${program}`);
  return found;
}

/** Resident memory, in bytes. */
export function memoryOf(pid: number): number {
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'rss='], { encoding: 'utf8' });
  return Number(stdout) * 1024;
}

/** Processor time used so far, in seconds. */
export function processorTimeOf(pid: number): number {
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'cputimes='], { encoding: 'utf8' });
  return Number(stdout);
}

function commandLine(pid: number): string {
  return spawnSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).stdout;
}
