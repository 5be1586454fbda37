/** How much the writer of the log takes on, and how long it waits. Times in milliseconds. */
export interface WriterLimits {
  /** How much is recorded in one statement at most; a release that is larger goes alone. */
  batchReleases: number;
  batchRecords: number;
  /** Characters of canonical text. */
  batchText: number;
  /** How much may wait. What comes then is refused at once. */
  queuedReleases: number;
  queuedRecords: number;
  /** From arrival until the verdict; then it is refused. */
  wait: number;
  /** The server gives up a statement. */
  statement: number;
  /** The server gives up waiting for a row that someone else changes. Short: all others wait behind it, at each halving. */
  lock: number;
  /** The connection is given up when a statement is not answered at all. Longer than `statement`. */
  silence: number;
  connect: number;
  /** Between attempts to connect: the first pause, doubled each time up to the last. */
  firstRetry: number;
  lastRetry: number;
  /** After this time without a statement it is asked whether the database still answers. */
  idle: number;
  /** How many statements may be committed and not yet confirmed by whoever must have them. */
  unconfirmed: number;
}

export const writerLimits: WriterLimits = {
  batchReleases: 256,
  batchRecords: 5_000,
  batchText: 2_000_000,
  queuedReleases: 2_000,
  queuedRecords: 20_000,
  wait: 3_000,
  statement: 2_000,
  lock: 250,
  silence: 2_500,
  connect: 3_000,
  firstRetry: 100,
  lastRetry: 2_000,
  idle: 5_000,
  unconfirmed: 16,
};
