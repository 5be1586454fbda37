import pg from 'pg';
import type { PublicCallKey } from '../../../signed-calls/call-keys.ts';
import { readCheckpoint } from '../checkpoints/sign-checkpoint.ts';
import { fromTheBeginning, fromThePeriod } from './chain-starts.ts';
import { KnownFieldSets } from './check-field-sets.ts';
import { type CheckpointCount, CheckpointLedger } from './checkpoint-ledger.ts';
import { type Finding, Findings } from './finding.ts';
import { allTime, countRows, type Period } from './log-row.ts';
import { lookElsewhere } from './missing-elsewhere.ts';
import { addFiles, addTable, digestsOf } from './read-checkpoints.ts';
import { walkLog } from './walk-log.ts';

export interface VerifyOptions {
  /** Of a login that may read the schema `audit`. */
  databaseUrl: string;
  /** The public keys that checkpoints are and were signed with. */
  keys: { keys: readonly PublicCallKey[] };
  /** The files outside the database: one, or one of each gateway. */
  checkpointFiles: readonly string[];
  /** Only records of this time; default all. */
  period?: Period;
  /** Told now and then how many records of how many were walked. */
  onProgress?: (walked: number, total: number) => void;
}

/** What verifying found. */
export interface Verification {
  /** Is everything as it was written, as far as can be known? */
  isSound: boolean;
  records: number;
  chains: number;
  checkpoints: CheckpointCount;
  fieldSets: number;
  /** Records that no checkpoint covers yet: those of the last minute, and of a gateway that was killed. */
  uncovered: number;
  /** Writers with checkpoints in the table and none in the files given: of gateways whose file was not given. */
  writersWithoutFile: number;
  findings: Finding[];
  /** How many there were; `findings` is bounded. */
  findingCount: number;
}

/**
 * Walks the whole log, or a period of it, and says what of it is not as it was written. Everything is read as it stood at one
 * moment; gateways go on writing meanwhile. Memory does not grow with the number of records.
 *
 * @throws what the database or the file system says
 */
export async function verifyLog(options: VerifyOptions): Promise<Verification> {
  // Before the table is read: what stands in a file is in the table already.
  const inFilesBefore = await digestsOf(options.checkpointFiles);
  const client = new pg.Client({
    connectionString: options.databaseUrl,
    application_name: 'korte-lijnen audit verify',
  });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    // Before the first query, which fixes the moment: no partition is dropped between that and reading it.
    await client.query('lock table audit.records, audit.field_sets, audit.checkpoints in access share mode');
    return await verifyAt(client, options, inFilesBefore);
  } finally {
    await client.end();
  }
}

async function verifyAt(client: pg.Client, options: VerifyOptions, inFilesBefore: Set<string>): Promise<Verification> {
  const { period = allTime, checkpointFiles, onProgress = () => {} } = options;
  const isPart = period.from !== null || period.to !== null;
  const findings = new Findings();
  const ledger = new CheckpointLedger((jws) => readCheckpoint(jws, options.keys), findings);
  await addTable(client, ledger);
  await addFiles(checkpointFiles, inFilesBefore, ledger);
  const fieldSets = new KnownFieldSets(findings);
  await fieldSets.read(client);
  const total = await countRows(client, period);
  const startOf = isPart ? await fromThePeriod(client, period, ledger, findings) : fromTheBeginning(ledger);
  const sources = { client, period, ledger, fieldSets, startOf, findings };
  const walked = await walkLog(sources, (count) => onProgress(count, total));
  const inOrder = findings.inOrder();
  return {
    isSound: findings.count === 0,
    ...walked,
    checkpoints: ledger.count,
    fieldSets: fieldSets.count,
    writersWithoutFile: ledger.makersWithoutFile,
    findings: isPart ? await lookElsewhere(client, period, inOrder) : inOrder,
    findingCount: findings.count,
  };
}
