import { canonicalJson, chainHash } from '../record/canonical-text.ts';
import type { LogRow } from './log-row.ts';
import { readContent } from './read-content.ts';

/**
 * How a row fits the place after another: `whole`: it is what was written there. `moved`: it is, but the table has it under
 * another number. Else what of it was changed, all else being as it was written.
 */
export type Fit = 'whole' | 'moved' | 'number-changed' | 'time-changed' | 'writer-changed';

/**
 * Is this row what was written as record `seq` after the record of this hash?
 *
 * @param previous hash of the record before
 * @param seq the number that it was written with; the table may say another
 * @returns null when it is not
 */
export function fitAt(row: LogRow, previous: string | null, seq: number): Fit | null {
  const content = readContent(row.text);
  if (content === null || previous === null) return null;
  const { record } = content;
  const hashes = (changes: object) => chainHash(previous, canonicalJson({ ...record, ...changes })) === row.hash;
  if (hashes({ seq })) {
    if (record.writer !== row.writer) return null;
    if (record.at !== row.at) return 'time-changed';
    if (record.seq !== seq) return 'number-changed';
    return row.seq === seq ? 'whole' : 'moved';
  }
  if (record.at !== row.at && hashes({ seq, at: row.at })) return 'time-changed';
  if (record.writer !== row.writer && hashes({ seq, writer: row.writer })) return 'writer-changed';
  return null;
}

/** The number that the content of a row gives itself; null when it gives none. */
export function ownNumber(row: LogRow): number | null {
  const seq = readContent(row.text)?.record.seq;
  return typeof seq === 'number' ? seq : null;
}

/** Does the content of a row say that it stands in another chain? */
export function isOfOtherWriter(row: LogRow): boolean {
  const writer = readContent(row.text)?.record.writer;
  return typeof writer === 'string' && writer !== row.writer;
}
