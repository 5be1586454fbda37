import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  type SelectionSetNode,
} from 'graphql';
import type { Fragments } from './collect-fields.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';

/**
 * The categories of personal data that a fetch asks: `@policy` of every field in it, of the types those fields stand on and
 * lead to.
 */
export function fetchCategories(
  supergraph: LoadedSupergraph,
  schema: GraphQLSchema,
  fragments: Fragments,
  type: GraphQLCompositeType,
  set: SelectionSetNode,
): readonly string[] {
  const categories = new Set<string>();
  const add = (coordinate: string): void => {
    for (const category of supergraph.policies.get(coordinate) ?? []) categories.add(category);
  };
  const visit = (parent: GraphQLCompositeType, set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === 'Field') {
        const field = 'getFields' in parent ? parent.getFields()[selection.name.value] : undefined;
        if (!field) continue;
        add(parent.name);
        add(`${parent.name}.${field.name}`);
        const named = getNamedType(field.type);
        if (isCompositeType(named) && selection.selectionSet) visit(named, selection.selectionSet);
        continue;
      }
      const fragment = selection.kind === 'InlineFragment' ? selection : fragments.get(selection.name.value);
      const condition = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
      if (fragment) visit(isCompositeType(condition) ? condition : parent, fragment.selectionSet);
    }
  };
  visit(type, set);
  return [...categories].sort();
}
