import type { FetchNode } from '@apollo/query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import type { Fragments } from './collect-fields.ts';
import type { FetchQuery } from './fetch-query.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';
import { compileRepresentation, type ExtractRepresentation } from './representation.ts';
import { type RequiredPath, requiredPaths, requiresFor } from './required-paths.ts';
import { compileInputRewrites, type Rewrite } from './rewrites.ts';

/** How the entities that a fetch asks more of are named. */
export interface NamedEntities {
  extract: ExtractRepresentation;
  rewrite: Rewrite | null;
  /** What they are named by, and what is computed of it. */
  required: readonly RequiredPath[];
  /** The same, for a query of which conditions leave out a part: what only that part is computed of is neither there nor sent. */
  decided(query: FetchQuery): NamedEntities;
}

/**
 * Compiles how a fetch names entities.
 *
 * @param set what it asks of them, by the planner's names
 */
export function compileEntities(
  supergraph: LoadedSupergraph,
  node: FetchNode,
  set: SelectionSetNode,
  fragments: Fragments,
): NamedEntities {
  const { requires = [] } = node;
  const required = requiredPaths(supergraph, node, fieldNames(set, fragments));
  const keys = new Set(required.flatMap(({ path: [name = ''], by }) => (by === null ? [name] : [])));
  const rewrite = compileInputRewrites(supergraph.schema, node.inputRewrites);
  const everything = new Set(required.flatMap(({ by }) => [...(by ?? [])]));
  const byQuery = new WeakMap<FetchQuery, NamedEntities>();
  const namedFor = (asked: ReadonlySet<string>): NamedEntities => ({
    extract: compileRepresentation(supergraph, requiresFor(requires, required, asked), keys),
    rewrite,
    required,
    decided: (query) => {
      const known = byQuery.get(query);
      if (known) return known;
      const { set: left } = query.whole;
      const named = namedFor(new Set(left ? fieldNames(left, fragments) : []));
      byQuery.set(query, named);
      return named;
    },
  });
  return namedFor(everything);
}

function fieldNames({ selections }: SelectionSetNode, fragments: Fragments): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return fragment ? fieldNames(fragment.selectionSet, fragments) : [];
  });
}
