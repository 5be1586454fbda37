import { chainHash } from '../record/canonical-text.ts';
import { type FindingKind, type Findings, recordFinding } from './finding.ts';
import { type Break, type Followed, type Judgement, judgeBreak } from './judge-break.ts';
import type { LogRow } from './log-row.ts';
import { fitAt } from './place-in-chain.ts';
import { readContent } from './read-content.ts';
import { type SignedHead, SignedHeads } from './signed-heads.ts';

/** What is known of a chain from elsewhere. */
export interface KnownChain {
  writer: string;
  /** The record before the first that should be there; its hash null: not known. */
  start: { seq: number; hash: string | null };
  /** In order of `seq`. */
  heads: readonly SignedHead[];
  /** After which record nothing follows; null: it did not end, or not in good order. */
  closedAt: number | null;
}

/** How many rows after one that does not fit are looked at before it is judged. */
const lookAhead = 3;

/** How many findings of one chain are told: what is wrong there by then is clear, and the rest mostly follows from it. */
const mostOfOneChain = 20;

/** Follows one chain from record to record. */
export class ChainWalk {
  readonly #known: KnownChain;
  readonly #heads: SignedHeads;
  readonly #findings: Findings;
  readonly #namesFields: (digest: string, row: LogRow) => void;
  #followed: Followed;
  #before: Break['before'] = null;
  #waiting: LogRow[] = [];
  #foundUpTo = 0;
  #told = 0;

  /** @param namesFields called for each record that names a set of fields */
  constructor(known: KnownChain, findings: Findings, namesFields: (digest: string, row: LogRow) => void) {
    this.#known = known;
    this.#heads = new SignedHeads(known.heads, known.start.seq);
    this.#findings = findings;
    this.#namesFields = namesFields;
    this.#followed = { last: known.start.seq, hash: known.start.hash, shift: 0 };
  }

  /** The next row of this chain. */
  take(row: LogRow): void {
    if (this.gaveUp) return;
    if (this.#waiting.length > 0 || !this.#follow(row)) this.#waiting.push(row);
    if (this.#waiting.length > lookAhead) this.#judge();
  }

  /** There are no more rows. */
  end(): void {
    while (this.#waiting.length > 0 && !this.gaveUp) this.#judge();
    this.#compareHead();
  }

  /** The last record, by the number that it was written with, and when it was recorded; null: there was none. */
  get last(): { seq: number; at: number } | null {
    return this.#before && { seq: this.#followed.last, at: this.#before.row.at };
  }

  /** Was so much found that the rest was not looked at? */
  get gaveUp(): boolean {
    return this.#told >= mostOfOneChain;
  }

  /** How many records at the end no checkpoint covers. */
  get uncovered(): number {
    return (
      this.#followed.last - Math.max(this.#known.start.seq, Math.min(this.#heads.last?.seq ?? 0, this.#followed.last))
    );
  }

  /** @returns false when it does not fit */
  #follow(row: LogRow): boolean {
    const { last, hash, shift } = this.#followed;
    const seq = last + 1;
    if (row.seq - shift !== seq) return false;
    const content = readContent(row.text);
    if (content === null) return false;
    const { record, canonical } = content;
    const isInPlace = record.seq === row.seq && record.at === row.at && record.writer === row.writer;
    const fits =
      hash === null || shift === 0
        ? isInPlace && (hash === null || chainHash(hash, canonical) === row.hash)
        : fitAt(row, hash, seq) !== null;
    if (!fits) return false;
    this.#advance(row, { last: seq, hash: row.hash, shift });
    if (typeof record.fields === 'string') this.#namesFields(record.fields, row);
    return true;
  }

  #advance(row: LogRow, followed: Followed): void {
    this.#compareHead();
    this.#before = { row, previous: this.#followed.hash };
    this.#followed = followed;
    if (this.#known.closedAt !== null && followed.last === this.#known.closedAt + 1) {
      this.#find('added', row.seq, row.at, 'its writer had ended, and signed that nothing of it follows');
    }
  }

  /** Of the record followed last: only then is it sure to be the one of its number. */
  #compareHead(): void {
    if (this.#before === null) return;
    const { row } = this.#before;
    const { agreed } = this.#heads;
    const other = this.#heads.compare(this.#followed.last, row.hash);
    if (other === null || this.#foundUpTo > agreed) return;
    const seen = `the checkpoint of ${new Date(other.at).toISOString()} signs another hash of record ${row.seq}`;
    this.#find('altered', agreed + 1, row.at, seen, row.seq);
  }

  #judge(): void {
    const [row, ...more] = this.#waiting;
    if (row === undefined) return;
    const judged = judgeBreak({
      followed: this.#followed,
      before: this.#before,
      rows: [row, ...more],
      signedHash: (seq) => this.#heads.hashOf(seq),
    });
    this.#find(judged.kind, judged.seq, (judged.row ?? this.#before?.row)?.at ?? null, judged.seen, judged.to);
    this.#goOn(row, judged);
    this.#waiting = [];
    for (const next of judged.became === 'again' ? [row, ...more] : more) this.take(next);
  }

  #goOn(row: LogRow, { became = 'followed', followed }: Judgement): void {
    if (became === 'followed') this.#advance(row, followed);
    else if (became === 'instead') this.#before = { row, previous: this.#before?.previous ?? null };
    this.#followed = followed;
  }

  #find(kind: FindingKind, seq: number, at: number | null, seen: string, to?: number): void {
    this.#foundUpTo = Math.max(this.#foundUpTo, to ?? seq);
    this.#told += 1;
    const place = { writer: this.#known.writer, seq, at, ...(to === undefined ? {} : { to }) };
    this.#findings.add(recordFinding(kind, place, seen));
  }
}
