import { type GraphQLLeafType, isEnumType } from 'graphql';
import type { Json } from './json.ts';

/** Is this JSON value one that a leaf of a type may have? */
export type LeafCheck = (value: Json) => boolean;

const isInt32: LeafCheck = (value) => typeof value === 'number' && value === (value | 0);

const builtIn: Record<string, LeafCheck> = {
  Int: isInt32,
  Float: (value) => typeof value === 'number',
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  ID: (value) => typeof value === 'string' || typeof value === 'number',
};

/** The check of a leaf type's values; of a custom scalar every value is taken. */
export function leafCheck(type: GraphQLLeafType): LeafCheck {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => typeof value === 'string' && names.has(value);
  }
  return builtIn[type.name] ?? (() => true);
}
