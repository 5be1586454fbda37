import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Decides on the `@skip` and `@include` of one selection: is it in? */
export type IsIncluded = (directives: readonly DirectiveNode[] | undefined) => boolean;

/** One field of an object's answer: all selections of one response name, merged. */
export interface CollectedField {
  responseName: string;
  nodes: readonly FieldNode[];
  /** Stands under a `@skip` or `@include` that was not decided: the answer may do without it. */
  conditional: boolean;
}

/**
 * The fields that a selection asks of one type, in order, fragments opened and merged (GraphQL specification, 6.3.2
 * CollectFields).
 */
export function collectFields(
  schema: GraphQLSchema,
  fragments: Fragments,
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  isIncluded?: IsIncluded,
): CollectedField[] {
  const fields = new Map<string, { nodes: FieldNode[]; conditional: boolean }>();
  const visit = (set: SelectionSetNode, underCondition: boolean): void => {
    for (const selection of set.selections) {
      if (isIncluded && !isIncluded(selection.directives)) continue;
      const conditional = underCondition || (!isIncluded && isConditional(selection.directives));
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const known = fields.get(name);
        if (known) {
          known.nodes.push(selection);
          known.conditional &&= conditional;
        } else fields.set(name, { nodes: [selection], conditional });
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!fragment) continue;
      const condition = fragment.typeCondition?.name.value;
      if (condition === undefined || typeApplies(schema, condition, type)) visit(fragment.selectionSet, conditional);
    }
  };
  for (const set of selectionSets) visit(set, false);
  return [...fields].map(([responseName, field]) => ({ responseName, ...field }));
}

/** The selection sets below a merged field. */
export function subSelections(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
}

/** Does a fragment on `condition` apply to objects of `type`? */
export function typeApplies(schema: GraphQLSchema, condition: string, type: GraphQLCompositeType): boolean {
  if (condition === type.name) return true;
  const conditionType = schema.getType(condition);
  if (!isAbstractType(conditionType)) return false;
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(conditionType, type);
}

function isConditional(directives: readonly DirectiveNode[] | undefined): boolean {
  return directives?.some(({ name }) => name.value === 'skip' || name.value === 'include') ?? false;
}
