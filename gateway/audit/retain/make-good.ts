import type pg from 'pg';
import { CheckpointInvalidError } from '../../errors.ts';
import type { AuditSettings } from '../audit-settings.ts';
import { type Checkpoint, checkpointDigest } from '../checkpoints/checkpoint.ts';
import { appendCheckpoint } from '../checkpoints/checkpoint-file.ts';
import { readCheckpoint } from '../checkpoints/sign-checkpoint.ts';
import { digestsOf, tableCheckpoints } from '../verify/read-checkpoints.ts';

/**
 * Adds to the file what an earlier run kept in the database and was ended before it could file: what says from where on the
 * chains are there must not be in the database alone.
 *
 * @returns how many lines were added
 */
export async function makeGood(
  client: pg.ClientBase,
  { keys, checkpointFile }: Pick<AuditSettings, 'keys' | 'checkpointFile'>,
): Promise<number> {
  const filed = await digestsOf([checkpointFile]);
  const known = keys.published();
  let added = 0;
  for await (const { jws } of tableCheckpoints(client)) {
    if (filed.has(checkpointDigest(jws)) || read(jws, known)?.kind !== 'retention') continue;
    await appendCheckpoint(checkpointFile, jws);
    added += 1;
  }
  return added;
}

/** null: not one of ours, which verifying tells. */
function read(jws: string, keys: ReturnType<AuditSettings['keys']['published']>): Checkpoint | null {
  try {
    return readCheckpoint(jws, keys);
  } catch (error) {
    if (error instanceof CheckpointInvalidError) return null;
    throw error;
  }
}
