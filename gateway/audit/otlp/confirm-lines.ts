import { AuditUnavailableError } from '../../errors.ts';
import { ldvLine } from '../export/ldv-line.ts';
import type { Confirm } from '../release.ts';
import type { Collector } from './collector.ts';

/** How long the collector may take to acknowledge what one answer waits for, in milliseconds. */
const timeoutMs = 2_000;

/**
 * For a collector that is mandatory: resolves when it has acknowledged each of the lines, so that no answer leaves before.
 *
 * What it throws comes after the commit: the log then has records of an answer that did not leave, never the other way about.
 *
 * @throws {AuditUnavailableError} when it did not, or not within two seconds
 */
export function confirmLines(collector: Collector): Confirm {
  return async (records) => {
    const lines = records.flatMap((record) => ldvLine(record) ?? []);
    if (lines.length === 0) return;
    try {
      await collector.send(lines, AbortSignal.timeout(timeoutMs));
    } catch (cause) {
      throw new AuditUnavailableError('the log could not be confirmed', { cause });
    }
  };
}
