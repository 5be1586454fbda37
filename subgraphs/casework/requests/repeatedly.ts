/**
 * Does something again and again, each time so long after it was done; it keeps no process alive.
 *
 * @param everyMs in milliseconds; null: never
 * @param first `at once`: without waiting the first time
 * @returns ends it
 */
export function repeatedly(work: () => Promise<unknown>, everyMs: number | null, first?: 'at once'): () => void {
  if (everyMs === null) return () => {};
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const run = async () => {
    await work();
    if (!ended) timer = setTimeout(() => void run(), everyMs).unref();
  };
  if (first) void run();
  else timer = setTimeout(() => void run(), everyMs).unref();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
