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
import { isCondition } from './conditions.ts';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Decides on the `@skip` and `@include` of one selection: is it in? */
export type IsIncluded = (directives: readonly DirectiveNode[] | undefined) => boolean;

/** A selection set, and whether it stands under a `@skip` or `@include` that was not decided. */
export interface SelectedSet {
  set: SelectionSetNode;
  conditional: boolean;
}

/** One field of an object's answer: all selections of one response name, merged. */
export interface CollectedField {
  responseName: string;
  nodes: readonly FieldNode[];
  /** What is asked below it. */
  below: readonly SelectedSet[];
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
  selected: readonly SelectedSet[],
  isIncluded?: IsIncluded,
): CollectedField[] {
  const fields = new Map<string, { nodes: FieldNode[]; below: SelectedSet[]; conditional: boolean }>();
  // A fragment that was opened adds nothing the second time, unless its conditions differ.
  const opened = new Set<string>();
  const visit = (set: SelectionSetNode, underCondition: boolean): void => {
    for (const selection of set.selections) {
      if (isIncluded && !isIncluded(selection.directives)) continue;
      const conditional = underCondition || (!isIncluded && isConditional(selection.directives));
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const field = fields.get(name) ?? { nodes: [], below: [], conditional: true };
        fields.set(name, field);
        field.nodes.push(selection);
        if (selection.selectionSet) field.below.push({ set: selection.selectionSet, conditional });
        field.conditional &&= conditional;
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!fragment) continue;
      if (selection.kind === Kind.FRAGMENT_SPREAD && !isNewlyOpened(opened, selection.name.value, conditional))
        continue;
      const condition = fragment.typeCondition?.name.value;
      if (condition === undefined || typeApplies(schema, condition, type)) visit(fragment.selectionSet, conditional);
    }
  };
  for (const { set, conditional } of selected) visit(set, conditional);
  return [...fields].map(([responseName, field]) => ({ responseName, ...field }));
}

/** Does a fragment on `condition` apply to objects of `type`? */
export function typeApplies(schema: GraphQLSchema, condition: string, type: GraphQLCompositeType): boolean {
  if (condition === type.name) return true;
  const conditionType = schema.getType(condition);
  if (!isAbstractType(conditionType)) return false;
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(conditionType, type);
}

function isNewlyOpened(opened: Set<string>, name: string, conditional: boolean): boolean {
  const key = `${name} ${conditional}`;
  if (opened.has(key)) return false;
  opened.add(key);
  return true;
}

function isConditional(directives: readonly DirectiveNode[] | undefined): boolean {
  return directives?.some(isCondition) ?? false;
}
