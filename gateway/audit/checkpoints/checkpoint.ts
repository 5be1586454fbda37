import { hash } from 'node:crypto';
import { z } from 'zod';
import { CheckpointInvalidError } from '../../errors.ts';

/** The last record of a chain at some moment. */
export interface ChainHead {
  /** A UUID. */
  writer: string;
  /** 0: nothing recorded yet. */
  seq: number;
  /** Hash of that record, 64 hex digits; `chainStart` when there is none yet. */
  hash: string;
}

/** What a checkpoint was made for. */
export type CheckpointKind =
  /** A writer begins: committed before its first record. Its heads are its own, and those of others found in the log. */
  | 'opened'
  /** Every minute in which something was recorded. */
  | 'periodic'
  /** A writer ended in good order: nothing of it follows. */
  | 'closed'
  /** What is past its term was dropped: the heads are the last record dropped of each chain. */
  | 'retention';

/** How far chains of the log had come, as whoever signed it saw it. */
export interface Checkpoint {
  /** Version of this form. */
  v: 1;
  /** Milliseconds since 1970. */
  at: number;
  kind: CheckpointKind;
  /** The writer who made it: a UUID. */
  by: string;
  heads: readonly ChainHead[];
  /** Digest of the checkpoint that `by` made before this one (see `checkpointDigest`); null: this is its first. */
  previous: string | null;
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const form = z.strictObject({
  v: z.literal(1),
  at: z.int().nonnegative(),
  kind: z.enum(['opened', 'periodic', 'closed', 'retention']),
  by: z.uuid().lowercase(),
  heads: z.array(z.strictObject({ writer: z.uuid().lowercase(), seq: z.int().nonnegative(), hash: sha256 })),
  previous: sha256.nullable(),
});

/**
 * Reads a checkpoint from what a signature was verified over.
 *
 * @throws {CheckpointInvalidError}
 */
export function parseCheckpoint(payload: unknown): Checkpoint {
  const read = form.safeParse(payload);
  if (read.success) return read.data;
  const places = read.error.issues.map(({ path }) => path.join('.') || 'it');
  throw new CheckpointInvalidError(`the checkpoint has not its form: ${[...new Set(places)].slice(0, 5).join(', ')}`);
}

/** By what the next checkpoint of the same writer names this one: SHA-256 of the JWS, 64 hex digits. */
export function checkpointDigest(jws: string): string {
  return hash('sha256', jws, 'hex');
}
