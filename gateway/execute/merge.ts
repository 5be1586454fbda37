import { type GraphQLSchema, isObjectType } from 'graphql';
import { isBare, isObject, type Json, type JsonObject } from '../plan/json.ts';

// Which organisation a list's element came from, where lists of several organisations stand in one.
const origins = new WeakMap<object, string>();

/** Tells whether a value is the name of an object type of this schema. */
export function objectTypesOf(schema: GraphQLSchema): (name: Json) => boolean {
  return (name) => typeof name === 'string' && isObjectType(schema.getType(name));
}

/** Adds what one more fetch brought to what was collected of an object. */
export function mergeObject(target: JsonObject, source: JsonObject, isObjectType: (name: Json) => boolean): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined) continue;
    const known = target[key];
    if (isBare(known) && isBare(value)) mergeObject(known, value, isObjectType);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length)
      mergeLists(known, value, isObjectType);
    // A subgraph with @interfaceObject knows only the interface's name: the concrete one, once known, stays.
    else if (key !== '__typename' || known === undefined || isObjectType(value)) target[key] = value;
  }
}

function mergeLists(target: Json[], source: readonly Json[], isObjectType: (name: Json) => boolean): void {
  source.forEach((value, index) => {
    const known = target[index];
    if (isBare(known) && isBare(value)) mergeObject(known, value, isObjectType);
    else if (Array.isArray(known) && Array.isArray(value)) mergeLists(known, value, isObjectType);
    else target[index] = value;
  });
}

/**
 * Adds one organisation's part of a client to those of the others: lists are concatenated, and what the same organisation
 * brought before is completed element by element.
 *
 * @returns for each list where the organisation's elements stand now, by field; null for a list that has not as many elements
 *   as the organisation brought before, and was left out
 */
export function concatenate(
  target: JsonObject,
  source: JsonObject,
  oin: string,
  isObjectType: (name: Json) => boolean,
): ReadonlyMap<string, readonly number[] | null> {
  const positions = new Map<string, readonly number[] | null>();
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (Array.isArray(value)) positions.set(key, concatenateList(target, key, value, oin, isObjectType));
    else if (value !== undefined && value !== null && target[key] === undefined) target[key] = value;
  }
  return positions;
}

function concatenateList(
  target: JsonObject,
  key: string,
  elements: readonly Json[],
  oin: string,
  isObjectType: (name: Json) => boolean,
): readonly number[] | null {
  // Places that share a client must not share the list, or it would be concatenated twice.
  const known = Array.isArray(target[key]) ? target[key] : [];
  const own = known.flatMap((element, index) => (isObject(element) && origins.get(element) === oin ? [index] : []));
  if (own.length > 0) {
    if (own.length !== elements.length) return null;
    own.forEach((at, index) => {
      const [before, now] = [known[at], elements[index]];
      if (before !== now && isBare(before) && isBare(now)) mergeObject(before, now, isObjectType);
    });
    return own;
  }
  for (const element of elements) if (isObject(element)) origins.set(element, oin);
  target[key] = [...known, ...elements];
  return elements.map((_, index) => known.length + index);
}
