import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from './fetch-query.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';
import { below } from './requirements/joined-fields.ts';

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
 * @param planned its operation, by the planner's names
 */
export function requiredPaths(
  { joined, requirements }: Pick<LoadedSupergraph, 'joined' | 'requirements'>,
  { serviceName, requires = [] }: FetchNode,
  planned: DocumentNode,
): RequiredPath[] {
  const users = new Map<string, Set<string>>();
  for (const { type, field } of entityFields(planned)) {
    const needed = joined.of(serviceName, type, field).requires;
    const name = requirements.byName.get(field)?.field ?? field;
    for (const path of needed ? pathsOf(needed) : []) users.set(path, (users.get(path) ?? new Set()).add(name));
  }
  return [...new Set(sentPaths(requires))].map((path) => ({ path: path.split('.'), by: users.get(path) ?? null }));
}

interface EntityField {
  type: string;
  field: string;
}

function entityFields({ definitions }: DocumentNode): EntityField[] {
  const fragments = fragmentsOf(definitions);
  const fieldsOf = (set: SelectionSetNode, type: string): EntityField[] =>
    set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [{ type, field: selection.name.value }];
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      return fragment ? fieldsOf(fragment.selectionSet, fragment.typeCondition?.name.value ?? type) : [];
    });
  return definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION
      ? below([node.selectionSet], '_entities').flatMap((set) => fieldsOf(set, '_Entity'))
      : [],
  );
}

function pathsOf(set: SelectionSetNode, above: readonly string[] = []): string[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return pathsOf(selection.selectionSet, above);
    if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') return [];
    const path = [...above, selection.name.value];
    return selection.selectionSet ? pathsOf(selection.selectionSet, path) : [path.join('.')];
  });
}

function sentPaths(selections: readonly QueryPlanSelectionNode[], above: readonly string[] = []): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind !== 'Field') return sentPaths(selection.selections, above);
    if (selection.name === '__typename') return [];
    const path = [...above, selection.alias ?? selection.name];
    return selection.selections ? sentPaths(selection.selections, path) : [path.join('.')];
  });
}
