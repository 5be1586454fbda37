import type { FindingKind } from './finding.ts';
import type { LogRow } from './log-row.ts';
import { fitAt, isOfOtherWriter, ownNumber } from './place-in-chain.ts';

/** Up to where a chain has been followed. */
export interface Followed {
  /** The last record followed, by the number that it was written with; 0: none. */
  last: number;
  /** Its hash; null: not certain, and the next is taken at its word. */
  hash: string | null;
  /** What the table's numbers are more than those written with, since somebody moved all that follow. */
  shift: number;
}

/** Where a chain does not go on as it was written. */
export interface Break {
  followed: Followed;
  /** The row followed last, and the hash of the one before it; null: nothing was followed yet. */
  before: { row: LogRow; previous: string | null } | null;
  /** The row that does not fit, and some that come after it. */
  rows: readonly [LogRow, ...LogRow[]];
  /** The hash that a checkpoint says this record has, if one says so. */
  signedHash: (seq: number) => string | undefined;
}

/** What happened at a break, and from where to go on. */
export interface Judgement {
  kind: FindingKind;
  /** The first record concerned, and the last, as the table numbers them. */
  seq: number;
  to?: number;
  /** Whose time says when; null: the row before the break. */
  row: LogRow | null;
  seen: string;
  followed: Followed;
  /**
   * What became of the row that does not fit: it was followed (default); it was followed instead of the one before it; it is
   * none of the chain; or it is to be looked at again from there.
   */
  became?: 'followed' | 'instead' | 'passed' | 'again';
}

/** Says what happened where a chain does not go on as it was written. */
export function judgeBreak(at: Break): Judgement {
  const [row] = at.rows;
  const expected = at.followed.last + 1 + at.followed.shift;
  if (!(row.seq >= expected)) return judgeDouble(at, row);
  if (row.seq > expected) return judgeGap(at, row, expected);
  return judgeAdded(at, row) ?? judgeRemoved(at, row) ?? judgeChanged(at, row);
}

/** A number that the chain already had, or that is none. */
function judgeDouble({ followed, before, rows, signedHash }: Break, row: LogRow): Judgement {
  const { last, hash, shift } = followed;
  if (before && before.row.seq === row.seq && fitAt(row, before.previous, last)) {
    const next = rows[1];
    const goesOnFromThis = next !== undefined && fitAt(next, row.hash, last + 1) && !fitAt(next, hash, last + 1);
    if (goesOnFromThis || signedHash(last) === row.hash) {
      const seen = 'a second record has this number, and the chain goes on from that one';
      const after = { last, hash: row.hash, shift };
      return { kind: 'added', seq: row.seq, row: before.row, seen, followed: after, became: 'instead' };
    }
  }
  const became = 'passed';
  const own = ownNumber(row);
  if (own !== null && own !== row.seq && !isOfOtherWriter(row)) {
    return { kind: 'reordered', seq: row.seq, row, seen: `it says itself that it is record ${own}`, followed, became };
  }
  const seen = 'the chain already has a record of this number, or had dropped it after its term';
  return { kind: 'added', seq: row.seq, row, seen, followed, became };
}

function judgeGap({ followed, rows }: Break, row: LogRow, expected: number): Judgement {
  const { last, hash, shift } = followed;
  if (fitAt(row, hash, last + 1)) {
    const next = rows[1];
    const moves = next !== undefined && fitAt(next, row.hash, last + 2) !== null && next.seq === row.seq + 1;
    const seen = `it was written as record ${expected - shift}`;
    const after = { last: last + 1, hash: row.hash, shift: moves ? row.seq - (last + 1) : shift };
    return { kind: 'reordered', seq: expected, row, seen, followed: after };
  }
  const own = ownNumber(row);
  if (own !== null && own !== row.seq && own !== row.seq - shift && !isOfOtherWriter(row)) {
    const seen = `it says itself that it is record ${own}`;
    return { kind: 'reordered', seq: row.seq, row, seen, followed, became: 'passed' };
  }
  const missing = { kind: 'missing' as const, seq: expected, to: row.seq - 1, row: null };
  const seen = `after it the chain goes on with record ${row.seq}`;
  return { ...missing, seen, followed: { last: row.seq - shift - 1, hash: null, shift }, became: 'again' };
}

/** A record was put in, and those after it moved up, if they were. */
function judgeAdded({ followed, before, rows }: Break, row: LogRow): Judgement | null {
  const { last, hash, shift } = followed;
  const next = rows.slice(1).find((other) => fitAt(other, hash, last + 1));
  const isExchanged = next && fitAt(row, next.hash, last + 2);
  if (next && next.seq - row.seq <= 1 && !isExchanged) {
    const seen = 'the chain goes on after it as if it were not there';
    const after = { last, hash, shift: shift + next.seq - row.seq };
    return { kind: 'added', seq: row.seq, row, seen, followed: after, became: 'passed' };
  }
  if (before && fitAt(before.row, before.previous, last) && fitAt(row, before.previous, last)) {
    const seen = 'the record after it follows on the one before it';
    const after = { last, hash: row.hash, shift: shift + 1 };
    return { kind: 'added', seq: before.row.seq, row: before.row, seen, followed: after, became: 'instead' };
  }
  return null;
}

/** Records were taken out, and those after them moved down. */
function judgeRemoved({ followed, rows }: Break, row: LogRow): Judgement | null {
  const { last, shift } = followed;
  const own = ownNumber(row);
  if (own === null || isOfOtherWriter(row)) return null;
  const next = rows[1];
  const gone = own - (last + 1);
  const movedDown = (by: number) => next !== undefined && fitAt(next, row.hash, last + 2 + by) !== null;
  const by = gone > 0 && (next === undefined || movedDown(gone)) ? gone : gone === 0 && movedDown(1) ? 1 : 0;
  if (by === 0) return null;
  const seen = 'what follows was given the numbers of what is gone';
  const after = { last: last + 1 + by, hash: row.hash, shift: shift - by };
  return { kind: 'missing', seq: row.seq, to: row.seq + by - 1, row: null, seen, followed: after };
}

function judgeChanged({ followed, before, rows, signedHash }: Break, row: LogRow): Judgement {
  const { last, hash, shift } = followed;
  const next = rows[1];
  const goesOn = next !== undefined && fitAt(next, row.hash, last + 2) !== null;
  const after = { last: last + 1, hash: goesOn ? row.hash : null, shift };
  const about = { seq: row.seq, row, followed: after };
  const signed = signedHash(last) ?? null;
  if (before && signed !== hash && fitAt(row, signed, last + 1)) {
    const seen = 'a checkpoint signs another hash of it, and the record after it follows on that one';
    const goingOn = { ...after, hash: row.hash };
    return { kind: 'altered', seq: before.row.seq, row: before.row, seen, followed: goingOn };
  }
  const fit = fitAt(row, hash, last + 1);
  if (fit) return { kind: 'altered', ...about, followed: { ...after, hash: row.hash }, seen: changed[fit] };
  if (isOfOtherWriter(row)) return { kind: 'added', ...about, seen: 'it says itself that it is of another chain' };
  const own = ownNumber(row);
  if (own !== null && own !== row.seq) {
    return { kind: 'reordered', ...about, seen: `it says itself that it is record ${own}` };
  }
  const seen =
    'its content does not give its hash; or its hash, and the content of the record before it, were written anew';
  return { kind: 'altered', ...about, seen };
}

const changed = {
  whole: 'its place was changed',
  moved: 'its place was changed',
  'number-changed': 'the number that it gives itself was changed',
  'time-changed': 'its time was changed',
  'writer-changed': 'the chain that it says it is of was changed',
};
