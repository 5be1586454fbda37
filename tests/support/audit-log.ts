import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import pg from 'pg';
import { type ChainHead, type CheckpointKind, checkpointDigest } from '../../gateway/audit/checkpoints/checkpoint.ts';
import { signCheckpoint } from '../../gateway/audit/checkpoints/sign-checkpoint.ts';
import { canonicalText, chainHash, chainStart } from '../../gateway/audit/record/canonical-text.ts';
import type { LogEntry } from '../../gateway/audit/record/log-record.ts';
import type { CallKeys } from '../../signed-calls/call-keys.ts';
import { type ChainRows, fillLog } from './audit-bulk.ts';
import { testFieldSets, testRequest } from './audit-entries.ts';
import { type Chance, chanceFrom } from './chance.ts';

export interface TestLogOptions {
  /** How many records; exactly that many are written. */
  records: number;
  /** How many chains they are in, in turn a request each; default 2. */
  writers?: number;
  keys: CallKeys;
  /** Appended to, outside the database. */
  checkpointFile: string;
  /** When the first is recorded, in milliseconds since 1970; default: so long ago that the last is a minute old. */
  from?: number;
  /** How long after it the next one is; default 100. */
  stepMs?: number;
  /** After how many records of a chain it has a checkpoint; default 1000. */
  checkpointEvery?: number;
  /** Do the writers end in good order, with a checkpoint that says so? Default true. */
  closed?: boolean;
  /** What everything else follows from; default 1. */
  seed?: number;
}

export interface WrittenLog {
  /** The last record of each chain. */
  heads: ChainHead[];
  /** All checkpoints, in the order in which they were made. */
  checkpoints: string[];
  /** When the first and the last record were recorded. */
  from: number;
  until: number;
}

interface TestWriter extends ChainHead {
  /** The digest of its last checkpoint. */
  previous: string | null;
  /** How many records its last checkpoint covers. */
  covered: number;
}

const rowsAtOnce = 4_000;

/** From here on it is quicker to make the indexes afterwards. */
const manyRecords = 20_000;

/**
 * Fills the access log, as the owner of the database, with valid records: chains, hashes, signed checkpoints and the partitions
 * for their months. May be called again for the same database, with another seed.
 */
export async function writeTestLog(databaseUrl: string, options: TestLogOptions): Promise<WrittenLog> {
  const { records, stepMs = 100, closed = true, seed = 1 } = options;
  const from = options.from ?? Date.now() - 60_000 - records * stepMs;
  const until = from + Math.max(records - 1, 0) * stepMs;
  const chance = chanceFrom(seed);
  const log = { writers: testWriters(chance, options.writers ?? 2), checkpoints: [], options };
  for (const writer of log.writers) check(log, writer, 'opened', from);
  await fillLog(databaseUrl, {
    from,
    until,
    rows: rowsOf(log, chance, { from, stepMs, records }),
    withoutIndexes: records >= manyRecords,
    fieldSets: testFieldSets,
  });
  if (closed) for (const writer of log.writers) check(log, writer, 'closed', until);
  await keepCheckpoints(databaseUrl, log);
  const heads = log.writers.map(({ writer, seq, hash }) => ({ writer, seq, hash }));
  return { heads, checkpoints: log.checkpoints.map(({ jws }) => jws), from, until };
}

interface TestLog {
  writers: TestWriter[];
  checkpoints: { at: number; jws: string }[];
  options: TestLogOptions;
}

function testWriters(chance: Chance, count: number): TestWriter[] {
  return Array.from({ length: count }, () => ({
    writer: chance.uuid(),
    seq: 0,
    hash: chainStart,
    previous: null,
    covered: 0,
  }));
}

function check({ checkpoints, options }: TestLog, of: TestWriter, kind: CheckpointKind, at: number): void {
  const { writer, seq, hash, previous } = of;
  const jws = signCheckpoint(options.keys, { v: 1, at, kind, by: writer, heads: [{ writer, seq, hash }], previous });
  of.previous = checkpointDigest(jws);
  of.covered = seq;
  checkpoints.push({ at, jws });
}

/** Rows of the table, a statement's worth at a time; checkpoints are made as the chains grow. */
function* rowsOf(
  log: TestLog,
  chance: Chance,
  { from, stepMs, records }: { from: number; stepMs: number; records: number },
): Generator<ChainRows> {
  const { writers, options } = log;
  const { checkpointEvery = 1_000 } = options;
  let rows: ChainRows = { hashes: [], contents: [] };
  let written = 0;
  for (let turn = 0; written < records; turn += 1) {
    const writer = writers[turn % writers.length] as TestWriter;
    for (const entry of testRequest(chance, from + written * stepMs).slice(0, records - written)) {
      const at = from + written * stepMs;
      add(rows, writer, entry, at);
      written += 1;
      if (writer.seq - writer.covered >= checkpointEvery) check(log, writer, 'periodic', at);
    }
    if (rows.contents.length < rowsAtOnce) continue;
    yield rows;
    rows = { hashes: [], contents: [] };
  }
  yield rows;
}

function add({ hashes, contents }: ChainRows, of: TestWriter, entry: LogEntry, at: number): void {
  const seq = of.seq + 1;
  const text = canonicalText(entry, { writer: of.writer, seq, at });
  const hash = chainHash(of.hash, text);
  of.seq = seq;
  of.hash = hash;
  hashes.push(hash);
  contents.push(text);
}

async function keepCheckpoints(databaseUrl: string, { checkpoints, options }: TestLog): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query(
      `insert into audit.checkpoints (at, jws) select to_timestamp(at / 1000), jws
       from rows from (unnest($1::float8[]), unnest($2::text[])) with ordinality as given (at, jws, place) order by place`,
      [checkpoints.map(({ at }) => at), checkpoints.map(({ jws }) => jws)],
    );
  } finally {
    await client.end();
  }
  await mkdir(dirname(options.checkpointFile), { recursive: true });
  const lines = checkpoints.map(({ jws }) => `${JSON.stringify({ jws })}\n`);
  await appendFile(options.checkpointFile, lines.join(''));
}
