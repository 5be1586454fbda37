import { type AccessTrail, noteDenial, noteDisclosure } from '../audit/trail/access-trail.ts';
import type { RequestAccess } from '../consent/access-control.ts';
import type { Organisation } from '../partners/organisation.ts';
import { disclosureOf, wholeDisclosureOf } from '../plan/disclosure.ts';
import type { Selection } from '../plan/selection.ts';

/** What is recorded of an answer that is decided on person by person. */
export class ScreeningNotes {
  readonly #trail: AccessTrail;
  readonly #organisation: Organisation;
  readonly #subjectType: string;
  readonly #access: RequestAccess;

  constructor(trail: AccessTrail, organisation: Organisation, subjectType: string, access: RequestAccess) {
    this.#trail = trail;
    this.#organisation = organisation;
    this.#subjectType = subjectType;
    this.#access = access;
  }

  /** What this selection may show of the person is shown. */
  shown(subject: string | null, selection: Selection): void {
    const decide = this.#access.about(subject, this.#organisation);
    const disclosure = disclosureOf(selection, this.#subjectType, (category) => decide(category).allowed);
    noteDisclosure(this.#trail.line(subject, this.#organisation), disclosure, decide);
  }

  /** The person is shown: that there is such a client at least, whatever of them may be shown besides. */
  found(subject: string, selection: Selection, category: string): void {
    this.shown(subject, selection);
    const { released } = this.#trail.line(subject, this.#organisation);
    if (released.size === 0) released.set(category, this.#access.about(subject, this.#organisation)(category));
  }

  /** Something is shown that names the person. */
  named(subject: string, selection: Selection): void {
    if (wholeDisclosureOf(selection, this.#subjectType).fields.coordinates.length > 0) this.shown(subject, selection);
  }

  /** What stands at the root is shown; of what that needs, just what is about nobody is decided here. */
  rootShown(selection: Selection): void {
    const decide = this.#access.about(null, this.#organisation);
    const disclosure = wholeDisclosureOf(selection, this.#subjectType);
    const released = disclosure.released.filter((category) => decide(category).allowed);
    noteDisclosure(this.#trail.line(null, this.#organisation), { ...disclosure, released }, decide);
  }

  /** The person is not shown. */
  hidden(subject: string, category: string): void {
    noteDenial(
      this.#trail.line(subject, this.#organisation),
      category,
      this.#access.about(subject, this.#organisation),
    );
  }
}
