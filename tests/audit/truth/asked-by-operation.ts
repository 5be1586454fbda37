import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../../../gateway/plan/conditions.ts';
import { overviewInputs } from '../../enforcement/whole-graph/one-database.ts';

/**
 * The fields that an operation asks, as `Type.field` of object types, when its `@skip` and `@include` are decided: with what the
 * overview is computed from, and the keys by which one organisation's part is joined to another's.
 */
export function askedByOperation(
  schema: GraphQLSchema,
  query: string,
  variables: Record<string, unknown>,
): ReadonlySet<string> {
  const document = parse(query);
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const asked = new Set<string>(keysOf(schema));
  const objectsOf = (type: unknown): string[] => {
    if (isObjectType(type)) return [type.name];
    return isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [];
  };
  const visit = (objects: readonly string[], set: SelectionSetNode): void => {
    for (const node of set.selections) {
      if (!isIncluded(node.directives, (name) => variables[name] === true)) continue;
      if (node.kind === Kind.FIELD) {
        for (const object of objects) visitField(object, node.name.value, node.selectionSet);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      const condition = fragment?.typeCondition?.name.value;
      const within = condition === undefined ? objects : objectsOf(schema.getType(condition));
      if (fragment)
        visit(
          objects.filter((object) => within.includes(object)),
          fragment.selectionSet,
        );
    }
  };
  const visitField = (object: string, name: string, below: SelectionSetNode | undefined): void => {
    const type = schema.getType(object);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!field) return;
    asked.add(`${object}.${name}`);
    if (below) visit(objectsOf(getNamedType(field.type) as GraphQLCompositeType), below);
    if (`${object}.${name}` !== 'Client.overview') return;
    for (const input of overviewInputs()) visitField('Client', input.name, input.set);
  };
  for (const each of document.definitions)
    if (each.kind === Kind.OPERATION_DEFINITION) visit(['Query'], each.selectionSet);
  return asked;
}

function keysOf(schema: GraphQLSchema): string[] {
  const partner = schema.getType('Partner');
  const partners = isCompositeType(partner) && isAbstractType(partner) ? schema.getPossibleTypes(partner) : [];
  return ['Client.id', ...partners.map(({ name }) => `${name}.oin`)];
}
