import { type ConstDirectiveNode, type DocumentNode, Kind, type TypeDefinitionNode } from 'graphql';

/**
 * A supergraph in which each type names its `resolvable: false` keys last. Where the planner comes back to a subgraph with what
 * a `@requires` needs, it takes the first key of the type in that subgraph, whether that resolves or not.
 */
export function withResolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  const definitions = supergraph.definitions.map((node) => {
    const isKeyed = node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
    return isKeyed && node.directives ? withOrderedKeys(node, node.directives) : node;
  });
  return { ...supergraph, definitions };
}

function withOrderedKeys<T extends TypeDefinitionNode>(type: T, directives: readonly ConstDirectiveNode[]): T {
  if (!directives.some(isUnresolvable)) return type;
  const last = directives.filter(isUnresolvable);
  return { ...type, directives: [...directives.filter((directive) => !isUnresolvable(directive)), ...last] };
}

function isUnresolvable({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  if (name.value !== 'join__type') return false;
  return given.some(
    ({ name: key, value }) => key.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
  );
}
