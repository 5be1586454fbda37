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

  /** Does any subgraph compute a field of what it is sent? */
  readonly hasRequirements: boolean;

  constructor(supergraph: DocumentNode) {
    this.#types = composites(supergraph);
    const graphs = subgraphNames(supergraph);
    for (const type of this.#types.values())
      for (const field of type.fields ?? [])
        for (const directive of field.directives ?? []) this.#add(graphs, type, field, directive);
    this.hasRequirements = [...this.#joined.values()].some(({ requires }) => requires !== null);
  }

  of(graph: string, type: string, field: string): JoinedField {
    return this.#joined.get(`${graph} ${type}.${field}`) ?? plain;
  }

  /** The name of a field's type; undefined: there is no such field. */
  typeOf(type: string, field: string): string | undefined {
    return typeOfField(this.#types, type, field);
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
