import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** What a document may ask at the most; more is refused before it is planned. */
export const operationLimits = {
  /** GraphQL tokens in a document. */
  tokens: 10_000,
  /** Selections, fragments opened everywhere. */
  selections: 5_000,
  /** Fields below each other. */
  depth: 25,
  /** Selections at the root, aliases counted. */
  rootFields: 50,
} as const;

/** Refuses an operation that is deeper or broader than `operationLimits`. */
export function limitOperation(context: ValidationContext): ASTVisitor {
  const depthOf = depthMeter((name) => context.getFragment(name) ?? undefined);
  const refuse = (what: string, found: number, limit: number): void => {
    const message = `The operation has ${found} ${what}, and ${limit} are taken: ask for less at once.`;
    context.reportError(new GraphQLError(message, { extensions: { tooComplex: true } }));
  };
  return {
    OperationDefinition({ selectionSet }) {
      const depth = depthOf(selectionSet);
      const broad = selectionSet.selections.length;
      if (depth > operationLimits.depth) refuse('fields below each other', depth, operationLimits.depth);
      if (broad > operationLimits.rootFields) refuse('root fields', broad, operationLimits.rootFields);
    },
  };
}

// Each fragment is measured once. One that spreads itself is refused by another rule; here it counts as flat.
function depthMeter(
  fragmentOf: (name: string) => FragmentDefinitionNode | undefined,
): (set: SelectionSetNode) => number {
  const known = new Map<string, number>();
  const depthOf = (set: SelectionSetNode): number => {
    let deepest = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) deepest = Math.max(deepest, fragmentDepth(selection.name.value));
      else if (selection.selectionSet) {
        const below = depthOf(selection.selectionSet);
        deepest = Math.max(deepest, selection.kind === Kind.FIELD ? below + 1 : below);
      } else deepest = Math.max(deepest, 1);
    }
    return deepest;
  };
  const fragmentDepth = (name: string): number => {
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, 0);
    const fragment = fragmentOf(name);
    const depth = fragment ? depthOf(fragment.selectionSet) : 0;
    known.set(name, depth);
    return depth;
  };
  return depthOf;
}
