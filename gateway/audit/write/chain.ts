import { randomUUID } from 'node:crypto';
import type { ChainHead } from '../checkpoints/checkpoint.ts';
import { chainStart, inOnePiece } from '../record/canonical-text.ts';

/** A chain as far as it is committed. */
export interface Chain extends ChainHead {
  /** When its last record was recorded, in milliseconds since 1970; 0: there is none. */
  at: number;
}

/** A chain without records, of a new writer. */
export function beginChain(): Chain {
  return { writer: inOnePiece(randomUUID()), seq: 0, hash: chainStart, at: 0 };
}

/** What a checkpoint says of it. */
export function headOf({ writer, seq, hash }: Chain): ChainHead {
  return { writer, seq, hash };
}
