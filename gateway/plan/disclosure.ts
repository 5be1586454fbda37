import { type FieldSet, fieldSet } from '../audit/record/field-set.ts';
import type { SelectedValue, Selection } from './selection.ts';
import { ownMarks, sourceMark } from './subject-rules.ts';

/** What a selection discloses about the one that it stands on, when some categories are allowed. */
export interface Disclosure {
  fields: FieldSet;
  /** The categories of those fields; sorted. */
  released: readonly string[];
  /** The categories that fields were left out for; sorted. */
  denied: readonly string[];
}

type IsAllowed = (category: string) => boolean;

/** A field, with the categories of those above it too: below one that is left out nothing is shown. */
interface PlacedField {
  coordinate: string;
  categories: readonly string[];
}

/** The disclosures of a selection, made once for each combination of allowed categories. */
class Disclosures {
  readonly #fields: readonly PlacedField[];
  readonly #categories: readonly string[];
  readonly #byAllowed = new Map<string, Disclosure>();
  /** When every category is allowed. */
  readonly whole: Disclosure;

  constructor(selection: Selection, subjectType: string) {
    this.#fields = placedFields(selection, subjectType, []);
    this.#categories = [...new Set(this.#fields.flatMap(({ categories }) => categories))].sort();
    this.whole = this.of(() => true);
  }

  // Of a combination that is not kept, what it gives is the same. There are as many as a role's register has rules.
  of(isAllowed: IsAllowed): Disclosure {
    const released = this.#categories.filter(isAllowed);
    const key = released.join(' ');
    const known = this.#byAllowed.get(key);
    if (known) return known;
    const allowed = new Set(released);
    const shown = this.#fields.filter(({ categories }) => categories.every((category) => allowed.has(category)));
    const disclosure = {
      fields: fieldSet(shown.map(({ coordinate }) => coordinate)),
      released: [...new Set(shown.flatMap(({ categories }) => categories))].sort(),
      denied: this.#categories.filter((category) => !allowed.has(category)),
    };
    if (this.#byAllowed.size < maxCombinations) this.#byAllowed.set(key, disclosure);
    return disclosure;
  }
}

const maxCombinations = 64;

// Asked by the gateway itself, and shown to nobody.
const added: ReadonlySet<string> = new Set(ownMarks);

// As long as the compiled operation that they belong to.
const known = new WeakMap<Selection, Disclosures>();

/**
 * What this selection discloses. What stands below another data subject is about that one, and what may be another organisation's
 * data is that one's: not in it.
 *
 * @param subjectType the type of data subjects
 */
export function disclosureOf(selection: Selection, subjectType: string, isAllowed: IsAllowed): Disclosure {
  return disclosuresOf(selection, subjectType).of(isAllowed);
}

/** What this selection discloses when all of it is allowed. */
export function wholeDisclosureOf(selection: Selection, subjectType: string): Disclosure {
  return disclosuresOf(selection, subjectType).whole;
}

function disclosuresOf(selection: Selection, subjectType: string): Disclosures {
  let disclosures = known.get(selection);
  if (!disclosures) {
    disclosures = new Disclosures(selection, subjectType);
    known.set(selection, disclosures);
  }
  return disclosures;
}

function placedFields(
  selection: Selection,
  subjectType: string,
  above: readonly string[],
  typenames = selection.possibleTypes(),
): PlacedField[] {
  return typenames.flatMap((typename) =>
    (selection.fieldsOf(typename) ?? []).flatMap(({ coordinate, source, categories: own, value }): PlacedField[] => {
      if (value.kind === 'typename' || value.kind === 'introspection' || added.has(source)) return [];
      const categories = [...new Set([...above, ...own])];
      const below = selectionBelow(value);
      const fields = below ? placedFields(below, subjectType, categories, toldHere(below, subjectType)) : [];
      return [{ coordinate, categories }, ...fields];
    }),
  );
}

// Of the types that may stand below something, those that are told with it.
function toldHere(below: Selection, subjectType: string): string[] {
  if (below.type.name === subjectType) return [];
  return below.possibleTypes().filter((typename) => !below.asks(sourceMark, typename));
}

function selectionBelow(value: SelectedValue): Selection | null {
  if (value.kind === 'list') return selectionBelow(value.item);
  return value.kind === 'object' ? value.selection : null;
}
