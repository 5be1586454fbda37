import type { FetchDataRewrite } from '@apollo/query-planner';
import { type GraphQLSchema, isCompositeType } from 'graphql';
import { typeApplies } from './collect-fields.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

const FRAGMENT = '... on ';

/**
 * Changes a representation as the planner asks, in place: for example the concrete `__typename` into that of the interface
 * that a subgraph knows as an object (`@interfaceObject`).
 */
export type Rewrite = (representation: JsonObject) => void;

/** Compiles the planner's input rewrites; null when there are none. */
export function compileInputRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
): Rewrite | null {
  if (!rewrites || rewrites.length === 0) return null;
  return (representation) => {
    for (const rewrite of rewrites) {
      const last = rewrite.path.at(-1);
      if (last === undefined) continue;
      atPath(schema, rewrite.path.slice(0, -1), representation, (object) => rewriteField(rewrite, object, last));
    }
  };
}

/** The planner's output rewrites as new names, by the path of new names (type conditions left out) down to the old name. */
export function renamesOf(rewrites: readonly FetchDataRewrite[] | undefined): Map<string, string> {
  const renames = new Map<string, string>();
  for (const rewrite of rewrites ?? []) {
    if (rewrite.kind !== 'KeyRenamer') throw new Error(`An output rewrite of kind ${rewrite.kind} is not supported`);
    const names = rewrite.path.filter((element) => !element.startsWith(FRAGMENT));
    renames.set(names.join('.'), rewrite.renameKeyTo);
  }
  return renames;
}

function rewriteField(rewrite: FetchDataRewrite, object: JsonObject, field: string): void {
  switch (rewrite.kind) {
    case 'ValueSetter':
      object[field] = rewrite.setValueTo;
      return;
    case 'KeyRenamer':
      if (object[field] === undefined) return;
      object[rewrite.renameKeyTo] = object[field];
      delete object[field];
  }
}

function atPath(
  schema: GraphQLSchema,
  path: readonly string[],
  value: Json | undefined,
  apply: (o: JsonObject) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) atPath(schema, path, item, apply);
    return;
  }
  if (!isObject(value)) return;
  const [first, ...rest] = path;
  if (first === undefined) apply(value);
  else if (!first.startsWith(FRAGMENT)) atPath(schema, rest, value[first], apply);
  else if (isOfType(schema, value, first.slice(FRAGMENT.length))) atPath(schema, rest, value, apply);
}

function isOfType(schema: GraphQLSchema, object: JsonObject, condition: string): boolean {
  if (typeof object.__typename !== 'string') return true;
  const type = schema.getType(object.__typename);
  return isCompositeType(type) && typeApplies(schema, condition, type);
}
