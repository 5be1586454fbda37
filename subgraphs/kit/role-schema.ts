import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLFieldResolver, type GraphQLSchema, parse } from 'graphql';
import { dateScalar } from './date-scalar.ts';
import type { RoleName } from './wire.ts';

/** Resolvers by type and field. What a parent is differs per type; each resolver declares what it takes. */
export type Resolvers<Context> = Readonly<
  // biome-ignore lint/suspicious/noExplicitAny: graphql-js hands a resolver its parent and arguments untyped
  Record<string, Readonly<Record<string, GraphQLFieldResolver<any, Context, any>>>>
>;

/** The SDL of a role: the partner contract followed by the role's own file. */
export function roleSdl(role: RoleName): string {
  return ['partner-contract', role].map((name) => readSchemaFile(name)).join('\n');
}

/** The executable schema of a role, federation's `_entities` and `_service` included. */
export function roleSchema<Context>(role: RoleName, resolvers: Resolvers<Context>): GraphQLSchema {
  return buildSubgraphSchema({ typeDefs: parse(roleSdl(role)), resolvers: { ...resolvers, Date: dateScalar } });
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
