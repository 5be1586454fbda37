import type { CategoryAccess, DecideCategory } from '../../consent/access-control.ts';
import { newSpanId } from '../../http/trace-context.ts';
import type { Organisation } from '../../partners/organisation.ts';
import type { Disclosure } from '../../plan/disclosure.ts';
import type { FieldSet } from '../record/field-set.ts';

/** What one run of an operation asked of one organisation about one person, or about nobody. */
export interface AccessLine {
  readonly organisation: Organisation;
  /** The client id; null: about no client. */
  readonly subject: string | null;
  readonly span: string;
  readonly start: number;
  end: number;
  /** By category, as decided when it was asked. What was released was allowed; what was denied was not asked, or not shown. */
  readonly released: Map<string, CategoryAccess>;
  readonly denied: Map<string, string>;
  readonly fields: Set<FieldSet>;
  /** Did the organisation fail to answer? */
  failed: boolean;
}

/** An act, by the field of `Mutation` that did it. */
export interface ActLine {
  coordinate: string;
  /** Null: whom it was about is not known, for it was refused or failed. */
  subject: string | null;
  outcome: 'done' | 'refused' | 'failed';
  /** The organisation that it asked something, if it did; to be found by its OIN. */
  asked: Organisation | null;
  start: number;
  end: number;
}

/** A search in the log. */
export interface SearchLine {
  coordinate: string;
  /** The client id; null: about no one client. */
  subject: string | null;
  /** Was it answered? It is not when it cannot be, or takes too long. */
  answered: boolean;
  start: number;
  end: number;
}

/** What one run of an operation did that has to be in the log before its answer leaves. Lives as long as the run. */
export class AccessTrail {
  readonly #lines = new Map<string, AccessLine>();
  readonly acts: ActLine[] = [];
  readonly searches: SearchLine[] = [];

  get lines(): Iterable<AccessLine> {
    return this.#lines.values();
  }

  /** The log is searched. Gives what is to be called when that is answered. */
  search(coordinate: string, subject: string | null): () => void {
    const start = Date.now();
    const search = { coordinate, subject, answered: false, start, end: start };
    this.searches.push(search);
    return () => {
      search.answered = true;
      search.end = Date.now();
    };
  }

  /** The line of this organisation and person; begun when there is none yet. */
  line(subject: string | null, organisation: Organisation): AccessLine {
    const key = subject === null ? organisation.oin : `${organisation.oin} ${subject}`;
    const known = this.#lines.get(key);
    if (known) return known;
    const start = Date.now();
    const line: AccessLine = {
      organisation,
      subject,
      span: newSpanId(),
      start,
      end: start,
      released: new Map(),
      denied: new Map(),
      fields: new Set(),
      failed: false,
    };
    this.#lines.set(key, line);
    return line;
  }
}

/** Something was shown of this line's person, or of what is about nobody. */
export function noteDisclosure(
  line: AccessLine,
  { fields, released, denied }: Disclosure,
  decide: DecideCategory,
): void {
  line.end = Date.now();
  if (fields.coordinates.length > 0) line.fields.add(fields);
  for (const category of released) if (!line.released.has(category)) line.released.set(category, decide(category));
  for (const category of denied) noteDenial(line, category, decide);
}

/** A category that was asked for and is not shown. */
export function noteDenial(line: AccessLine, category: string, decide: DecideCategory): void {
  const decision = decide(category);
  if (!decision.allowed) line.denied.set(category, decision.reason);
}
