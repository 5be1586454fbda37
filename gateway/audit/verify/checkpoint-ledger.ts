import { CheckpointInvalidError } from '../../errors.ts';
import { type Checkpoint, checkpointDigest } from '../checkpoints/checkpoint.ts';
import type { Finding, Findings } from './finding.ts';
import type { SignedHead } from './signed-heads.ts';

/** Reads a checkpoint of which the signature holds. Throws {CheckpointInvalidError}. */
export type ReadSigned = (jws: string) => Checkpoint;

/** What is known of the checkpoints of one writer, from the table. */
interface Maker {
  /** Digest of its last one there. */
  last: string;
  opened: boolean;
  /** Was a gap in its checkpoints told already? */
  told: boolean;
  inFile: boolean;
}

/** Where a checkpoint was seen, and of whom it is. */
interface Seen {
  by: string;
  inTable: boolean;
  inFile: boolean;
}

/** How many checkpoints there are. */
export interface CheckpointCount {
  table: number;
  file: number;
  /** In the table and not in the file, the newest of their writers: they may still come, unless their process was killed. */
  unfiled: number;
  /** Lines of the files that cannot be read: a crash or a full disk leaves such. What they would say stands in the table. */
  unreadable: number;
}

/** What is said when a checkpoint is not what it should be. */
type Told = Pick<Finding, 'kind' | 'seen'> & { writer?: string; at?: number };

/**
 * The checkpoints of the table and of the files outside the database, held against each other, and what they sign. Memory grows
 * with their number, some 450 bytes each, not with the number of records.
 */
export class CheckpointLedger {
  readonly #read: ReadSigned;
  readonly #findings: Findings;
  readonly #makers = new Map<string, Maker>();
  readonly #seen = new Map<string, Seen>();
  readonly #heads = new Map<string, SignedHead[]>();
  readonly #closedAt = new Map<string, number>();
  readonly #dropped = new Map<string, { seq: number; hash: string }>();
  #unreadable = 0;
  #unfiled = 0;

  constructor(read: ReadSigned, findings: Findings) {
    this.#read = read;
    this.#findings = findings;
  }

  get count(): CheckpointCount {
    const seen = [...this.#seen.values()];
    return {
      table: seen.filter(({ inTable }) => inTable).length,
      file: seen.filter(({ inFile }) => inFile).length,
      unfiled: this.#unfiled,
      unreadable: this.#unreadable,
    };
  }

  /** Of whom there are checkpoints in no file that was given. */
  get makersWithoutFile(): number {
    return [...this.#makers.values()].filter(({ inFile }) => !inFile).length;
  }

  /** Writers of whom something is signed. */
  writers(): IterableIterator<string> {
    return this.#heads.keys();
  }

  /** What is signed of a chain, in order. */
  headsOf(writer: string): readonly SignedHead[] {
    return (this.#heads.get(writer) ?? []).toSorted((one, other) => one.seq - other.seq);
  }

  closedAt(writer: string): number | null {
    return this.#closedAt.get(writer) ?? null;
  }

  /** The last record of a chain that was dropped after its term. */
  droppedUpTo(writer: string): { seq: number; hash: string } | undefined {
    return this.#dropped.get(writer);
  }

  hasOpened(writer: string): boolean {
    return this.#makers.get(writer)?.opened ?? false;
  }

  /** A row of the table, in the order in which they were added. */
  addFromTable(row: { id: string; jws: string }): void {
    const where = `checkpoint ${row.id} of the table`;
    const checkpoint = this.#valid(row.jws, where);
    if (!checkpoint) return;
    const digest = checkpointDigest(row.jws);
    const { by, at, kind, previous } = checkpoint;
    const maker = this.#makers.get(by);
    const follows = maker ? previous === maker.last : previous === null && kind === 'opened';
    if (!follows && !maker?.told) {
      this.#tell({ kind: 'missing', writer: by, at, seen: `a checkpoint that should stand before ${where}` });
    }
    this.#makers.set(by, {
      last: digest,
      opened: (maker?.opened ?? false) || kind === 'opened',
      told: (maker?.told ?? false) || !follows,
      inFile: false,
    });
    this.#seen.set(digest, { by, inTable: true, inFile: false });
    this.#keep(checkpoint);
  }

  /** A line of a file; all rows of the table have been added. @param isOld written before the table was read */
  addFromFile(line: { where: string; jws: string | null; isOld: boolean }): void {
    if (line.jws === null) {
      this.#unreadable += 1;
      return;
    }
    const digest = checkpointDigest(line.jws);
    const seen = this.#seen.get(digest);
    if (seen) {
      seen.inFile = true;
      const maker = this.#makers.get(seen.by);
      if (maker) maker.inFile = true;
      return;
    }
    // What was added to both since the table was read.
    if (!line.isOld) return;
    const checkpoint = this.#valid(line.jws, line.where);
    if (!checkpoint) return;
    const { by, at } = checkpoint;
    this.#tell({ kind: 'missing', writer: by, at, seen: `the table has no longer what stands in ${line.where}` });
    const maker = this.#makers.get(by) ?? { last: digest, opened: false, told: true, inFile: true };
    this.#makers.set(by, { ...maker, opened: maker.opened || checkpoint.kind === 'opened', inFile: true });
    this.#seen.set(digest, { by, inTable: false, inFile: true });
    this.#keep(checkpoint);
  }

  /**
   * All lines of all files have been added. What a writer kept last may not stand in its file: it is about to be written there,
   * or its process ended before it was, or the disk was full. Until then the table says the same.
   */
  compareWithFiles(): void {
    let place = 0;
    const lastFiled = new Map<string, number>();
    for (const { by, inFile } of this.#seen.values()) {
      place += 1;
      if (inFile) lastFiled.set(by, place);
    }
    place = 0;
    for (const { by, inFile } of this.#seen.values()) {
      place += 1;
      if (inFile || !lastFiled.has(by)) continue;
      if (place > (lastFiled.get(by) ?? 0)) this.#unfiled += 1;
      else this.#tell({ kind: 'missing', writer: by, seen: 'a checkpoint of the table is missing in the file' });
    }
  }

  #valid(jws: string, where: string): Checkpoint | null {
    try {
      return this.#read(jws);
    } catch (error) {
      if (!(error instanceof CheckpointInvalidError)) throw error;
      this.#tell({ kind: 'altered', seen: `${where}: ${error.message}` });
      return null;
    }
  }

  #keep({ kind, by, at, heads }: Checkpoint): void {
    for (const { writer, seq, hash } of heads) {
      if (kind === 'retention' && seq >= (this.#dropped.get(writer)?.seq ?? 0))
        this.#dropped.set(writer, { seq, hash });
      if (kind === 'closed' && writer === by) this.#closedAt.set(by, seq);
      if (seq === 0) continue;
      const kept = this.#heads.get(writer);
      if (kept) kept.push({ seq, hash, at });
      else this.#heads.set(writer, [{ seq, hash, at }]);
    }
  }

  #tell({ kind, seen, writer, at }: Told): void {
    this.#findings.add({ kind, of: 'checkpoint', writer: writer ?? null, seq: null, to: null, at: at ?? null, seen });
  }
}
