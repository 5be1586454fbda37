import { type DocumentNode, type GraphQLSchema, isInterfaceType, isObjectType, type NameNode, visit } from 'graphql';

import { ownMarks } from './subject-rules.ts';

/** A document in which no alias can be taken for a field, and what the caller called them. */
export interface SafeDocument {
  document: DocumentNode;
  /** The caller's alias, by the name that stands in its place. */
  aliases: ReadonlyMap<string, string>;
}

const added = ['__typename', ...ownMarks];

/** The names of all fields of a schema, and those that the gateway adds. */
export function fieldNames(schema: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  return new Set([...types.flatMap((type) => Object.keys(type.getFields())), ...added]);
}

/**
 * Gives every alias that is also the name of some field a name of its own. The planner collects keys and required fields under
 * their own names beside what the caller asks: in `{ id: name }` the name would be sent on as the id, and in
 * `{ __typename: name }` it would decide which type an object has.
 */
export function withSafeAliases(document: DocumentNode, names: ReadonlySet<string>): SafeDocument {
  const aliases = new Map<string, string>();
  const rename = (alias: NameNode, field: string): NameNode => {
    let safe = `${alias.value}__alias_of_${field}`;
    while (names.has(safe)) safe = `${safe}_`;
    aliases.set(safe, alias.value);
    return { ...alias, value: safe };
  };
  const safe = visit(document, {
    Field(node) {
      const { alias, name } = node;
      if (!alias || alias.value === name.value || !names.has(alias.value)) return undefined;
      return { ...node, alias: rename(alias, name.value) };
    },
  });
  return { document: safe, aliases };
}
