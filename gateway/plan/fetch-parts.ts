import { type FieldNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import type { Need } from './requirements.ts';

/** Spreads the fields of the entities over parts, so that no part needs two things at one place. */
export class FetchParts {
  readonly #needsOf: (type: string, field: string) => readonly Need[];
  // What each part needs: the name, by place.
  readonly #parts: Map<string, string>[] = [new Map()];
  readonly #partOf = new Map<FieldNode, number>();

  constructor(needsOf: (type: string, field: string) => readonly Need[]) {
    this.#needsOf = needsOf;
  }

  /** How many fetches it takes. */
  get count(): number {
    return this.#parts.length;
  }

  /** Does this part need that? */
  has(index: number, { path, name }: Need): boolean {
    return this.#parts[index]?.get(path)?.split(' ').includes(name) ?? false;
  }

  /** Gives each field of the entities its part; named fragments are open. */
  take(set: SelectionSetNode, type: string): SelectionSetNode {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD)
        this.#partOf.set(selection, this.#place(this.#needsOf(type, selection.name.value)));
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        this.take(selection.selectionSet, selection.typeCondition?.name.value ?? type);
    }
    return set;
  }

  /** What one part asks of the entities. */
  setOf(set: SelectionSetNode, index: number): SelectionSetNode {
    const selections = set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return this.#partOf.get(selection) === index ? [selection] : [];
      if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
      const selectionSet = this.setOf(selection.selectionSet, index);
      return selectionSet.selections.length > 0 ? [{ ...selection, selectionSet }] : [];
    });
    return { ...set, selections };
  }

  #place(needs: readonly Need[]): number {
    if (needs.length === 0) return 0;
    const wanted = new Map([...Map.groupBy(needs, ({ path }) => path)].map(([path, at]) => [path, namesOf(at)]));
    const fits = (part: Map<string, string>) =>
      [...wanted].every(([path, names]) => (part.get(path) ?? names) === names);
    const found = this.#parts.findIndex(fits);
    const index = found === -1 ? this.#parts.push(new Map()) - 1 : found;
    for (const [path, names] of wanted) this.#parts[index]?.set(path, names);
    return index;
  }
}

function namesOf(needs: readonly Need[]): string {
  return [...new Set(needs.map(({ name }) => name))].sort().join(' ');
}
