import {
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../../../gateway/plan/conditions.ts';
import { overviewInputs } from '../../enforcement/whole-graph/one-database.ts';

/** The fields that an operation asks, as `Type.field` of object types. */
export interface AskedFields {
  all: ReadonlySet<string>;
  /** Of the clients who stand at these places: response names down to them. */
  at(places: Iterable<string>): ReadonlySet<string>;
}

/**
 * What an operation asks when its `@skip` and `@include` are decided: with what the overview is computed from, and the keys by
 * which one organisation's part is joined to another's. What stands below a client is asked of that one, down to the next.
 */
export function askedByOperation(
  schema: GraphQLSchema,
  query: string,
  variables: Record<string, unknown>,
): AskedFields {
  const document = parse(query);
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const keys = keysOf(schema);
  const all = new Set<string>(keys);
  const byPlace = new Map<string, Set<string>>();
  const objectsOf = (type: unknown): string[] => {
    if (isObjectType(type)) return [type.name];
    return isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [];
  };
  const visit = (objects: readonly string[], set: SelectionSetNode, path: readonly string[], place: string): void => {
    for (const node of set.selections) {
      if (!isIncluded(node.directives, (name) => variables[name] === true)) continue;
      if (node.kind === Kind.FIELD) {
        const at = [...path, node.alias?.value ?? node.name.value];
        for (const object of objects) visitField(object, node.name.value, node.selectionSet, at, place);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      const condition = fragment?.typeCondition?.name.value;
      const within = condition === undefined ? objects : objectsOf(schema.getType(condition));
      const inner = objects.filter((object) => within.includes(object));
      if (fragment) visit(inner, fragment.selectionSet, path, place);
    }
  };
  const visitField = (
    object: string,
    name: string,
    below: SelectionSetNode | undefined,
    path: readonly string[],
    place: string,
  ): void => {
    const type = schema.getType(object);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!field) return;
    const asked = byPlace.get(place) ?? new Set(keys);
    byPlace.set(place, asked.add(`${object}.${name}`));
    all.add(`${object}.${name}`);
    const result = getNamedType(field.type);
    if (below) visit(objectsOf(result), below, path, result.name === 'Client' ? path.join('.') : place);
    if (`${object}.${name}` !== 'Client.overview') return;
    for (const input of overviewInputs()) visitField('Client', input.name, input.set, [], place);
  };
  for (const each of document.definitions)
    if (each.kind === Kind.OPERATION_DEFINITION) visit(['Query'], each.selectionSet, [], '');
  const at = (places: Iterable<string>) =>
    new Set([...keys, ...[...places].flatMap((one) => [...(byPlace.get(one) ?? [])])]);
  return { all, at };
}

function keysOf(schema: GraphQLSchema): string[] {
  const partner = schema.getType('Partner');
  const partners = isAbstractType(partner) ? schema.getPossibleTypes(partner) : [];
  return ['Client.id', ...partners.map(({ name }) => `${name}.oin`)];
}
