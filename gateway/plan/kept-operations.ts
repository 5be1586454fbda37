import { LRUCache } from 'lru-cache';
import type { CompiledOperation } from './compile-operation.ts';

interface Kept {
  operation: CompiledOperation;
  uses: number;
  /** It is weighed again at so many uses. */
  weighAt: number;
}

/** Compiled operations, those that were used last, as many as a budget of memory allows. */
export class KeptOperations {
  readonly #kept: LRUCache<string, Kept>;

  /** @param maxBytes memory that they may take together, by `CompiledOperation.bytes` */
  constructor(maxBytes: number) {
    this.#kept = new LRUCache({ maxSize: maxBytes });
  }

  /** How many there are, and the memory that they take. */
  get size(): { operations: number; bytes: number } {
    return { operations: this.#kept.size, bytes: this.#kept.calculatedSize };
  }

  get(key: string): CompiledOperation | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    kept.uses++;
    if (kept.uses >= kept.weighAt) this.#keep(key, kept);
    return kept.operation;
  }

  add(key: string, operation: CompiledOperation): void {
    this.#keep(key, { operation, uses: 0, weighAt: 0 });
  }

  // Operations grow while they are used, ever less: so they are weighed at the second use, the fourth, the eighth and so on.
  #keep(key: string, { operation, uses }: Kept): void {
    this.#kept.set(key, { operation, uses, weighAt: Math.max(2, uses * 2) }, { size: Math.ceil(operation.bytes()) });
  }
}
