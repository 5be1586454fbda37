import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLFieldResolver, type GraphQLSchema, parse } from 'graphql';
import { schemaFiles } from '../../schema/role-document.ts';
import { dateScalar } from './date-scalar.ts';
import { enforceGrants } from './enforce-grants.ts';
import { requiredCategories } from './required-categories.ts';
import type { RoleName } from './wire.ts';

/** Resolvers by type and field. What a parent is differs per type; each resolver declares what it takes. */
export type Resolvers<Context> = Readonly<
  // biome-ignore lint/suspicious/noExplicitAny: graphql-js hands a resolver its parent and arguments untyped
  Record<string, Readonly<Record<string, GraphQLFieldResolver<any, Context, any>>>>
>;

/** The SDL of a role: the partner contract followed by the role's own file. */
export function roleSdl(role: RoleName): string {
  return schemaFiles(role)
    .map((name) => readSchemaFile(name))
    .join('\n');
}

/** By their resolvers: a schema is made once, however often the role is started. It never changes. */
const made = new WeakMap<object, { role: RoleName; schema: GraphQLSchema }>();

/**
 * The executable schema of a role, federation's `_entities` and `_service` included. A partner's role tells no more than a
 * call grants; an operation runs with a `CallScope` as its root value.
 */
export function roleSchema<Context>(role: RoleName, resolvers: Resolvers<Context>): GraphQLSchema {
  const known = made.get(resolvers);
  if (known?.role === role) return known.schema;
  const schema = makeSchema(role, resolvers);
  made.set(resolvers, { role, schema });
  return schema;
}

function makeSchema<Context>(role: RoleName, resolvers: Resolvers<Context>): GraphQLSchema {
  const typeDefs = parse(roleSdl(role));
  const schema = buildSubgraphSchema({ typeDefs, resolvers: { ...resolvers, Date: dateScalar } });
  // What casework tells of whom is decided by the gateway afterwards: before it answers, nobody knows whom it is about.
  if (role !== 'casework') enforceGrants(schema, requiredCategories(typeDefs));
  return schema;
}

function readSchemaFile(name: string): string {
  return readFileSync(new URL(`../../schema/${name}.graphql`, import.meta.url), 'utf8');
}

/** The contract's resolvers with a role's own fields and types added. */
export function mergeResolvers<Base, Context extends Base>(
  contract: Resolvers<Base>,
  own: Resolvers<Context>,
): Resolvers<Context> {
  const names = new Set([...Object.keys(contract), ...Object.keys(own)]);
  return Object.fromEntries([...names].map((name) => [name, { ...contract[name], ...own[name] }]));
}
