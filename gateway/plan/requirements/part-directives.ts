import { type ConstDirectiveNode, Kind } from 'graphql';
import { type KeyedType, textGiven } from '../supergraph-types.ts';

/** What the part of a subgraph is called that computes at some depth. */
export function partOf(name: string, depth: number): string {
  return `${name}__computing_${depth}`;
}

/** The same directive, about a part of its subgraph. */
export function inPart(directive: ConstDirectiveNode, depth: number): ConstDirectiveNode {
  return withText(directive, 'graph', (graph) => partOf(graph, depth));
}

/** A directive with another text, or name, in one of its arguments. */
export function withText(
  directive: ConstDirectiveNode,
  name: string,
  change: (text: string) => string,
): ConstDirectiveNode {
  const changed = directive.arguments?.map((argument) => {
    const { value } = argument;
    const isText = value.kind === Kind.STRING || value.kind === Kind.ENUM;
    if (!isText || argument.name.value !== name) return argument;
    return { ...argument, value: { ...value, value: change(value.value) } };
  });
  return { ...directive, ...(changed ? { arguments: changed } : {}) };
}

/** What a field without `@join__field` means: every subgraph of its type has it. */
export function joinedByAll({ directives = [] }: KeyedType): ConstDirectiveNode[] {
  const types = directives.filter(({ name }) => name.value === 'join__type');
  const graphs = new Set(types.flatMap((type) => textGiven(type, 'graph') ?? []));
  return [...graphs].map((graph) => ({
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'join__field' },
    arguments: [
      { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'graph' }, value: { kind: Kind.ENUM, value: graph } },
    ],
  }));
}
