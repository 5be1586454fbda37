import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';

/** Which categories of personal data a field needs: all of them must be allowed. */
export interface FieldCategories {
  /** Of the field itself, the type that it stands on, and the type that it leads to; of an abstract type all its members. */
  of(type: string, field: string): readonly string[];
}

/**
 * The categories of every field of a supergraph.
 *
 * Composition demands that a field computed with `@requires` names the categories of all its inputs. Those are decided where
 * the inputs come from, so here only what remains counts, and what the type that it leads to adds.
 *
 * @param policies the categories of `@policy`, by type and by `Type.field`
 */
export function fieldCategories(
  schema: GraphQLSchema,
  policies: ReadonlyMap<string, readonly string[]>,
): FieldCategories {
  const known = new Map<string, readonly string[]>();
  const inputs = inputsOf(schema);
  const of = (typeName: string, fieldName: string): readonly string[] => {
    const coordinate = `${typeName}.${fieldName}`;
    const found = known.get(coordinate);
    if (found) return found;
    const type = schema.getType(typeName);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
    const own = new Set(policies.get(coordinate));
    const set = inputs.get(coordinate);
    if (set && isCompositeType(type))
      for (const category of categoriesBelow(schema, of, type, set)) own.delete(category);
    const categories = new Set([
      ...own,
      ...(policies.get(typeName) ?? []),
      ...(field ? ofResult(schema, policies, field) : []),
    ]);
    const sorted = Object.freeze([...categories].sort());
    known.set(coordinate, sorted);
    return sorted;
  };
  return { of };
}

function ofResult(
  schema: GraphQLSchema,
  policies: ReadonlyMap<string, readonly string[]>,
  field: GraphQLField<unknown, unknown>,
): string[] {
  const type = getNamedType(field.type);
  const types = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
  return types.flatMap(({ name }) => policies.get(name) ?? []);
}

// The field sets of `@requires`, by `Type.field`, as the join directives tell them.
function inputsOf(schema: GraphQLSchema): Map<string, SelectionSetNode> {
  const inputs = new Map<string, SelectionSetNode>();
  const directive = schema.getDirective('join__field');
  if (!directive) return inputs;
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      for (const applied of field.astNode?.directives ?? []) {
        if (applied.name.value !== directive.name) continue;
        const { requires } = getDirectiveValues(directive, { directives: [applied] }) ?? {};
        if (typeof requires === 'string') inputs.set(`${type.name}.${field.name}`, fieldSet(requires));
      }
    }
  }
  return inputs;
}

function fieldSet(text: string): SelectionSetNode {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A field set that is no selection');
  return definition.selectionSet;
}

function categoriesBelow(
  schema: GraphQLSchema,
  of: FieldCategories['of'],
  type: GraphQLCompositeType,
  set: SelectionSetNode,
): string[] {
  return set.selections.flatMap((selection): string[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition && schema.getType(selection.typeCondition.name.value);
      return categoriesBelow(schema, of, isCompositeType(condition) ? condition : type, selection.selectionSet);
    }
    const field = 'getFields' in type ? type.getFields()[selection.name.value] : undefined;
    if (!field) return [];
    const named = getNamedType(field.type);
    const below =
      isCompositeType(named) && selection.selectionSet
        ? categoriesBelow(schema, of, named, selection.selectionSet)
        : [];
    return [...of(type.name, field.name), ...below];
  });
}
