import {
  type DirectiveNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { BadUserInputError } from '../errors.ts';

/** Is it a `@skip` or `@include`? */
export function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

/** Is a selection in, by its `@skip` and `@include`? */
export function isIncluded(
  directives: readonly DirectiveNode[] | undefined,
  holdsFor: (variable: string) => boolean,
): boolean {
  for (const { name, arguments: args } of (directives ?? []).filter(isCondition)) {
    const value = args?.find((argument) => argument.name.value === 'if')?.value;
    const holds =
      value?.kind === Kind.VARIABLE ? holdsFor(value.name.value) : value?.kind === Kind.BOOLEAN && value.value;
    if (holds === (name.value === 'skip')) return false;
  }
  return true;
}

/** The variables that some `@skip` or `@include` depends on. */
export function conditionVariables(nodes: readonly (OperationDefinitionNode | FragmentDefinitionNode)[]): Set<string> {
  const names = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      for (const { arguments: args } of (selection.directives ?? []).filter(isCondition)) {
        for (const { value } of args ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet) collect(selection.selectionSet);
    }
  };
  for (const { selectionSet } of nodes) collect(selectionSet);
  return names;
}

/** @throws {BadUserInputError} when a variable that decides a `@skip` or `@include` is null */
export function checkConditions(deciding: readonly string[], variables: Readonly<Record<string, unknown>>): void {
  // A default makes such a variable optional, and leaves null as a value that fits nothing.
  const wrong = deciding.find((name) => typeof variables[name] !== 'boolean');
  if (wrong !== undefined) throw new BadUserInputError(`The value of $${wrong} does not fit its type.`);
}
