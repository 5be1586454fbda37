import { type DocumentNode, Kind, parse } from 'graphql';
import { categories, isCategory } from './categories.ts';
import { namingField, sourceField } from './naming-fields.ts';
import { policyCategories } from './policy-directive.ts';
import { type CompositeType, compositeTypes, namedType } from './type-definitions.ts';

/** Something about which no decision could be made. */
export interface CategoryFault {
  code: 'POLICY_MISSING' | 'POLICY_UNKNOWN_CATEGORY' | 'SOURCE_WITHOUT_CLIENT';
  /** `Type.field`, or `Type` where the type's own `@policy` is wrong, or the type itself. */
  coordinate: string;
  message: string;
}

/**
 * Checks that whatever can be reached from `Client` has a category, so that nothing about a person can be let out without
 * a decision. A field has its own `@policy` or its object type's; a field of `Client` always its own.
 *
 * @param supergraphSdl a composed supergraph
 * @returns one line a fault, each naming `Type.field`; empty when there are none
 */
export function checkCategories(supergraphSdl: string): string[] {
  return categoryFaults(parse(supergraphSdl)).map(({ message }) => message);
}

/** What `checkCategories` finds, as data. */
export function categoryFaults(supergraph: DocumentNode): CategoryFault[] {
  const types = compositeTypes(supergraph);
  if (!types.has('Client')) {
    return [{ code: 'POLICY_MISSING', coordinate: 'Client', message: 'Client: there is no such type' }];
  }
  return [...missing(types), ...sourcesOfNobody(types), ...unknownCategories(supergraph)];
}

// A copy of an organisation's data is decided on as that organisation's, about the client whom it names.
function sourcesOfNobody(types: ReadonlyMap<string, CompositeType>): CategoryFault[] {
  return [...types.values()]
    .filter((type) => type.kind === Kind.OBJECT_TYPE_DEFINITION && has(type, sourceField) && !has(type, namingField))
    .map(({ name }) => {
      const message = `${name}: has ${sourceField}, and no ${namingField} that says whom it is about`;
      return { code: 'SOURCE_WITHOUT_CLIENT' as const, coordinate: name, message };
    });
}

function has({ fields }: CompositeType, field: string): boolean {
  return fields.some(({ name }) => name.value === field);
}

function missing(types: ReadonlyMap<string, CompositeType>): CategoryFault[] {
  return reachableFrom('Client', types).flatMap((type) => {
    // What is asked through an interface is a field of the object type that answers.
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const ofType = type.name !== 'Client' && policyCategories(type).length > 0;
    return type.fields
      .filter((field) => !ofType && policyCategories(field).length === 0)
      .map((field) => {
        const coordinate = `${type.name}.${field.name.value}`;
        const message = `${coordinate}: can be reached from Client and has no @policy category`;
        return { code: 'POLICY_MISSING' as const, coordinate, message };
      });
  });
}

/** Names in `@policy` that are no category; in a supergraph or in one role's document. */
export function unknownCategories(document: DocumentNode): CategoryFault[] {
  return [...compositeTypes(document).values()].flatMap((type) => {
    const places = [
      { coordinate: type.name, named: policyCategories(type) },
      ...type.fields.map((field) => ({
        coordinate: `${type.name}.${field.name.value}`,
        named: policyCategories(field),
      })),
    ];
    return places.flatMap(({ coordinate, named }) =>
      named
        .filter((name) => !isCategory(name))
        .map((name) => {
          const message = `${coordinate}: "${name}" is not a category; there are ${categories.join(', ')}`;
          return { code: 'POLICY_UNKNOWN_CATEGORY' as const, coordinate, message };
        }),
    );
  });
}

function reachableFrom(start: string, types: ReadonlyMap<string, CompositeType>): CompositeType[] {
  const reached = new Set<string>();
  const waiting = [start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const type = types.get(name);
    if (!type || reached.has(name)) continue;
    reached.add(name);
    waiting.push(...type.possibleTypes, ...type.fields.map((field) => namedType(field.type)));
  }
  return [...types.values()].filter((type) => reached.has(type.name));
}
