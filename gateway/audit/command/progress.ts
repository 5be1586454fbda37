import type { CommandContext } from './audit-command.ts';

/** Told how much of how much is done. */
export type OnProgress = (done: number, total: number) => void;

export interface Progress {
  onProgress: OnProgress;
  /** Takes a bar away, so that what is written next stands alone. */
  end(): void;
}

const barWidth = 24;
const redrawMs = 100;

/** Shows progress on the standard error: a bar where that is a terminal, else a line for every tenth part. */
export function showProgress({ stderr }: Pick<CommandContext, 'stderr'>, what: string): Progress {
  const began = performance.now();
  const line = (done: number, total: number) => progressText(done, total, performance.now() - began, what);
  return stderr.isTTY ? bar(stderr, line) : lines(stderr, line);
}

/** For those who want none. */
export const noProgress: Progress = { onProgress: () => {}, end: () => {} };

function bar(stderr: CommandContext['stderr'], text: (done: number, total: number) => string): Progress {
  let drawn = Number.NEGATIVE_INFINITY;
  const clear = '\r\u001b[K';
  return {
    onProgress(done, total) {
      if (performance.now() - drawn < redrawMs) return;
      drawn = performance.now();
      const filled = Math.round(part(done, total) * barWidth);
      const drawing = `[${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}] ${text(done, total)}`;
      stderr.write(clear + drawing.slice(0, (stderr.columns ?? 120) - 1));
    },
    end: () => void (drawn > 0 && stderr.write(clear)),
  };
}

function lines(stderr: CommandContext['stderr'], text: (done: number, total: number) => string): Progress {
  let told = 0;
  return {
    onProgress(done, total) {
      const tenths = Math.floor(part(done, total) * 10);
      if (tenths <= told) return;
      told = tenths;
      stderr.write(`${text(done, total)}\n`);
    },
    end: () => {},
  };
}

function part(done: number, total: number): number {
  return total === 0 ? 1 : Math.min(done / total, 1);
}

/** `45 %  450,000 of 1,000,000 records, 31,000 a second, 18 s left` */
export function progressText(done: number, total: number, elapsedMs: number, what: string): string {
  const aSecond = elapsedMs > 0 ? (done / elapsedMs) * 1_000 : 0;
  const left = aSecond > 0 ? `, ${Math.ceil(Math.max(total - done, 0) / aSecond)} s left` : '';
  const percent = `${Math.floor(part(done, total) * 100)} %`.padStart(5);
  return `${percent}  ${count(done)} of ${count(total)} ${what}, ${count(Math.round(aSecond))} a second${left}`;
}

/** `1,000,000` */
export function count(value: number): string {
  return value.toLocaleString('en');
}
