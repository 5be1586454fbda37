import { hash } from 'node:crypto';

/** Field coordinates that were released together. Kept once, however many lines of the log name it. */
export interface FieldSet {
  /** SHA-256 of the coordinates, sorted, a line each; 64 hex digits. */
  digest: string;
  /** `Type.field`, sorted, each once. */
  coordinates: readonly string[];
}

/** The set of these coordinates. */
export function fieldSet(coordinates: Iterable<string>): FieldSet {
  const sorted = [...new Set(coordinates)].sort();
  return { digest: hash('sha256', sorted.join('\n'), 'hex'), coordinates: sorted };
}
