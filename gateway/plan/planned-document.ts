import { type DocumentNode, Kind, visit } from 'graphql';

/** Is this field of the root answered by the gateway itself? */
export function isIntrospection(name: string): boolean {
  return name === '__schema' || name === '__type';
}

/**
 * The document as the planner gets it: without introspection, which the gateway answers itself and of which the planner's own
 * schema knows less than graphql-js does. `__typename` stands in its place, which costs nothing.
 */
export function withoutIntrospection(document: DocumentNode): DocumentNode {
  const stripped: DocumentNode = visit(document, {
    Field(node) {
      if (!isIntrospection(node.name.value)) return undefined;
      return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
    },
  });
  const definitions = stripped.definitions.filter(
    (node) => node.kind !== Kind.FRAGMENT_DEFINITION || !node.typeCondition.name.value.startsWith('__'),
  );
  return { ...stripped, definitions };
}
