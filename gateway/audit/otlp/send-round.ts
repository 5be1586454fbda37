import { ldvLine } from '../export/ldv-line.ts';
import type { LogRecord } from '../record/log-record.ts';
import { type Collector, CollectorError } from './collector.ts';
import type { RetryTimes } from './retry-times.ts';
import type { SentPositions } from './sent-positions.ts';

/** How long the collector may take over one batch, in milliseconds. */
const sendTimeoutMs = 10_000;

/** What a round needs, besides the positions. */
export interface Sending {
  collector: Collector;
  ended: AbortSignal;
  /** Chains of which the collector refused the next lines: each waits by itself, so that none keeps another from going. */
  refused: RetryTimes;
  /** Told when lines of a chain were refused, with how long that chain waits. */
  onRefusal: (error: CollectorError, waitMs: number) => void;
}

/**
 * Sends a batch of each chain that has something unsent.
 *
 * @returns was any sent?
 * @throws {CollectorError} when the collector is away, and what the database says
 */
export async function sendRound(positions: SentPositions, sending: Sending): Promise<boolean> {
  const { refused, ended } = sending;
  let sentSomething = false;
  for (const chain of await positions.unsent()) {
    if (ended.aborted) break;
    if (refused.isWaiting(chain.writer)) continue;
    const records = await positions.next(chain);
    const last = records.at(-1);
    if (last === undefined || !(await isTaken(records, last.writer, sending))) continue;
    await positions.sent(last.writer, last.seq);
    refused.forget(last.writer);
    sentSomething = true;
  }
  return sentSomething;
}

async function isTaken(records: readonly LogRecord[], writer: string, sending: Sending): Promise<boolean> {
  const { collector, ended, refused, onRefusal } = sending;
  const lines = records.flatMap((record) => ldvLine(record) ?? []);
  if (lines.length === 0) return true;
  try {
    await collector.send(lines, AbortSignal.any([ended, AbortSignal.timeout(sendTimeoutMs)]));
    return true;
  } catch (error) {
    if (!(error instanceof CollectorError) || !error.isRefusal) throw error;
    onRefusal(error, refused.failed(writer));
    return false;
  }
}
