import { type GraphQLLeafType, isEnumType } from 'graphql';
import type { Json } from './json.ts';

/** Is this JSON value one that a leaf of a type may have? */
export type LeafCheck = (value: Json) => boolean;

const isInt32: LeafCheck = (value) => typeof value === 'number' && value === (value | 0);
const isNumber: LeafCheck = (value) => typeof value === 'number';
const isString: LeafCheck = (value) => typeof value === 'string';
const isBoolean: LeafCheck = (value) => typeof value === 'boolean';

// Date is the graph's own scalar (ISO 8601).
const builtIn: Record<string, LeafCheck> = {
  Int: isInt32,
  Float: isNumber,
  String: isString,
  Boolean: isBoolean,
  Date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
  ID: (value) => typeof value === 'string' || typeof value === 'number',
};

/** The checks that are so short that code which is written for one selection holds them itself, about a variable `v`. */
export const shortChecks: ReadonlyMap<LeafCheck, string> = new Map([
  [isInt32, 'v === (v | 0)'],
  [isNumber, "typeof v === 'number'"],
  [isString, "typeof v === 'string'"],
  [isBoolean, "typeof v === 'boolean'"],
]);

/** The check of a leaf type's values; of a custom scalar every value is taken. */
export function leafCheck(type: GraphQLLeafType): LeafCheck {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => typeof value === 'string' && names.has(value);
  }
  return builtIn[type.name] ?? ((value) => isBounded(value, maxDepth));
}

// A custom scalar may be any JSON; deeper than this it would overflow whoever writes it out.
const maxDepth = 32;

function isBounded(value: Json | undefined, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((below) => isBounded(below, depth - 1));
}
