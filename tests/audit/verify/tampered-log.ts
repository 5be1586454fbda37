import pg from 'pg';
import { canonicalJson, chainHash, chainStart } from '../../../gateway/audit/record/canonical-text.ts';
import type { Finding } from '../../../gateway/audit/verify/finding.ts';
import { type Verification, type VerifyOptions, verifyLog } from '../../../gateway/audit/verify/verify-log.ts';
import { type TestLogOptions, type WrittenLog, writeTestLog } from '../../support/audit-log.ts';
import { createAuditSettings, type TestAuditSettings } from '../../support/audit-settings.ts';
import { createDatabase } from '../../support/database.ts';

/** A row of the log, as whoever has rights on the database itself can read and write it. */
export interface RawRow {
  seq: number;
  hash: string;
  content: Record<string, unknown>;
}

/** A log, and someone who owns its database and means ill. */
export interface TamperedLog extends AsyncDisposable {
  url: string;
  settings: TestAuditSettings;
  written: WrittenLog;
  /** The chain that is tampered with: the first. */
  writer: string;
  verify(options?: Partial<VerifyOptions>): Promise<Verification>;
  /** Runs SQL as the owner, the append-only triggers disabled. */
  tamper(sql: string, values?: unknown[]): Promise<pg.QueryResult>;
  /** Changes a record of the chain and hashes it and all after it, or as many as are said, anew. */
  rehash(seq: number, change: (content: Record<string, unknown>) => void, count?: number): Promise<void>;
  /** Puts back what all tables held at first. */
  restore(): Promise<void>;
}

const disabled = ['records', 'field_sets', 'checkpoints'].map(
  (table) => `alter table audit.${table} disable trigger user;`,
);

/** Fills a log of its own. */
export async function createTamperedLog(options: Partial<TestLogOptions> = {}): Promise<TamperedLog> {
  const stack = new AsyncDisposableStack();
  const database = stack.use(await createDatabase());
  const settings = stack.use(createAuditSettings());
  const { keys, checkpointFile } = settings;
  const written = await writeTestLog(database.url, {
    records: 200,
    checkpointEvery: 25,
    keys,
    checkpointFile,
    ...options,
  });
  const owner = new pg.Client(database.url);
  stack.defer(() => owner.end());
  await owner.connect();
  await owner.query(`${disabled.join('\n')}
    create schema saved;
    create table saved.records as table audit.records;
    create table saved.checkpoints as table audit.checkpoints;
    create table saved.field_sets as table audit.field_sets`);
  const writer = written.heads[0]?.writer ?? '';
  const verify = (changes: Partial<VerifyOptions> = {}) =>
    verifyLog({ databaseUrl: database.url, keys: keys.published(), checkpointFiles: [checkpointFile], ...changes });
  return {
    url: database.url,
    settings,
    written,
    writer,
    verify,
    tamper: (sql, values = []) => owner.query(sql, values),
    rehash: (seq, change, count) => rehash(owner, { writer, seq, change, count }),
    restore: async () => {
      await owner.query(`begin;
        delete from audit.records; insert into audit.records select * from saved.records;
        delete from audit.field_sets; insert into audit.field_sets select * from saved.field_sets;
        delete from audit.checkpoints;
        insert into audit.checkpoints overriding system value select * from saved.checkpoints order by id;
        commit`);
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

interface Rehash {
  writer: string;
  seq: number;
  change: (content: Record<string, unknown>) => void;
  count?: number | undefined;
}

async function rehash(owner: pg.Client, { writer, seq, change, count }: Rehash): Promise<void> {
  const { rows } = await owner.query<RawRow>(
    `select seq::int, encode(hash, 'hex') as hash, content from audit.records where writer = $1 and seq >= $2 order by seq`,
    [writer, seq - 1],
  );
  let previous = seq === 1 ? chainStart : (rows.shift()?.hash ?? '');
  for (const [index, { seq: at, content }] of rows.slice(0, count).entries()) {
    if (index === 0) change(content);
    previous = chainHash(previous, canonicalJson(content));
    await owner.query(
      `update audit.records set content = $3, hash = decode($4, 'hex') where writer = $1 and seq = $2`,
      [writer, at, JSON.stringify(content), previous],
    );
  }
}

/** What is said of the first finding, in short. */
export function told({ findings }: Verification): Pick<Finding, 'kind' | 'of' | 'writer' | 'seq' | 'to'> | null {
  const [first] = findings;
  if (!first) return null;
  const { kind, of, writer, seq, to } = first;
  return { kind, of, writer, seq, to };
}
