/** What happened to a part of the log. */
export type FindingKind =
  /** It is not what was written. */
  | 'altered'
  /** It was written, and is not there. */
  | 'missing'
  /** It is there, and its writer did not write it. */
  | 'added'
  /** It stands in another place than where it was written. */
  | 'reordered';

/** Something that is not as it was written. Holds nothing of what a record says. */
export interface Finding {
  kind: FindingKind;
  of: 'record' | 'checkpoint' | 'field-set';
  /** Whose chain; null for a field set, and for a checkpoint of which that is not certain. */
  writer: string | null;
  /** The record by its number in the chain; null where it is about no record. */
  seq: number | null;
  /** The last record concerned, where there may be more than one. */
  to: number | null;
  /** When it was recorded, as the log has it; for what is missing the record before it. Milliseconds since 1970. */
  at: number | null;
  /** What was seen, in a sentence. */
  seen: string;
}

/** A finding about records of one chain. */
export function recordFinding(
  kind: FindingKind,
  place: { writer: string; seq: number; to?: number; at: number | null },
  seen: string,
): Finding {
  const { writer, seq, to = null, at } = place;
  return { kind, of: 'record', writer, seq, to: to === seq ? null : to, at, seen };
}

/** What to think of a finding of this kind, for whoever has to do something with it. */
export const whatToThink: Readonly<Record<FindingKind, string>> = {
  altered:
    'Somebody with rights on the database itself changed it; no program of ours can. Keep a copy and look who had them.',
  missing: 'Somebody with rights on the database itself removed it. A backup from after that time still has it.',
  added: 'No gateway wrote it. Do not rely on what it says.',
  reordered:
    'Somebody with rights on the database itself moved it. What it says may be true; its place and time are not.',
};

/** How many findings are kept; all are counted. */
const most = 200;

/** Findings as they come, bounded. */
export class Findings {
  readonly #kept: Finding[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(finding: Finding): void {
    this.#count += 1;
    if (this.#kept.length < most) this.#kept.push(finding);
  }

  /** Records before what is around them; chain by chain, the one first in which something was found first; as they were found. */
  inOrder(): Finding[] {
    const begins = new Map<string | null, number>();
    for (const { writer, at } of this.#kept) {
      if (!begins.has(writer)) begins.set(writer, at ?? 0);
    }
    const begin = ({ writer }: Finding) => begins.get(writer) ?? 0;
    const about = ({ of }: Finding) => (of === 'record' ? 0 : 1);
    return this.#kept.toSorted((one, other) => about(one) - about(other) || begin(one) - begin(other));
  }
}
