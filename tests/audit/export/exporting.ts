import { randomBytes } from 'node:crypto';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import pg from 'pg';
import { type ExportFormat, exportLog } from '../../../gateway/audit/export/export-log.ts';
import type { Period } from '../../../gateway/audit/export/record-batches.ts';
import { canonicalText, chainHash, chainStart } from '../../../gateway/audit/record/canonical-text.ts';
import type { LogEntry } from '../../../gateway/audit/record/log-record.ts';
import { connectDatabase } from '../../../gateway/store/database.ts';
import { generateCallKeys } from '../../../signed-calls/call-keys.ts';
import { writeTestLog } from '../../support/audit-log.ts';
import { createDatabase } from '../../support/database.ts';

/** A log with so many records, and the gateway's own connections to it. */
export interface LogWorld extends AsyncDisposable {
  databaseUrl: string;
  database: pg.Pool;
}

export async function createLog(records: number, from?: number): Promise<LogWorld> {
  await using made = new AsyncDisposableStack();
  const database = made.use(await createDatabase());
  const directory = made.use(await mkdtempDisposable(join(tmpdir(), 'exported-')));
  const checkpointFile = join(directory.path, 'checkpoints');
  await writeTestLog(database.url, { records, keys: generateCallKeys(), checkpointFile, ...(from ? { from } : {}) });
  const pool = connectDatabase(database.url);
  made.defer(() => pool.end());
  const everything = made.move();
  return {
    databaseUrl: database.url,
    database: pool,
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

/** What is written to it. */
export class Collected extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

export async function exported(log: LogWorld, format: ExportFormat, period: Period = {}): Promise<string> {
  const output = new Collected();
  await exportLog({ database: log.database, format, output, record: async () => {}, ...period });
  return output.text;
}

export async function jsonLines<T>(log: LogWorld, format: ExportFormat, period: Period = {}): Promise<T[]> {
  const text = await exported(log, format, period);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

/** One number, as the owner of the database counts it. */
export async function counted(log: LogWorld, sql: string): Promise<number> {
  const client = new pg.Client(log.databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string }>(sql);
    return Number(rows[0]?.count);
  } finally {
    await client.end();
  }
}

/** Adds one record, a chain of its own. */
export async function addRecord(log: LogWorld, entry: Partial<LogEntry>): Promise<LogEntry> {
  const now = Date.now();
  const whole: LogEntry = { ...plainEntry(now), ...entry };
  const writer = crypto.randomUUID();
  const content = canonicalText(whole, { writer, seq: 1, at: now });
  await log.database.query(
    `insert into audit.records (at, writer, seq, hash, content) values ($1, $2, 1, decode($3, 'hex'), $4)`,
    [new Date(now).toISOString(), writer, chainHash(chainStart, content), content],
  );
  return whole;
}

function plainEntry(now: number): LogEntry {
  return {
    activity: 'urn:korte-lijnen:activity:debt-assistance',
    actor: { organisation: '00000099000000001000', role: 'professional', subject: 'the-person', team: 'team-ondiep' },
    basis: [],
    denied: [],
    document: null,
    end: now,
    fields: null,
    fsc: crypto.randomUUID(),
    kind: 'access',
    name: 'Query.client',
    organisation: '00000099000000004001',
    parent: null,
    register: '2026-11-01.1',
    released: [],
    source: 'housing',
    span: randomBytes(8).toString('hex'),
    start: now - 5,
    status: 'Ok',
    subject: randomBytes(32).toString('base64url'),
    trace: randomBytes(16).toString('hex'),
  };
}
