import type { Figures } from '../load/measure-gateways.ts';

const columns = ['gateway', 'at once', 'CPU ms', 'a second', 'p50 ms', 'p99 ms', 'RSS MB'];

/** Figures as lines of a table, for a person to read. */
export function figureLines(figures: readonly Figures[]): string[] {
  return tableLines(columns, figures.map(cellsOf));
}

function cellsOf({ gateway, connections, cpuMs, perSecond, p50Ms, p99Ms, rssBytes }: Figures): string[] {
  const [rate, megabytes] = [perSecond.toFixed(0), (rssBytes / 1e6).toFixed(0)];
  return [gateway, String(connections), cpuMs.toFixed(3), rate, p50Ms.toFixed(1), p99Ms.toFixed(1), megabytes];
}

/** A table as text: the first column to the left, the others to the right. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('   '),
  );
}
