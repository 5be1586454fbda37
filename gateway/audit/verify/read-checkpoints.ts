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

/** Adds the table's checkpoints, in the order in which they were added to it. */
export async function addTable(client: pg.ClientBase, ledger: CheckpointLedger): Promise<void> {
  await client.query(
    'declare checkpoints no scroll cursor for select id::text, jws from audit.checkpoints order by checkpoints.id',
  );
  for (;;) {
    const { rows } = await client.query<{ id: string; jws: string }>(`fetch ${rowsAtOnce} from checkpoints`);
    if (rows.length === 0) break;
    for (const row of rows) ledger.addFromTable(row);
  }
  await client.query('close checkpoints');
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
