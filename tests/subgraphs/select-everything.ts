import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isCompositeType, isObjectType } from 'graphql';

/** A selection of all that a type has; a type within itself is followed once (a deputy, but not the deputy's deputy). */
export function selectEverything(schema: GraphQLSchema, typeName: string): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`);
  return select(type, []);
}

function select(type: GraphQLObjectType, within: readonly string[]): string {
  const inside = [...within, type.name];
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const result = getNamedType(field.type);
    if (!isCompositeType(result)) return [field.name];
    if (!isObjectType(result) || inside.filter((name) => name === result.name).length > 1) return [];
    return [`${field.name} ${select(result, inside)}`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}
