import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import {
  composites,
  isGiven,
  type KeyedType,
  parseFields,
  subgraphNames,
  textGiven,
  typeOfField,
} from '../supergraph-types.ts';

/** What a subgraph says of a field of its own beside its type. */
export interface JoinedField {
  /** It cannot tell the field by itself, but where it provides it. */
  isExternal: boolean;
  /** What it has to be sent with the entity to compute the field. */
  requires: SelectionSetNode | null;
  /** What it can tell below this field though that is external. */
  provides: SelectionSetNode | null;
}

const plain: JoinedField = { isExternal: false, requires: null, provides: null };

/** The fields of a supergraph, as each subgraph has them. */
export class JoinedFields {
  readonly #types: ReadonlyMap<string, KeyedType>;
  // Those of which a subgraph says something, by its name and the coordinate.
  readonly #joined = new Map<string, JoinedField>();
  // What fields of a name require, of whatever type, and what keys are made of, of each type and of any.
  readonly #required = new Map<string, Set<string>>();
  readonly #keys = new Map<string, Set<string>>();

  /** Does any subgraph compute a field of what it is sent? */
  readonly hasRequirements: boolean;

  constructor(supergraph: DocumentNode) {
    this.#types = composites(supergraph);
    const graphs = subgraphNames(supergraph);
    for (const type of this.#types.values()) {
      for (const directive of type.directives ?? []) this.#addKey(graphs, type, directive);
      for (const field of type.fields ?? [])
        for (const directive of field.directives ?? []) this.#add(graphs, type, field, directive);
    }
    this.hasRequirements = [...this.#joined.values()].some(({ requires }) => requires !== null);
  }

  of(graph: string, type: string, field: string): JoinedField {
    return this.#joined.get(`${graph} ${type}.${field}`) ?? plain;
  }

  /** The name of a field's type; undefined: there is no such field. */
  typeOf(type: string, field: string): string | undefined {
    return typeOfField(this.#types, type, field);
  }

  /** What a subgraph's fields of this name require: leaves, as `home.size`. */
  requiredBy(graph: string, field: string): ReadonlySet<string> {
    return this.#required.get(`${graph} ${field}`) ?? new Set();
  }

  /** Does a subgraph know entities of a type by this leaf? */
  isInKey(graph: string, type: string | undefined, leaf: string): boolean {
    // By an interface object it knows entities of types that it does not have.
    const keys = this.#keys.get(`${graph} ${type}`) ?? this.#keys.get(graph);
    return keys?.has(leaf) ?? false;
  }

  #addKey(graphs: ReadonlyMap<string, string>, type: KeyedType, directive: ConstDirectiveNode): void {
    const graph = graphs.get(textGiven(directive, 'graph') ?? '');
    const key = textGiven(directive, 'key');
    if (graph === undefined || key === undefined) return;
    for (const place of [graph, `${graph} ${type.name.value}`])
      this.#keys.set(place, new Set([...(this.#keys.get(place) ?? []), ...leavesOf(parseFields(key))]));
  }

  #add(
    graphs: ReadonlyMap<string, string>,
    type: KeyedType,
    field: FieldDefinitionNode,
    directive: ConstDirectiveNode,
  ) {
    const graph = graphs.get(textGiven(directive, 'graph') ?? '');
    if (directive.name.value !== 'join__field' || graph === undefined) return;
    const [requires, provides] = [textGiven(directive, 'requires'), textGiven(directive, 'provides')];
    const isOverridden = isGiven(directive, 'usedOverridden') && textGiven(directive, 'overrideLabel') === undefined;
    const isExternal = isGiven(directive, 'external') || isOverridden;
    if (!isExternal && requires === undefined && provides === undefined) return;
    this.#joined.set(`${graph} ${type.name.value}.${field.name.value}`, {
      isExternal,
      requires: requires === undefined ? null : parseFields(requires),
      provides: provides === undefined ? null : parseFields(provides),
    });
    if (requires === undefined) return;
    const name = `${graph} ${field.name.value}`;
    this.#required.set(name, new Set([...(this.#required.get(name) ?? []), ...leavesOf(parseFields(requires))]));
  }
}

/** The fields of selections, whatever the types that they are asked of. */
export function* fieldsIn(sets: readonly SelectionSetNode[]): Generator<FieldNode> {
  for (const { selections } of sets) {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) yield selection;
      else if (selection.kind === Kind.INLINE_FRAGMENT) yield* fieldsIn([selection.selectionSet]);
    }
  }
}

/** What stands below a field in selections. */
export function below(sets: readonly SelectionSetNode[], field: string): SelectionSetNode[] {
  return [...fieldsIn(sets)].flatMap(({ name, selectionSet }) =>
    name.value === field && selectionSet ? [selectionSet] : [],
  );
}

function leavesOf(set: SelectionSetNode, above: readonly string[] = []): string[] {
  return [...fieldsIn([set])].flatMap(({ name, selectionSet }) => {
    if (name.value === '__typename') return [];
    const path = [...above, name.value];
    return selectionSet ? leavesOf(selectionSet, path) : [path.join('.')];
  });
}
