import { LRUCache } from 'lru-cache';
import { type FieldSet, fieldSet } from '../record/field-set.ts';

const maxKept = 1_000;
const kept = new LRUCache<string, FieldSet>({ max: maxKept });

/** All the coordinates of these sets, as one; the same for the same sets. */
export function unionOf(sets: ReadonlySet<FieldSet>): FieldSet {
  const [first] = sets;
  if (first && sets.size === 1) return first;
  const key = [...sets].map(({ digest }) => digest).join(' ');
  const known = kept.get(key);
  if (known) return known;
  const union = fieldSet([...sets].flatMap(({ coordinates }) => coordinates));
  kept.set(key, union);
  return union;
}
