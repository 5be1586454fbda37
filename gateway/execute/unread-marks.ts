import { sourceMark, subjectMark } from '../plan/subject-rules.ts';
import type { Path } from './problems.ts';
import { maxViolations } from './read-outcome.ts';

/** The objects of an answer of which it could not be read whose data they are: what may be anyone's is shown to nobody. */
export class UnreadMarks {
  readonly #places: ReadonlySet<string>;
  // Of an answer with more violations than are kept, it is not known which they are.
  readonly #isEverywhere: boolean;

  constructor(violations: readonly Path[]) {
    const marks = violations.filter((path) => path.at(-1) === subjectMark || path.at(-1) === sourceMark);
    this.#places = new Set(marks.map((path) => JSON.stringify(path.slice(0, -1))));
    this.#isEverywhere = violations.length >= maxViolations;
  }

  /** Could a mark of the object at this place not be read? */
  hasAt(path: Path): boolean {
    return this.#isEverywhere || (this.#places.size > 0 && this.#places.has(JSON.stringify(path)));
  }
}
