import { Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import type { Fragments } from './collect-fields.ts';
import { isCondition, isIncluded } from './conditions.ts';

/**
 * A selection as it is when its `@skip` and `@include` are decided: without what they leave out, and without them. Named fragments
 * are opened on the way.
 *
 * @param holdsFor the value of a variable that decides
 */
export function decideConditions(
  fragments: Fragments,
  set: SelectionSetNode,
  holdsFor: (variable: string) => boolean,
): SelectionSetNode {
  const decided = (node: SelectionNode): SelectionNode[] => {
    if (!isIncluded(node.directives, holdsFor)) return [];
    const directives = node.directives?.filter((directive) => !isCondition(directive)) ?? [];
    if (node.kind === Kind.FIELD) {
      const below = node.selectionSet && decideConditions(fragments, node.selectionSet, holdsFor);
      return [{ ...node, directives, ...(below ? { selectionSet: below } : {}) }];
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    if (!fragment) return [];
    const selectionSet = decideConditions(fragments, fragment.selectionSet, holdsFor);
    const { typeCondition } = fragment;
    return [{ kind: Kind.INLINE_FRAGMENT, ...(typeCondition ? { typeCondition } : {}), directives, selectionSet }];
  };
  return { kind: Kind.SELECTION_SET, selections: set.selections.flatMap(decided) };
}
