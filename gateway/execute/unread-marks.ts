import type { PartnerError } from '../partners/partner-call.ts';
import { sourceMark, subjectMark } from '../plan/subject-rules.ts';
import type { Path } from './problems.ts';
import { maxViolations } from './read-outcome.ts';

/** The objects of an answer of which it could not be read whose data they are: what may be anyone's is shown to nobody. */
export class UnreadMarks {
  readonly #places: ReadonlySet<string>;
  // Where an error says so, or there are more violations than are kept.
  readonly #isEverywhere: boolean;

  constructor(violations: readonly Path[], errors: readonly Pick<PartnerError, 'path'>[]) {
    const marks = violations.filter(isOfMark);
    this.#places = new Set(marks.map((path) => JSON.stringify(path.slice(0, -1))));
    this.#isEverywhere =
      violations.length >= maxViolations || errors.some(({ path }) => path !== null && isOfMark(path));
  }

  /** Could a mark of the object at this place not be read? */
  hasAt(path: Path): boolean {
    return this.#isEverywhere || (this.#places.size > 0 && this.#places.has(JSON.stringify(path)));
  }
}

function isOfMark(path: Path): boolean {
  return path.at(-1) === subjectMark || path.at(-1) === sourceMark;
}
