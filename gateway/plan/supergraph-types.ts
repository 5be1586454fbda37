import {
  type ConstDirectiveNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';

/** A type with fields, which may have keys. */
export type KeyedType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** The types with fields of a supergraph, by name. */
export function composites(supergraph: DocumentNode): Map<string, KeyedType> {
  const types = new Map<string, KeyedType>();
  for (const node of supergraph.definitions) {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION)
      types.set(node.name.value, node);
  }
  return types;
}

/** The names of the subgraphs, by the values of `join__Graph`. */
export function subgraphNames(supergraph: DocumentNode): Map<string, string> {
  const names = new Map<string, string>();
  for (const node of supergraph.definitions) {
    if (node.kind !== Kind.ENUM_TYPE_DEFINITION || node.name.value !== 'join__Graph') continue;
    for (const { name, directives = [] } of node.values ?? []) {
      names.set(name.value, nameGiven(directives) ?? name.value);
    }
  }
  return names;
}

function nameGiven(directives: readonly ConstDirectiveNode[]): string | undefined {
  const given = directives.find(({ name }) => name.value === 'join__graph')?.arguments ?? [];
  const value = given.find(({ name }) => name.value === 'name')?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

/** A field set, as `@requires` has it. */
export function parseFields(fields: string): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A field set that is no selection');
  return operation.selectionSet;
}

/** The type without its lists and its exclamation marks. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** The name of the type of a field; undefined: there is no such field. */
export function typeOfField(types: ReadonlyMap<string, KeyedType>, type: string, field: string): string | undefined {
  const found = types.get(type)?.fields?.find(({ name }) => name.value === field);
  return found && namedType(found.type);
}

/** What a directive is given as text or as a name; undefined: not given so. */
export function textGiven({ arguments: given = [] }: ConstDirectiveNode, name: string): string | undefined {
  const value = given.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

/** Is a directive given true for this? */
export function isGiven({ arguments: given = [] }: ConstDirectiveNode, name: string): boolean {
  return given.some(({ name: key, value }) => key.value === name && value.kind === Kind.BOOLEAN && value.value);
}
