import {
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import {
  type CollectedField,
  collectFields,
  type Fragments,
  type IsIncluded,
  type SelectedSet,
} from './collect-fields.ts';
import type { FieldCategories } from './field-categories.ts';
import { type LeafCheck, leafCheck } from './leaf-values.ts';

/** What stands at one position: a partner's answer is read by it, and the caller's answer is shaped by it. */
export type SelectedValue =
  | { kind: 'leaf'; nullable: boolean; isValid: LeafCheck; isId: boolean }
  | { kind: 'typename'; nullable: false }
  /** `__schema` or `__type`: answered by the gateway itself. */
  | { kind: 'introspection'; nullable: true }
  /** An organisation's own name for a client: to be turned into the client id. */
  | { kind: 'subject'; nullable: boolean }
  | { kind: 'object'; nullable: boolean; selection: Selection }
  | { kind: 'list'; nullable: boolean; item: SelectedValue };

/** One field of a selection. */
export interface SelectedField {
  /** `Type.field`, by their names in the graph. */
  coordinate: string;
  /** Its name in what is read: an organisation's answer, or the collected data. */
  source: string;
  /** Its name in what is made of it: the collected data, or the caller's answer. */
  name: string;
  /** May be absent: stands under a condition that was not decided when this was compiled. */
  optional: boolean;
  /** The categories of personal data that it needs. */
  categories: readonly string[];
  value: SelectedValue;
}

/** What a selection is compiled from. */
export interface SelectionContext {
  schema: GraphQLSchema;
  fragments: Fragments;
  /** Decides `@skip` and `@include`; without it such fields are optional. */
  isIncluded?: IsIncluded;
  /** The planner's output rewrites: new names, by the path of new names down to the old name. */
  renames?: ReadonlyMap<string, string>;
  /** What the caller called a field, by the name that it has in what is read (see `withSafeAliases`). */
  aliases?: ReadonlyMap<string, string>;
  /** `Type.field` that holds an organisation's own name for a client. */
  subjectField?: string | null;
  /** The categories that fields need; default: none. */
  categories?: FieldCategories;
}

// Measured: see `operationBytes`.
const perSelection = 300;
const perField = 400;

/** The fields asked of an object. Which ones depends on its type, so they are compiled a type, once. */
export class Selection {
  readonly type: GraphQLCompositeType;
  readonly #context: SelectionContext;
  readonly #sets: readonly SelectedSet[];
  readonly #path: string;
  readonly #byType = new Map<string, readonly SelectedField[]>();

  constructor(context: SelectionContext, type: GraphQLCompositeType, sets: readonly SelectedSet[], path = '') {
    this.#context = context;
    this.type = type;
    this.#sets = sets;
    this.#path = path;
  }

  /**
   * The fields asked of an object of this type.
   *
   * @param typename its `__typename`; the position's own type where it has none
   * @returns null when no object of that type may stand here
   */
  fieldsOf(typename: string = this.type.name): readonly SelectedField[] | null {
    const known = this.#byType.get(typename);
    if (known) return known;
    const type = this.#possibleType(typename);
    if (!type) return null;
    const { schema, fragments, isIncluded } = this.#context;
    const fields = collectFields(schema, fragments, type, this.#sets, isIncluded).flatMap((field) => {
      const compiled = this.#compileField(type, field);
      return compiled ? [compiled] : [];
    });
    // Only types of the schema get here: a partner cannot grow the map.
    this.#byType.set(typename, fields);
    return fields;
  }

  /** The fields asked of what is named by this type: an entity may be named by an interface, when nobody told of which type it is. */
  fieldsOfNamed(typename: string | undefined): readonly SelectedField[] {
    const fields = this.fieldsOf(typename);
    const type = typename === undefined ? undefined : this.#context.schema.getType(typename);
    if (fields || !isInterfaceType(type)) return fields ?? [];
    const ofTypes = this.#context.schema.getPossibleTypes(type).flatMap(({ name }) => this.fieldsOf(name) ?? []);
    return [...new Map(ofTypes.map((field) => [field.source, field])).values()];
  }

  /** Is something asked under this response name of an object of this type? */
  asks(source: string, typename?: string): boolean {
    return this.fieldsOf(typename)?.some((field) => field.source === source) ?? false;
  }

  /** Memory that it takes now, in bytes, about: it grows with the types that objects turn out to have. */
  get bytes(): number {
    let bytes = perSelection;
    for (const fields of this.#byType.values()) for (const { value } of fields) bytes += perField + bytesBelow(value);
    return bytes;
  }

  /** The object types that may stand here. */
  possibleTypes(): readonly string[] {
    if (isObjectType(this.type)) return [this.type.name];
    return this.#context.schema.getPossibleTypes(this.type).map(({ name }) => name);
  }

  /** May an object of this type stand here? */
  canBe(typename: string): boolean {
    return this.#possibleType(typename) !== null;
  }

  #possibleType(typename: string): GraphQLCompositeType | null {
    if (typename === this.type.name) return this.type;
    const type = this.#context.schema.getType(typename);
    if (isObjectType(this.type) || !(isObjectType(type) || isInterfaceType(type))) return null;
    return this.#context.schema.isSubType(this.type, type) ? type : null;
  }

  #compileField(type: GraphQLCompositeType, field: CollectedField): SelectedField | null {
    const fieldName = field.nodes[0]?.name.value ?? '';
    const source = field.responseName;
    const { renames, aliases } = this.#context;
    const name = renames?.get(`${this.#path}${source}`) ?? aliases?.get(source) ?? source;
    const optional = field.conditional;
    const coordinate = `${type.name}.${fieldName}`;
    if (fieldName === '__typename')
      return { coordinate, source, name, optional, categories: [], value: { kind: 'typename', nullable: false } };
    if (fieldName === '__schema' || fieldName === '__type') {
      return { coordinate, source, name, optional, categories: [], value: { kind: 'introspection', nullable: true } };
    }
    const definition = 'getFields' in type ? type.getFields()[fieldName] : undefined;
    if (!definition) return null;
    const isSubject = this.#context.subjectField === coordinate;
    const value = this.#compileValue(definition.type, field.below, `${this.#path}${name}.`, isSubject);
    const categories = this.#context.categories?.of(type.name, fieldName) ?? [];
    return { coordinate, source, name, optional, categories, value };
  }

  #compileValue(
    type: GraphQLOutputType,
    sets: readonly SelectedSet[],
    path: string,
    isSubject: boolean,
  ): SelectedValue {
    const nullable = !isNonNullType(type);
    const inner = isNonNullType(type) ? type.ofType : type;
    if (isListType(inner))
      return { kind: 'list', nullable, item: this.#compileValue(inner.ofType, sets, path, isSubject) };
    const named = getNamedType(inner);
    if (isCompositeType(named))
      return { kind: 'object', nullable, selection: new Selection(this.#context, named, sets, path) };
    if (isSubject) return { kind: 'subject', nullable };
    return {
      kind: 'leaf',
      nullable,
      isValid: isLeafType(named) ? leafCheck(named) : () => false,
      isId: named.name === 'ID',
    };
  }
}

function bytesBelow(value: SelectedValue): number {
  if (value.kind === 'list') return bytesBelow(value.item);
  return value.kind === 'object' ? value.selection.bytes : 0;
}
