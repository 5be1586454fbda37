import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Fragments } from './collect-fields.ts';
import { FetchParts } from './fetch-parts.ts';
import { fragmentsOf } from './fetch-query.ts';
import type { Need, Requirements } from './requirements.ts';

/**
 * One fetch as several, where fields of it require the same field with other arguments: a representation has room for one of
 * them.
 */
export function splitFetch(requirements: Requirements, node: FetchNode): readonly FetchNode[] {
  if (requirements.needs.size === 0 || !node.requires) return [node];
  const { definitions } = parse(node.operation, { noLocation: true });
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) return [node];
  const fragments = fragmentsOf(definitions);
  const parts = new FetchParts((type, field) => requirements.needs.get(`${node.serviceName} ${type}.${field}`) ?? []);
  const opened = openEntities(operation, (set) => parts.take(openFragments(fragments, set), '_Entity'));
  if (parts.count < 2) return [node];
  return Array.from({ length: parts.count }, (_, index) => {
    const part = openEntities(opened, (set) => parts.setOf(set, index));
    const requires = keepNeeded(requirements, node.requires ?? [], [], (need) => parts.has(index, need));
    return { ...node, ...asQuery(part), requires };
  });
}

function openEntities(
  operation: OperationDefinitionNode,
  change: (set: SelectionSetNode) => SelectionSetNode,
): OperationDefinitionNode {
  const selections = operation.selectionSet.selections.map((selection) =>
    selection.kind === Kind.FIELD && selection.selectionSet
      ? { ...selection, selectionSet: change(selection.selectionSet) }
      : selection,
  );
  return { ...operation, selectionSet: { ...operation.selectionSet, selections } };
}

function openFragments(fragments: Fragments, set: SelectionSetNode): SelectionSetNode {
  const selections = set.selections.map((node): SelectionNode => {
    const { directives } = node;
    if (node.kind === Kind.FIELD)
      return { ...node, ...(node.selectionSet ? { selectionSet: openFragments(fragments, node.selectionSet) } : {}) };
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    if (!fragment) return node;
    const { typeCondition } = fragment;
    const selectionSet = openFragments(fragments, fragment.selectionSet);
    return { kind: Kind.INLINE_FRAGMENT, ...(typeCondition ? { typeCondition } : {}), directives, selectionSet };
  });
  return { ...set, selections };
}

function keepNeeded(
  requirements: Requirements,
  requires: readonly QueryPlanSelectionNode[],
  path: readonly string[],
  isNeeded: (need: Need) => boolean,
): QueryPlanSelectionNode[] {
  return requires.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind !== 'Field') {
      const selections = keepNeeded(requirements, selection.selections, path, isNeeded);
      return selections.length > 0 ? [{ ...selection, selections }] : [];
    }
    const required = requirements.byName.get(selection.name);
    const at = [...path, required?.field ?? selection.name];
    if (required && !isNeeded({ path: at.join('.'), name: selection.name })) return [];
    if (!selection.selections) return [selection];
    const selections = keepNeeded(requirements, selection.selections, at, isNeeded);
    return selections.length > 0 ? [{ ...selection, selections }] : [];
  });
}

// Only the variables that are left are declared and sent.
function asQuery(operation: OperationDefinitionNode): Pick<FetchNode, 'operation' | 'variableUsages'> {
  const used = new Set<string>();
  visit(operation.selectionSet, {
    Variable({ name }) {
      used.add(name.value);
    },
  });
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value));
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [{ ...operation, variableDefinitions }] };
  used.delete('representations');
  return { operation: print(document), variableUsages: [...used] };
}
