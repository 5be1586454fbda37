import { type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, Kind, type TypeNode } from 'graphql';

/** An object type, interface or union with all of its extensions, as it stands in a document. */
export interface CompositeType {
  name: string;
  kind: Kind.OBJECT_TYPE_DEFINITION | Kind.INTERFACE_TYPE_DEFINITION | Kind.UNION_TYPE_DEFINITION;
  fields: readonly FieldDefinitionNode[];
  directives: readonly ConstDirectiveNode[];
  /** Of an interface those that implement it, of a union its members. */
  possibleTypes: readonly string[];
}

const kinds: Readonly<Partial<Record<Kind, CompositeType['kind']>>> = {
  [Kind.OBJECT_TYPE_DEFINITION]: Kind.OBJECT_TYPE_DEFINITION,
  [Kind.OBJECT_TYPE_EXTENSION]: Kind.OBJECT_TYPE_DEFINITION,
  [Kind.INTERFACE_TYPE_DEFINITION]: Kind.INTERFACE_TYPE_DEFINITION,
  [Kind.INTERFACE_TYPE_EXTENSION]: Kind.INTERFACE_TYPE_DEFINITION,
  [Kind.UNION_TYPE_DEFINITION]: Kind.UNION_TYPE_DEFINITION,
  [Kind.UNION_TYPE_EXTENSION]: Kind.UNION_TYPE_DEFINITION,
};

/** The composite types of a document by name, definitions and extensions together. */
export function compositeTypes(document: DocumentNode): Map<string, CompositeType> {
  const types = new Map<string, CompositeType>();
  const possible = new Map<string, string[]>();
  for (const node of document.definitions) {
    const kind = kinds[node.kind];
    if (!kind || !('name' in node) || !node.name) continue;
    const name = node.name.value;
    const known = types.get(name);
    const fields = 'fields' in node ? node.fields : [];
    types.set(name, {
      name,
      kind: known?.kind ?? kind,
      fields: [...(known?.fields ?? []), ...(fields ?? []).filter((field) => field.kind === Kind.FIELD_DEFINITION)],
      directives: [...(known?.directives ?? []), ...constDirectives(node)],
      possibleTypes: [],
    });
    if ('types' in node)
      addTo(
        possible,
        name,
        (node.types ?? []).map((member) => member.name.value),
      );
    for (const { name: parent } of ('interfaces' in node && node.interfaces) || [])
      addTo(possible, parent.value, [name]);
  }
  return new Map([...types].map(([name, type]) => [name, { ...type, possibleTypes: possible.get(name) ?? [] }]));
}

/** `Client` of `[Client!]!` */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** Is it a list, whether or not it may be null? */
export function isListType(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && type.type.kind === Kind.LIST_TYPE);
}

function constDirectives(node: { directives?: readonly unknown[] }): readonly ConstDirectiveNode[] {
  // The directives of type definitions are constant by the grammar; graphql-js types them so node by node.
  return (node.directives ?? []) as readonly ConstDirectiveNode[];
}

function addTo(map: Map<string, string[]>, key: string, values: readonly string[]): void {
  map.set(key, [...(map.get(key) ?? []), ...values]);
}
