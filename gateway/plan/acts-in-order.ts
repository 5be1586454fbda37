import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type InlineFragmentNode,
  Kind,
  OperationTypeNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { BadUserInputError } from '../errors.ts';

// One selection of a root field, with the conditions that it stands under, outermost first.
interface Occurrence {
  node: FieldNode;
  conditions: readonly (readonly DirectiveNode[])[];
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * A document whose mutations name each act once, in the order asked. The planner orders what stands in fragments otherwise,
 * and does an act twice that is selected twice under different conditions with another subgraph's act between.
 *
 * @throws {BadUserInputError} when an act stands under different conditions, and nowhere without one
 */
export function withActsInOrder(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const definitions = document.definitions.map((node) =>
    node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.MUTATION
      ? { ...node, selectionSet: actsOf(node.selectionSet, fragments) }
      : node,
  );
  return { ...document, definitions };
}

function actsOf(set: SelectionSetNode, fragments: Fragments): SelectionSetNode {
  const acts = new Map<string, Occurrence[]>();
  for (const occurrence of occurrencesIn(set, fragments, [], new Set())) {
    const name = occurrence.node.alias?.value ?? occurrence.node.name.value;
    acts.set(name, [...(acts.get(name) ?? []), occurrence]);
  }
  return { ...set, selections: [...acts].map(([name, occurrences]) => actOf(name, occurrences)) };
}

function* occurrencesIn(
  set: SelectionSetNode,
  fragments: Fragments,
  above: Occurrence['conditions'],
  seen: Set<string>,
): Generator<Occurrence> {
  for (const selection of set.selections) {
    const { directives = [] } = selection;
    const conditions = directives.length > 0 ? [...above, directives] : above;
    if (selection.kind === Kind.FIELD) {
      yield { node: { ...selection, directives: [] }, conditions };
      continue;
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      // The same fragment under the same conditions adds nothing.
      const key = `${selection.name.value} ${textOf(conditions)}`;
      if (seen.has(key)) continue;
      seen.add(key);
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (fragment) yield* occurrencesIn(fragment.selectionSet, fragments, conditions, seen);
  }
}

function actOf(name: string, occurrences: readonly Occurrence[]): SelectionNode {
  const [first] = occurrences;
  if (!first) throw new Error('An act that nobody selected');
  const isOneCondition = new Set(occurrences.map(({ conditions }) => textOf(conditions))).size === 1;
  if (isOneCondition) {
    return under(
      first.conditions,
      withBelow(first.node, occurrences, ({ node }) => node.selectionSet?.selections ?? []),
    );
  }
  if (occurrences.every(({ conditions }) => conditions.length > 0)) {
    throw new BadUserInputError(`${name} is selected under different conditions: an act stands under one.`);
  }
  // It is done in any case; what is asked of its result stands under the conditions.
  return withBelow(first.node, occurrences, ({ node, conditions }) =>
    node.selectionSet ? [inside(conditions, node.selectionSet.selections)] : [],
  );
}

function withBelow(
  node: FieldNode,
  occurrences: readonly Occurrence[],
  below: (occurrence: Occurrence) => readonly SelectionNode[],
): FieldNode {
  if (!node.selectionSet) return node;
  return { ...node, selectionSet: { ...node.selectionSet, selections: occurrences.flatMap(below) } };
}

// The innermost condition can stand on the field itself; one field has no more than one set of conditions.
function under(conditions: Occurrence['conditions'], node: FieldNode): SelectionNode {
  const innermost = { ...node, directives: conditions.at(-1) ?? [] };
  return conditions.length > 1 ? inside(conditions.slice(0, -1), [innermost]) : innermost;
}

function inside(conditions: Occurrence['conditions'], selections: readonly SelectionNode[]): InlineFragmentNode {
  const [directives, ...rest] = conditions;
  return {
    kind: Kind.INLINE_FRAGMENT,
    directives,
    selectionSet: { kind: Kind.SELECTION_SET, selections: rest.length > 0 ? [inside(rest, selections)] : selections },
  };
}

function textOf(conditions: Occurrence['conditions']): string {
  return conditions.map((directives) => directives.map(print).join(' ')).join(' > ');
}
