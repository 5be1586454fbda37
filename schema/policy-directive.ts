import { type ConstDirectiveNode, Kind } from 'graphql';

/** The categories that a field's or type's own `@policy(policies: [["debts"]])` names, in all of its groups. */
export function policyCategories(node: { readonly directives?: readonly ConstDirectiveNode[] }): string[] {
  const values = (node.directives ?? [])
    .filter((directive) => directive.name.value === 'policy')
    .flatMap((directive) => directive.arguments ?? [])
    .filter((argument) => argument.name.value === 'policies')
    .map((argument) => argument.value);
  const found: string[] = [];
  while (values.length > 0) {
    const value = values.shift();
    if (value?.kind === Kind.LIST) values.push(...value.values);
    if (value?.kind === Kind.STRING) found.push(value.value);
  }
  return found;
}
