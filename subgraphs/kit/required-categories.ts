import { type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, Kind } from 'graphql';
import { policyCategories } from '../../schema/policy-directive.ts';
import { type CompositeType, compositeTypes, namedType } from '../../schema/type-definitions.ts';

/** What a field needs before it may be resolved. */
export interface FieldRequirement {
  /**
   * All of these must be granted: those of the field, of the type it stands on, and of the type it leads to; of an abstract
   * type all members. (Composition allows no `@policy` on interfaces.)
   */
  categories: readonly string[];
  /** Is it a key, by which the gateway calls an entity? */
  isKey: boolean;
}

/** What fields need, by `Type.field`. */
export type FieldRequirements = ReadonlyMap<string, FieldRequirement>;

/**
 * Reads a role's SDL.
 *
 * @throws when a field has no category, since nothing could ever grant it, and when `@policy` goes by another name
 */
export function requiredCategories(document: DocumentNode): FieldRequirements {
  refuseRenamedPolicy(document);
  const types = compositeTypes(document);
  const ofTypes = categoriesOfTypes(document, types);
  const required = new Map<string, FieldRequirement>();
  for (const type of types.values()) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of type.fields) {
      const coordinate = `${type.name}.${field.name.value}`;
      const categories = categoriesOf(type, field, types, ofTypes);
      if (categories.length === 0) throw new Error(`${coordinate}: has no @policy category, so nothing can grant it`);
      required.set(coordinate, { categories, isKey: isKey(type, field) });
    }
  }
  return required;
}

function categoriesOf(
  type: CompositeType,
  field: FieldDefinitionNode,
  types: ReadonlyMap<string, CompositeType>,
  ofTypes: ReadonlyMap<string, readonly string[]>,
): string[] {
  const result = namedType(field.type);
  const leadsTo = [result, ...(types.get(result)?.possibleTypes ?? [])].flatMap((name) => ofTypes.get(name) ?? []);
  return [...new Set([...policyCategories(field), ...(ofTypes.get(type.name) ?? []), ...leadsTo])];
}

// Also of scalars and enums.
function categoriesOfTypes(
  { definitions }: DocumentNode,
  types: ReadonlyMap<string, CompositeType>,
): Map<string, readonly string[]> {
  const categories = new Map<string, readonly string[]>();
  for (const node of definitions) {
    if (node.kind !== Kind.SCALAR_TYPE_DEFINITION && node.kind !== Kind.ENUM_TYPE_DEFINITION) continue;
    categories.set(node.name.value, policyCategories(node));
  }
  for (const type of types.values()) categories.set(type.name, policyCategories(type));
  return categories;
}

function isKey(type: CompositeType, field: FieldDefinitionNode): boolean {
  const keys = type.directives.filter(({ name }) => name.value === 'key').map(({ arguments: given = [] }) => given);
  return keys.some((given) =>
    given.some(({ name, value }) => {
      if (name.value !== 'fields' || value.kind !== Kind.STRING) return false;
      // What stands below a field of a key is a field of another type.
      const names = value.value.replaceAll(/\{[^{}]*\}/g, ' ').split(/[\s,]+/);
      return names.includes(field.name.value);
    }),
  );
}

function refuseRenamedPolicy({ definitions }: DocumentNode): void {
  for (const node of definitions) {
    if (node.kind !== Kind.SCHEMA_EXTENSION && node.kind !== Kind.SCHEMA_DEFINITION) continue;
    for (const link of node.directives ?? []) {
      if (link.name.value === 'link' && renamesPolicy(link)) throw new Error('@policy may not go by another name here');
    }
  }
}

function renamesPolicy({ arguments: given = [] }: ConstDirectiveNode): boolean {
  const imported = given.find(({ name }) => name.value === 'import')?.value;
  if (imported?.kind !== Kind.LIST) return false;
  return imported.values.some((each) => {
    if (each.kind !== Kind.OBJECT) return false;
    return each.fields.some(({ value }) => value.kind === Kind.STRING && value.value === '@policy');
  });
}
