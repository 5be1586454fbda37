import type pg from 'pg';
import { fieldSet } from '../record/field-set.ts';
import type { Findings } from './finding.ts';
import type { LogRow } from './log-row.ts';

const setsAtOnce = 500;

/** The sets of fields that records name, as they stand in the table. */
export class KnownFieldSets {
  readonly #digests = new Set<string>();
  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  get count(): number {
    return this.#digests.size;
  }

  /** Reads all sets, and looks whether each is what its digest says. */
  async read(client: pg.ClientBase): Promise<void> {
    await client.query('declare field_sets no scroll cursor for select digest, coordinates from audit.field_sets');
    for (;;) {
      const { rows } = await client.query<{ digest: string; coordinates: string[] }>(
        `fetch ${setsAtOnce} from field_sets`,
      );
      if (rows.length === 0) break;
      for (const { digest, coordinates } of rows) this.#check(digest, coordinates);
    }
    await client.query('close field_sets');
  }

  /** A record names this set. */
  named(digest: string, { writer, seq, at }: LogRow): void {
    if (this.#digests.has(digest)) return;
    // Told once; many records may name it.
    this.#digests.add(digest);
    const seen = 'the fields that it says were released are not there';
    this.#findings.add({ kind: 'missing', of: 'field-set', writer, seq, to: null, at, seen });
  }

  #check(digest: string, coordinates: readonly string[]): void {
    this.#digests.add(digest);
    const set = fieldSet(coordinates);
    // A newline would make two coordinates of one.
    const isOne = set.coordinates.length === coordinates.length && coordinates.every((one) => !one.includes('\n'));
    if (set.digest === digest && isOne) return;
    const seen = `the set of fields ${printable(digest)} is not what its digest says`;
    this.#findings.add({ kind: 'altered', of: 'field-set', writer: null, seq: null, to: null, at: null, seen });
  }
}

/** Whoever changed it may have written anything there. */
function printable(digest: string): string {
  return /^[0-9a-f]{64}$/.test(digest) ? digest : 'of a digest that is none';
}
