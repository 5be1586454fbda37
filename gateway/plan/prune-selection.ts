import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { namingField } from '../../schema/naming-fields.ts';
import type { Fragments } from './collect-fields.ts';
import type { FieldCategories } from './field-categories.ts';
import { actMarks, sourceMark, subjectMark } from './subject-rules.ts';

/** A field that a call leaves out because it is not allowed. */
export interface DeniedField {
  /** Response names down to it, from what is asked; lists are passed through. */
  path: readonly string[];
  /** What it needs. */
  categories: readonly string[];
  /** Why nobody may see it, where no category decides that. */
  reason?: string;
}

/** A selection without what is not allowed. */
export interface PrunedSelection {
  /** Null: nothing is left to ask. */
  set: SelectionSetNode | null;
  denied: readonly DeniedField[];
}

/** What pruning needs to know of a fetch. */
export interface PruneContext {
  /** The schema of the subgraph that is asked. */
  schema: GraphQLSchema;
  fragments: Fragments;
  categories: FieldCategories;
  /** `Type.field` of the data subject's id, which the gateway itself fills in: it needs no category here. */
  subjectField: string | null;
  /**
   * Are data subjects below what is asked left out, but for their id? They are others than who was asked about, and whoever
   * answers is not asked about them.
   */
  withoutOthers: boolean;
}

// For the log: whom an act was about is recorded also when whoever did it may see nothing of the client.
const forTheLog: ReadonlySet<string> = new Set(Object.values(actMarks));

// Without whose data it is, an object cannot be decided on.
function isMark(name: string, alias: string | undefined): boolean {
  if (alias === undefined) return false;
  return forTheLog.has(alias) || alias === sourceMark || (alias === subjectMark && name === namingField);
}

const typename: SelectionNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Leaves out of a selection every field that needs a category which is not allowed. Named fragments are opened on the way. An
 * object of which every field is denied is still asked, as `__typename`, when the object itself is allowed.
 */
export function pruneSelection(
  context: PruneContext,
  type: GraphQLCompositeType,
  set: SelectionSetNode,
  isAllowed: (category: string) => boolean,
): PrunedSelection {
  const denied: DeniedField[] = [];
  const pruned = pruneSet(context, type, set, isAllowed, [], denied);
  const isEmpty = !pruned.selections.some((selection) => asksSomething(context, selection));
  return { set: isEmpty ? null : pruned, denied };
}

// Names, of types and of the subject itself, ask for nothing about the subject.
function asksSomething(context: PruneContext, selection: SelectionNode): boolean {
  if (selection.kind === Kind.FIELD) {
    const { name, alias } = selection;
    if (alias?.value === sourceMark) return false;
    const isSubject = context.subjectField?.endsWith(`.${name.value}`) ?? alias?.value === subjectMark;
    return name.value !== '__typename' && !isSubject;
  }
  if (selection.kind !== Kind.INLINE_FRAGMENT) return false;
  return selection.selectionSet.selections.some((below) => asksSomething(context, below));
}

function pruneSet(
  context: PruneContext,
  type: GraphQLCompositeType,
  set: SelectionSetNode,
  isAllowed: (category: string) => boolean,
  path: readonly string[],
  denied: DeniedField[],
): SelectionSetNode {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) {
      const kept = pruneField(context, type, selection, isAllowed, path, denied);
      return kept ? [kept] : [];
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : context.fragments.get(selection.name.value);
    if (!fragment) return [];
    const condition = fragment.typeCondition && context.schema.getType(fragment.typeCondition.name.value);
    // On an object, a fragment on an interface is still about that object's own fields.
    const inner =
      isCompositeType(condition) && !isObjectType(type) ? condition : isObjectType(condition) ? condition : type;
    const below = pruneSet(context, inner, fragment.selectionSet, isAllowed, path, denied);
    if (below.selections.length === 0) return [];
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition: fragment.typeCondition,
        directives: selection.directives,
        selectionSet: below,
      },
    ];
  });
  return { kind: Kind.SELECTION_SET, selections };
}

function pruneField(
  context: PruneContext,
  type: GraphQLCompositeType,
  node: Extract<SelectionNode, { kind: Kind.FIELD }>,
  isAllowed: (category: string) => boolean,
  path: readonly string[],
  denied: DeniedField[],
): SelectionNode | null {
  const name = node.name.value;
  const field = 'getFields' in type ? type.getFields()[name] : undefined;
  if (name === '__typename' || !field) return node;
  if (isMark(name, node.alias?.value)) return node;
  const at = [...path, node.alias?.value ?? name];
  const categories = context.subjectField === `${type.name}.${name}` ? [] : context.categories.of(type.name, name);
  if (isOfAnother(context, type, name, path)) {
    denied.push({ path: at, categories, reason: 'NO_CASE_RELATION' });
    return null;
  }
  if (!categories.every(isAllowed)) {
    denied.push({ path: at, categories });
    return null;
  }
  const named = getNamedType(field.type);
  if (!node.selectionSet || !isCompositeType(named)) return node;
  const below = pruneSet(context, named, node.selectionSet, isAllowed, at, denied);
  const selections = below.selections.length > 0 ? below.selections : [typename];
  return { ...node, selectionSet: { ...below, selections } };
}

function isOfAnother(
  { schema, subjectField, withoutOthers }: PruneContext,
  type: GraphQLCompositeType,
  field: string,
  path: readonly string[],
): boolean {
  if (!withoutOthers || subjectField === null || path.length === 0) return false;
  const [subjectType = '', id] = subjectField.split('.');
  const subject = schema.getType(subjectType);
  if (type.name === subjectType) return field !== id;
  return isAbstractType(type) && isObjectType(subject) && schema.isSubType(type, subject);
}
