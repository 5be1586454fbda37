import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

type SubscriptionOrNode = NonNullable<QueryPlan['node']>;

/** Plans an operation; where the planner puts the acts of a mutation in another order, each act by itself. */
export function planInOrder(document: DocumentNode, plan: (document: DocumentNode) => QueryPlan): QueryPlan {
  const planned = plan(document);
  const acts = actsOf(document);
  if (acts.length < 2 || !planned.node || isInOrder(namesIn(planned.node), acts.flatMap(namesOf))) return planned;
  const nodes = acts.flatMap((act) => {
    const { node } = plan(withOnly(document, act));
    return node && node.kind !== 'Subscription' ? [node] : [];
  });
  return { ...planned, node: { kind: 'Sequence', nodes } };
}

function isInOrder(planned: readonly string[], asked: readonly string[]): boolean {
  const places = planned.map((name) => asked.indexOf(name));
  return places.every((place, index) => index === 0 || (places[index - 1] ?? 0) <= place);
}

function isMutation(node: DocumentNode['definitions'][number]) {
  return node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.MUTATION;
}

function actsOf({ definitions }: DocumentNode): readonly SelectionNode[] {
  return definitions.flatMap((node) =>
    isMutation(node) && 'selectionSet' in node ? node.selectionSet.selections : [],
  );
}

function withOnly(document: DocumentNode, act: SelectionNode): DocumentNode {
  const definitions = document.definitions.map((node) =>
    node.kind === Kind.OPERATION_DEFINITION
      ? { ...node, selectionSet: { ...node.selectionSet, selections: [act] } }
      : node,
  );
  return { ...document, definitions };
}

// The root's response names, in the order in which the plan asks them.
function namesIn(node: SubscriptionOrNode | PlanNode): string[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(namesIn);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((clause) => (clause ? namesIn(clause) : []));
    case 'Fetch':
      return node.requires ? [] : askedIn(parse(node.operation, { noLocation: true }));
    default:
      return [];
  }
}

function askedIn({ definitions }: DocumentNode): string[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const namesBelow = (set: SelectionSetNode): string[] =>
    set.selections.flatMap((selection) => {
      const spread = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : undefined;
      return spread ? namesBelow(spread.selectionSet) : namesOf(selection);
    });
  return definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? namesBelow(node.selectionSet) : []));
}

function namesOf(selection: SelectionNode): string[] {
  if (selection.kind === Kind.FIELD) return [selection.alias?.value ?? selection.name.value];
  return selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet.selections.flatMap(namesOf) : [];
}
