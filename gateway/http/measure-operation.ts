import {
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large a selection is, fragments opened everywhere. */
export interface Size {
  /** Fields below each other. */
  depth: number;
  /** Fields of its own level, aliases counted one by one. */
  fields: number;
  /** Selections at any level. */
  selections: number;
  /** Aliases at any level. */
  aliases: number;
  /** How many objects it may bring, were each list of `assumedListSize`. */
  cost: number;
}

/** How many entries a list is taken to have when it is not known yet. */
const assumedListSize = 5;

const nothing: Size = { depth: 0, fields: 0, selections: 0, aliases: 0, cost: 0 };

/** Of what is nested deeper no more is looked at than that it is too deep. */
const maxNesting = 250;
const tooDeep: Size = { ...nothing, depth: Number.POSITIVE_INFINITY };

type MeasureSelections = (set: SelectionSetNode, type: GraphQLNamedType | undefined, nesting?: number) => Size;

/**
 * Measures selections of documents on this schema, which need not be valid. Each fragment is measured once, however often it is
 * spread.
 */
export function operationMeter(
  schema: GraphQLSchema,
  fragmentOf: (name: string) => FragmentDefinitionNode | null | undefined,
): MeasureSelections {
  const known = new Map<string, Size>();
  const measure: MeasureSelections = (set, type, nesting = 0) => {
    if (nesting > maxNesting) return tooDeep;
    let sum = nothing;
    for (const selection of set.selections) sum = together(sum, sizeOf(selection, type, nesting + 1));
    return sum;
  };
  const sizeOf = (selection: SelectionNode, type: GraphQLNamedType | undefined, nesting: number): Size => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return onceMore(sizeOfFragment(selection.name.value, nesting));
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const { typeCondition, selectionSet } = selection;
      const narrowed = typeCondition ? schema.getType(typeCondition.name.value) : type;
      return onceMore(measure(selectionSet, narrowed, nesting));
    }
    const field = fieldType(type, selection.name.value);
    const below = selection.selectionSet
      ? measure(selection.selectionSet, field && getNamedType(field), nesting)
      : nothing;
    return {
      depth: below.depth + 1,
      fields: 1,
      selections: below.selections + 1,
      aliases: below.aliases + (selection.alias ? 1 : 0),
      cost: selection.selectionSet && field ? entriesOf(field) * (1 + below.cost) : 0,
    };
  };
  const sizeOfFragment = (name: string, nesting: number): Size => {
    const found = known.get(name);
    if (found) return found;
    // One that spreads itself is refused by another rule; here it counts for nothing.
    known.set(name, nothing);
    const fragment = fragmentOf(name);
    const type = fragment && schema.getType(fragment.typeCondition.name.value);
    const size = fragment ? measure(fragment.selectionSet, type ?? undefined, nesting) : nothing;
    known.set(name, size);
    return size;
  };
  return measure;
}

// A fragment or its spread is a selection too.
function onceMore(size: Size): Size {
  return { ...size, selections: size.selections + 1 };
}

function together(one: Size, other: Size): Size {
  return {
    depth: Math.max(one.depth, other.depth),
    fields: one.fields + other.fields,
    selections: one.selections + other.selections,
    aliases: one.aliases + other.aliases,
    cost: one.cost + other.cost,
  };
}

function fieldType(type: GraphQLNamedType | undefined, name: string): GraphQLOutputType | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name]?.type : undefined;
}

function entriesOf(type: GraphQLOutputType): number {
  if (isNonNullType(type)) return entriesOf(type.ofType);
  return isListType(type) ? assumedListSize * entriesOf(type.ofType) : 1;
}
