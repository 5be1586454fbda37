import { impersonalCategories } from '../../schema/categories.ts';
import { type AccessTrail, noteDisclosure } from '../audit/trail/access-trail.ts';
import { disclosureOf, wholeDisclosureOf } from '../plan/disclosure.ts';
import type { Selection } from '../plan/selection.ts';
import type { WhoseData } from './whose-data.ts';

/** What is recorded of an answer that is decided on person by person. */
export class ScreeningNotes {
  readonly #trail: AccessTrail;
  readonly #subjectType: string;

  constructor(trail: AccessTrail, subjectType: string) {
    this.#trail = trail;
    this.#subjectType = subjectType;
  }

  /** What this selection may show of the person is shown. */
  shown(whose: WhoseData, selection: Selection): void {
    const disclosure = disclosureOf(selection, this.#subjectType, (category) => whose.decide(category).allowed);
    noteDisclosure(this.#lineOf(whose), disclosure, whose.decide);
  }

  /** The person is shown: that there is such a client at least, whatever of them may be shown besides. */
  found(whose: WhoseData, selection: Selection, category: string): void {
    this.shown(whose, selection);
    if (this.#lineOf(whose).released.size === 0) this.#release(whose, [category]);
  }

  /** Something is shown that names the person, or is another organisation's; for which these categories had to be allowed. */
  named(whose: WhoseData, selection: Selection, categories: readonly string[]): void {
    const personal = categories.filter((category) => !impersonalCategories.has(category));
    const isAsked = wholeDisclosureOf(selection, this.#subjectType).fields.coordinates.length > 0;
    if (!isAsked && personal.length === 0) return;
    this.shown(whose, selection);
    this.#release(whose, personal);
  }

  /** What stands at the root is shown; of what that needs, just what is about nobody is decided here. */
  rootShown(whose: WhoseData, selection: Selection): void {
    const disclosure = wholeDisclosureOf(selection, this.#subjectType);
    const released = disclosure.released.filter((category) => whose.decide(category).allowed);
    noteDisclosure(this.#lineOf(whose), { ...disclosure, released }, whose.decide);
  }

  /** The person, or what is about the person, is not shown. */
  hidden(whose: WhoseData, { category, reason }: { category: string; reason: string }): void {
    this.#lineOf(whose).denied.set(category, reason);
  }

  #release(whose: WhoseData, categories: readonly string[]): void {
    const { released } = this.#lineOf(whose);
    for (const category of categories) if (!released.has(category)) released.set(category, whose.decide(category));
  }

  #lineOf({ subject, organisation }: WhoseData) {
    return this.#trail.line(subject, organisation);
  }
}
