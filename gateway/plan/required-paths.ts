import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { LoadedSupergraph } from './load-supergraph.ts';

/** One value that a fetch sends with an entity. */
export interface RequiredPath {
  /** Where it stands below the entity, by the names in the collected data, lists left out. */
  path: readonly string[];
  /** The names of the fields that are computed of it; null: it is of a key, so all need it. */
  by: ReadonlySet<string> | null;
}

/**
 * What a fetch sends with an entity, and what for.
 *
 * @param asked the fields that it asks of the entity, by the planner's names
 */
export function requiredPaths(
  { joined, requirements }: Pick<LoadedSupergraph, 'joined' | 'requirements'>,
  { serviceName, requires = [] }: FetchNode,
  asked: readonly string[],
): RequiredPath[] {
  const inKeys = new Set<string>();
  const leaves = new Set<string>();
  for (const { type, leaf } of leavesOf(requires)) {
    leaves.add(leaf);
    if (joined.isInKey(serviceName, type, leaf)) inKeys.add(leaf);
  }
  return [...leaves].map((leaf) => {
    const path = leaf.split('.');
    if (inKeys.has(leaf)) return { path, by: null };
    const users = asked.filter((field) => joined.requiredBy(serviceName, field).has(leaf));
    return { path, by: new Set(users.map((field) => requirements.byName.get(field)?.field ?? field)) };
  });
}

/** What has to be sent when just these fields are asked: nobody is told what nothing is computed of. */
export function requiresFor(
  requires: readonly QueryPlanSelectionNode[],
  required: readonly RequiredPath[],
  asked: ReadonlySet<string>,
): QueryPlanSelectionNode[] {
  const needed = required.filter(({ by }) => by === null || !by.isDisjointFrom(asked));
  return keep(requires, new Set(needed.map(({ path }) => path.join('.'))), []);
}

function keep(
  selections: readonly QueryPlanSelectionNode[],
  leaves: ReadonlySet<string>,
  above: readonly string[],
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind !== 'Field') {
      const kept = keep(selection.selections, leaves, above);
      return kept.length > 0 ? [{ ...selection, selections: kept }] : [];
    }
    if (selection.name === '__typename') return [selection];
    const path = [...above, selection.alias ?? selection.name];
    if (!selection.selections) return leaves.has(path.join('.')) ? [selection] : [];
    const below = keep(selection.selections, leaves, path);
    return below.some((one) => one.kind !== 'Field' || one.name !== '__typename')
      ? [{ ...selection, selections: below }]
      : [];
  });
}

interface Leaf {
  /** Of the entity. */
  type: string | undefined;
  leaf: string;
}

function leavesOf(selections: readonly QueryPlanSelectionNode[], type?: string, above: readonly string[] = []): Leaf[] {
  return selections.flatMap((selection) => {
    if (selection.kind !== 'Field') {
      return leavesOf(selection.selections, above.length === 0 ? (selection.typeCondition ?? type) : type, above);
    }
    if (selection.name === '__typename') return [];
    const path = [...above, selection.alias ?? selection.name];
    return selection.selections ? leavesOf(selection.selections, type, path) : [{ type, leaf: path.join('.') }];
  });
}
