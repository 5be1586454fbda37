import { LRUCache } from 'lru-cache';
import { barePrototype, type JsonObject } from '../../plan/json.ts';
import type { Selection } from '../../plan/selection.ts';
import type { AnswerReading } from '../read-answer.ts';
import { type CopyPurpose, type WrittenCopier, writeCopier } from './write-copier.ts';

/** Copies what is as it should be; undefined: something is not. */
export type Copy = (
  source: JsonObject,
  reading?: Pick<AnswerReading, 'clientIdOf'>,
  typename?: string,
) => JsonObject | undefined;

// Code is written for what is asked often: it costs a millisecond, and some tens of kilobytes.
const worthwhileUses = 20;

// So much of it is kept, in characters; what it takes in memory is some ten times that.
const maxCharacters = 4_000_000;

/**
 * Copying by code that is written for one selection: named fields of known objects are what JavaScript is fastest at, and walking
 * a selection field by field was two fifths of the gateway's time.
 */
export class Copiers {
  readonly #purpose: CopyPurpose;
  readonly #uses = new WeakMap<Selection, number>();
  readonly #written = new LRUCache<Selection, { copy: Copy | null }>({ max: 1_000, maxSize: maxCharacters });

  constructor(purpose: CopyPurpose) {
    this.#purpose = purpose;
  }

  /** The code for this selection; null: there is none, or not yet. */
  of(selection: Selection): Copy | null {
    const known = this.#written.get(selection);
    if (known) return known.copy;
    const uses = (this.#uses.get(selection) ?? 0) + 1;
    this.#uses.set(selection, uses);
    return uses < worthwhileUses ? null : this.#write(selection);
  }

  #write(selection: Selection): Copy | null {
    const written = writeCopier(selection, this.#purpose);
    const copy = written && compileCopier(written);
    this.#written.set(selection, { copy }, { size: 1 + (written?.text.length ?? 0) });
    return copy;
  }
}

/** Makes code of its text; null where Node may not (`--disallow-code-generation-from-strings`). */
export function compileCopier({ text, checks }: WrittenCopier): Copy | null {
  const names = checks.map((_, index) => `check${index}`);
  try {
    // What it makes is of the type that `writeCopier` says.
    return new Function('bare', ...names, text)(barePrototype, ...checks);
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
}
