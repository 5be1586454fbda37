/** Numbers from 0 up to 1 that look like chance and are the same for the same seed (mulberry32). */
function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What entries are made with: everything follows from the seed. */
export interface Chance {
  below(limit: number): number;
  oneOf<T>(list: readonly T[]): T;
  hex(digits: number): string;
  uuid(): string;
}

/** Chance that is the same for the same seed. */
export function chanceFrom(seed: number): Chance {
  const next = chances(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  const hex = (digits: number): string => {
    let text = '';
    while (text.length < digits) text += below(0x10000000).toString(16).padStart(7, '0');
    return text.slice(0, digits);
  };
  return {
    below,
    oneOf: (list) => list[below(list.length)] as (typeof list)[number],
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
  };
}
