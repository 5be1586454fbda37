import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Fragments } from './collect-fields.ts';
import { fragmentsOf } from './fetch-query.ts';
import type { Need, Requirements } from './name-requirements.ts';

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
  const parts = new Parts((type, field) => requirements.needs.get(`${node.serviceName} ${type}.${field}`) ?? []);
  const opened = openEntities(operation, (set) => parts.take(openFragments(fragments, set), '_Entity'));
  if (parts.count < 2) return [node];
  return Array.from({ length: parts.count }, (_, index) => {
    const part = openEntities(opened, (set) => parts.setOf(set, index));
    const requires = keepNeeded(requirements, node.requires ?? [], [], (need) => parts.has(index, need));
    return { ...node, ...asQuery(part), requires };
  });
}

/** Spreads the fields of the entities over parts, so that no part needs two things at one place. */
class Parts {
  readonly #needsOf: (type: string, field: string) => readonly Need[];
  readonly #parts: Map<string, string>[] = [new Map()];
  readonly #partOf = new Map<FieldNode, number>();

  constructor(needsOf: (type: string, field: string) => readonly Need[]) {
    this.#needsOf = needsOf;
  }

  get count(): number {
    return this.#parts.length;
  }

  has(index: number, { path, name }: Need): boolean {
    return this.#parts[index]?.get(path)?.split(' ').includes(name) ?? false;
  }

  take(set: SelectionSetNode, type: string): SelectionSetNode {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD)
        this.#partOf.set(selection, this.#place(this.#needsOf(type, selection.name.value)));
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        this.take(selection.selectionSet, selection.typeCondition?.name.value ?? type);
    }
    return set;
  }

  setOf(set: SelectionSetNode, index: number): SelectionSetNode {
    const selections = set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return this.#partOf.get(selection) === index ? [selection] : [];
      if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
      const selectionSet = this.setOf(selection.selectionSet, index);
      return selectionSet.selections.length > 0 ? [{ ...selection, selectionSet }] : [];
    });
    return { ...set, selections };
  }

  #place(needs: readonly Need[]): number {
    if (needs.length === 0) return 0;
    const wanted = new Map([...Map.groupBy(needs, ({ path }) => path)].map(([path, at]) => [path, namesOf(at)]));
    const fits = (part: Map<string, string>) =>
      [...wanted].every(([path, names]) => (part.get(path) ?? names) === names);
    const found = this.#parts.findIndex(fits);
    const index = found === -1 ? this.#parts.push(new Map()) - 1 : found;
    for (const [path, names] of wanted) this.#parts[index]?.set(path, names);
    return index;
  }
}

function namesOf(needs: readonly Need[]): string {
  return [...new Set(needs.map(({ name }) => name))].sort().join(' ');
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
