/**
 * The value below which this part of all values lies, by the nearest rank.
 *
 * @param sorted smallest first
 * @param part 0 to 1; 0.5 is the median
 */
export function percentile(sorted: readonly number[], part: number): number {
  const rank = Math.max(1, Math.ceil(part * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** The middle one of values in any order. */
export function median(values: readonly number[]): number {
  return percentile(
    [...values].sort((one, other) => one - other),
    0.5,
  );
}
