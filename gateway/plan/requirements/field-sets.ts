import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { composites, type KeyedType, namedType, parseFields, textGiven, typeOfField } from '../supergraph-types.ts';

/** A field of a type, as a field set names it. */
export interface NamedField {
  type: string;
  field: string;
}

/** What the subgraphs of a supergraph name in `@key`, `@requires` and `@provides`. */
export class FieldSets {
  readonly types: ReadonlyMap<string, KeyedType>;

  constructor(supergraph: DocumentNode) {
    this.types = composites(supergraph);
  }

  /** All fields that a field set on a type names, at any depth. */
  *namedIn(type: string, set: SelectionSetNode): Generator<NamedField> {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        yield* this.namedIn(selection.typeCondition?.name.value ?? type, selection.selectionSet);
        continue;
      }
      const field = selection.name.value;
      yield { type, field };
      const typeBelow = typeOfField(this.types, type, field);
      if (selection.selectionSet && typeBelow) yield* this.namedIn(typeBelow, selection.selectionSet);
    }
  }

  /** The coordinates that a subgraph, by its value of `join__Graph`, names anywhere. */
  namedBy(graph: string): Set<string> {
    const named = new Set<string>();
    for (const { type, set } of this.#setsOf(graph))
      for (const one of this.namedIn(type, parseFields(set))) named.add(`${one.type}.${one.field}`);
    return named;
  }

  /** A type with its interfaces, and for an interface with its types. */
  related(type: string): string[] {
    const above = this.types.get(type)?.interfaces?.map(({ name }) => name.value) ?? [];
    const isBelow = ({ interfaces }: KeyedType) => interfaces?.some(({ name }) => name.value === type) ?? false;
    return [type, ...above, ...[...this.types.values()].filter(isBelow).map(({ name }) => name.value)];
  }

  *#setsOf(graph: string): Generator<{ type: string; set: string }> {
    for (const { name, directives = [], fields = [] } of this.types.values()) {
      for (const directive of directives) {
        const key = textGiven(directive, 'key');
        if (key !== undefined && textGiven(directive, 'graph') === graph) yield { type: name.value, set: key };
      }
      for (const field of fields) {
        for (const directive of field.directives ?? []) {
          if (textGiven(directive, 'graph') !== graph) continue;
          const [requires, provides] = [textGiven(directive, 'requires'), textGiven(directive, 'provides')];
          if (requires !== undefined) yield { type: name.value, set: requires };
          if (provides !== undefined) yield { type: namedType(field.type), set: provides };
        }
      }
    }
  }
}
