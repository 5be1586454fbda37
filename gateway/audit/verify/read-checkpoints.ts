import type pg from 'pg';
import { checkpointDigest } from '../checkpoints/checkpoint.ts';
import { readCheckpointFile } from '../checkpoints/checkpoint-file.ts';
import type { CheckpointLedger } from './checkpoint-ledger.ts';

const rowsAtOnce = 500;

/** The digests of all checkpoints that stand in these files. */
export async function digestsOf(files: readonly string[]): Promise<Set<string>> {
  const digests = new Set<string>();
  for (const file of files) {
    for await (const { jws } of readCheckpointFile(file)) if (jws !== null) digests.add(checkpointDigest(jws));
  }
  return digests;
}

/** The table's checkpoints, in the order in which they were added to it. */
export async function* tableCheckpoints(client: pg.ClientBase): AsyncGenerator<{ id: string; jws: string }> {
  for (let after = '0'; ; ) {
    const { rows } = await client.query<{ id: string; jws: string }>(
      'select id::text, jws from audit.checkpoints where id > $1 order by checkpoints.id limit $2',
      [after, rowsAtOnce],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** Adds the table's checkpoints. */
export async function addTable(client: pg.ClientBase, ledger: CheckpointLedger): Promise<void> {
  for await (const row of tableCheckpoints(client)) ledger.addFromTable(row);
}

/**
 * Adds what stands in the files, and holds it against the table.
 *
 * @param before what stood there before the table was read
 */
export async function addFiles(files: readonly string[], before: Set<string>, ledger: CheckpointLedger): Promise<void> {
  for (const file of files) {
    for await (const { line, jws } of readCheckpointFile(file)) {
      const isOld = jws !== null && before.has(checkpointDigest(jws));
      ledger.addFromFile({ where: `line ${line} of ${file}`, jws, isOld });
    }
  }
  ledger.compareWithFiles();
}
