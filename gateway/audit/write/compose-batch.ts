import { canonicalText, chainHash } from '../record/canonical-text.ts';
import type { FieldSet } from '../record/field-set.ts';
import type { LogRecord } from '../record/log-record.ts';
import type { Chain } from './chain.ts';
import type { Waiting } from './release-queue.ts';

/** Releases that are recorded together, and the lines that they are in the chain. */
export interface Batch {
  waiting: readonly Waiting[];
  /** The chain before these lines and, if they are committed, after them. */
  before: Chain;
  after: Chain;
  hashes: readonly string[];
  texts: readonly string[];
  /** Those that the log may not have yet, sorted by digest: two gateways add them in the same order. */
  fieldSets: readonly FieldSet[];
}

/** How the lines are made. */
export interface Composing {
  chain: Chain;
  /** When they are recorded. */
  at: number;
  isKnown: (digest: string) => boolean;
  /** Characters of text after which no release is added. */
  maxText: number;
}

/** Gives the releases their places in the chain, as many as fit; the first always does. */
export function composeBatch(waiting: readonly Waiting[], composing: Composing): { batch: Batch; rest: Waiting[] } {
  const { chain, maxText } = composing;
  const { writer } = chain;
  const at = Math.max(composing.at, chain.at);
  const hashes: string[] = [];
  const texts: string[] = [];
  let { seq, hash } = chain;
  let length = 0;
  let taken = 0;
  for (const { release } of waiting) {
    if (length > maxText) break;
    for (const entry of release.entries) {
      seq += 1;
      const text = canonicalText(entry, { writer, seq, at });
      hash = chainHash(hash, text);
      hashes.push(hash);
      texts.push(text);
      length += text.length;
    }
    taken += 1;
  }
  const fitting = waiting.slice(0, taken);
  const fieldSets = newFieldSets(fitting, composing.isKnown);
  const after = texts.length === 0 ? chain : { writer, seq, hash, at };
  return {
    batch: { waiting: fitting, before: chain, after, hashes, texts, fieldSets },
    rest: waiting.slice(taken),
  };
}

function newFieldSets(waiting: readonly Waiting[], isKnown: (digest: string) => boolean): FieldSet[] {
  const sets = new Map<string, FieldSet>();
  for (const { release } of waiting) {
    for (const set of release.fieldSets) if (!isKnown(set.digest)) sets.set(set.digest, set);
  }
  return [...sets.values()].sort((one, other) => (one.digest < other.digest ? -1 : 1));
}

/** The lines of a batch as whoever must confirm them gets them. */
export function recordsOf({ waiting, before, after }: Batch): LogRecord[] {
  const { writer, at } = after;
  const entries = waiting.flatMap(({ release }) => release.entries);
  return entries.map((entry, index) => ({ ...entry, at, seq: before.seq + 1 + index, v: 1, writer }));
}
