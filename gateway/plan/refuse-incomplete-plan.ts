import type { QueryPlan } from '@apollo/query-planner';
import {
  type DirectiveNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { PlanningFailedError } from '../errors.ts';
import { type Fragments, typeApplies } from './collect-fields.ts';
import { isCondition } from './conditions.ts';
import { fragmentsOf } from './fetch-query.ts';
import { fetchNodes } from './fetches-of-plan.ts';

/** What is asked of the root. */
export interface AskedRoot {
  schema: GraphQLSchema;
  fragments: Fragments;
  rootType: GraphQLObjectType;
  set: SelectionSetNode;
}

/**
 * Refuses a plan that leaves out a field of the root. The stock planner may do so for what it cannot reach, such as a mutation of
 * which one field below is nowhere to be had; an answer of null would hide that.
 *
 * @throws {PlanningFailedError} naming the field
 */
export function refuseIncompletePlan(plan: QueryPlan, asked: AskedRoot): void {
  const planned = plannedNames(plan);
  for (const [responseName, field] of askedNames(asked)) {
    if (planned.has(responseName)) continue;
    throw new PlanningFailedError(`No plan was found for the field ${asked.rootType.name}.${field}`);
  }
}

/** The response names that some fetch of the root asks. */
function plannedNames(plan: QueryPlan): Set<string> {
  const names = new Set<string>();
  for (const { requires, operation } of fetchNodes(plan.node)) if (!requires) addNames(operation, names);
  return names;
}

function addNames(operation: string, names: Set<string>): void {
  const { definitions } = parse(operation, { noLocation: true });
  const fragments = fragmentsOf(definitions);
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.alias?.value ?? selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else visitFragment(selection.name.value);
    }
  };
  const visitFragment = (name: string): void => {
    const fragment = fragments.get(name);
    if (fragment) visit(fragment.selectionSet);
  };
  for (const node of definitions) if (node.kind === Kind.OPERATION_DEFINITION) visit(node.selectionSet);
}

// The values that variables must have for a selection to be in.
type Assumed = ReadonlyMap<string, boolean>;

/** The fields of the root that are in for some values of the variables, by response name. */
function askedNames({ schema, fragments, rootType, set }: AskedRoot): Map<string, string> {
  const names = new Map<string, string>();
  const opened = new Set<string>();
  const visit = ({ selections }: SelectionSetNode, under: Assumed): void => {
    for (const selection of selections) {
      const assumed = assume(under, selection.directives);
      if (!assumed) continue;
      if (selection.kind === Kind.FIELD) {
        const { name, alias, selectionSet } = selection;
        const isAsked =
          !name.value.startsWith('__') && (!selectionSet || asksSomething(fragments, selectionSet, assumed));
        if (isAsked) names.set(alias?.value ?? name.value, name.value);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD && !isNewlyOpened(opened, selection.name.value, assumed)) continue;
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = fragment?.typeCondition?.name.value ?? rootType.name;
      if (fragment && typeApplies(schema, condition, rootType)) visit(fragment.selectionSet, assumed);
    }
  };
  visit(set, new Map());
  return names;
}

// Nothing is fetched for an object of which no value of the variables lets in a part, as stock has it.
function asksSomething(
  fragments: Fragments,
  { selections }: SelectionSetNode,
  under: Assumed,
  opened: Set<string> = new Set(),
): boolean {
  return selections.some((selection) => {
    const assumed = assume(under, selection.directives);
    if (!assumed) return false;
    if (selection.kind === Kind.FIELD)
      return !selection.selectionSet || asksSomething(fragments, selection.selectionSet, assumed, opened);
    if (selection.kind === Kind.FRAGMENT_SPREAD && !isNewlyOpened(opened, selection.name.value, assumed)) return false;
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return fragment !== undefined && asksSomething(fragments, fragment.selectionSet, assumed, opened);
  });
}

function isNewlyOpened(opened: Set<string>, fragment: string, assumed: Assumed): boolean {
  const key = `${fragment} ${[...assumed].sort().join(' ')}`;
  if (opened.has(key)) return false;
  opened.add(key);
  return true;
}

/** Null: nothing meets these conditions, together with those above them. */
function assume(under: Assumed, directives: readonly DirectiveNode[] | undefined): Assumed | null {
  let assumed = under;
  for (const { name, arguments: given } of (directives ?? []).filter(isCondition)) {
    const wanted = name.value === 'include';
    const value = given?.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind === Kind.BOOLEAN && value.value !== wanted) return null;
    if (value?.kind !== Kind.VARIABLE) continue;
    if (assumed.get(value.name.value) === !wanted) return null;
    assumed = new Map([...assumed, [value.name.value, wanted]]);
  }
  return assumed;
}
