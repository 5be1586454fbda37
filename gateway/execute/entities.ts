import { isObject, type Json, type JsonObject, own } from '../plan/json.ts';
import type { Path } from './problems.ts';

/** All objects at a path of the collected data; `@` stands for every element of a list. Nulls and gaps are passed over. */
export function entitiesAt(data: JsonObject, path: readonly string[]): Set<JsonObject> {
  const found = new Set<JsonObject>();
  walk(data, path, 0, null, (entity) => found.add(entity));
  return found;
}

/** Where each object at a path stands in the answer: an object that two places share has two. */
export function placesAt(data: JsonObject, path: readonly string[]): Map<JsonObject, Path[]> {
  const places = new Map<JsonObject, Path[]>();
  walk(data, path, 0, [], (entity, at) => {
    const known = places.get(entity);
    if (known) known.push([...at]);
    else places.set(entity, [[...at]]);
  });
  return places;
}

// `at` is the path walked so far; null when nobody asks.
function walk(
  value: Json | undefined,
  path: readonly string[],
  depth: number,
  at: (string | number)[] | null,
  found: (entity: JsonObject, at: Path) => void,
): void {
  if (Array.isArray(value)) {
    const next = path[depth] === '@' ? depth + 1 : depth;
    value.forEach((item, index) => {
      at?.push(index);
      walk(item, path, next, at, found);
      at?.pop();
    });
    return;
  }
  if (!isObject(value)) return;
  const name = path[depth];
  if (name === undefined) {
    found(value, at ?? []);
    return;
  }
  at?.push(name);
  walk(own(value, name), path, depth + 1, at, found);
  at?.pop();
}
