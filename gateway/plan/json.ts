/** A JSON value as a partner sends it or the gateway collects it. `undefined`: not fetched. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json | undefined;
}

// An object with no inherited names, in V8's fast mode (Object.create(null) would be a slow dictionary), so that an alias such
// as `__proto__` or `constructor` is an ordinary key.
function Bare(this: JsonObject) {}
Bare.prototype = Object.create(null);

/** What every object that the gateway makes has as its prototype: nothing stands in it. */
export const barePrototype: object = Bare.prototype;

/** An empty object without inherited names. */
export function bareObject(): JsonObject {
  // `Bare` is a constructor function; TypeScript only knows classes as constructors.
  return new (Bare as unknown as new () => JsonObject)();
}

/** Is it an object that the gateway made, rather than the value of a scalar that an organisation sent? */
export function isBare(value: Json | undefined): value is JsonObject {
  return isObject(value) && Object.getPrototypeOf(value) === barePrototype;
}

/** The value under a key of the object's own; `undefined` if there is none, also for `constructor` and the like. */
export function own(object: JsonObject, key: string): Json | undefined {
  return key in Object.prototype && !Object.hasOwn(object, key) ? undefined : object[key];
}

/** Is it an object: not null, not a list? */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
