import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { pino } from 'pino';
import type { AuditSettings } from '../../../gateway/audit/audit-settings.ts';
import { readCheckpointFile } from '../../../gateway/audit/checkpoints/checkpoint-file.ts';
import type { LogEntry } from '../../../gateway/audit/record/log-record.ts';
import type { Release } from '../../../gateway/audit/release.ts';
import {
  type LogWriterOptions,
  type OpenLogWriter,
  openLogWriter,
} from '../../../gateway/audit/write/open-log-writer.ts';
import { generateCallKeys } from '../../../signed-calls/call-keys.ts';
import { testRequest } from '../../support/audit-entries.ts';
import { chanceFrom } from '../../support/chance.ts';
import { createDatabase, openPool } from '../../support/database.ts';

/** A database with the casebook and a log, and writers of that log. Dispose it to end all. */
export interface WriterWorld extends AsyncDisposable {
  url: string;
  settings: AuditSettings;
  open(options?: Partial<LogWriterOptions>): Promise<OpenLogWriter>;
  /** As the owner. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Clients of the casebook, with the version of their facts. */
  clients: ReadonlyMap<string, number>;
  /** Something that access to this client is decided by changes, and is committed. */
  change(client: string): Promise<void>;
  /** The checkpoints of the file. */
  filed(): Promise<(string | null)[]>;
  /** What the writers logged, as text. */
  logged(): string;
}

/** A busy machine must not look like a database that does not answer. */
const patience = { wait: 25_000, statement: 20_000, silence: 22_000, lock: 20_000, connect: 20_000 };

export async function createWriterWorld(): Promise<WriterWorld> {
  await using started = new AsyncDisposableStack();
  const database = started.use(await createDatabase());
  const directory = started.adopt(await mkdtemp(join(tmpdir(), 'kl-log-writer-')), (made) =>
    rm(made, { recursive: true }),
  );
  const owner = started.adopt(openPool({ connectionString: database.url, max: 4 }), (pool) => pool.end());
  const settings: AuditSettings = {
    pseudonymSecret: 'secret of the pseudonyms of a test',
    keys: generateCallKeys(),
    checkpointFile: join(directory, 'checkpoints.jsonl'),
  };
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });
  const sql: WriterWorld['sql'] = async (text, values) => (await owner.query(text, values)).rows;
  const versions = await sql<{ client_id: string; version: number }>(
    'select client_id, version::int from casework.facts_versions order by client_id',
  );
  const all = started.move();
  return {
    url: database.url,
    settings,
    open: async (options = {}) => {
      const limits = { ...patience, ...options.limits };
      const writer = await openLogWriter({ databaseUrl: database.url, settings, log, ...options, limits });
      all.defer(() => writer.close());
      return writer;
    },
    sql,
    clients: new Map(versions.map(({ client_id, version }) => [client_id, version])),
    change: async (client) => {
      await sql('select casework.count_facts_change($1)', [client]);
    },
    filed: async () => {
      const filed = [];
      for await (const { jws } of readCheckpointFile(settings.checkpointFile)) filed.push(jws);
      return filed;
    },
    logged: () => lines.join(''),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

const chance = chanceFrom(11);

/** A line of the log. */
export function entry(change: Partial<LogEntry> = {}): LogEntry {
  const [made] = testRequest(chance, Date.now());
  if (!made) throw new Error('no line was made');
  return { ...made, ...change };
}

/** A release of one line that relies on nothing. */
export function release(change: Partial<Release> = {}): Release {
  return { entries: [entry()], fieldSets: [], relied: new Map(), until: null, ...change };
}

/** Resolves when this is so. */
export async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}
