import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { AuditLogAlteredError, AuditLogInUseError } from '../../errors.ts';
import type { AuditSettings } from '../audit-settings.ts';
import { prepareCheckpointFile } from '../checkpoints/checkpoint-file.ts';
import type { LogActor, LogEntry } from '../record/log-record.ts';
import { verifyLog } from '../verify/verify-log.ts';
import { type DropWaits, dropTables, dropWaits, isLockTimeout, lastRecords } from './drop-months.ts';
import { forgetActors } from './forget-actors.ts';
import { makeGood } from './make-good.ts';
import { countMonth, type LogMonth, monthsPastTerm } from './past-term.ts';
import { RetentionChain } from './retention-chain.ts';

/** What of a run is done, after which it may be ended: the log is sound after each. */
export type RetainStep = 'begun' | 'begun and filed' | 'dropped' | 'dropped and filed' | 'closed' | 'closed and filed';

export interface RetainOptions {
  /** Of the owner of the schema `audit`. */
  databaseUrl: string;
  settings: Pick<AuditSettings, 'keys' | 'checkpointFile'>;
  /** Who drops it. */
  actor: LogActor;
  /** Version of the processing register, for the record of it. */
  register: string;
  /** A month is dropped when it ended this many months ago. */
  termMonths: number;
  /** Only say what would be dropped. */
  dryRun?: boolean;
  /** Also drop what is not as it was written. */
  acceptFindings?: boolean;
  /** How long somebody who reads the log is waited for; default some ten seconds. */
  waits?: DropWaits;
  /** Milliseconds since 1970; default the real clock. */
  now?: () => number;
  /** Told how many records were looked at before they are dropped. */
  onProgress?: (done: number, total: number) => void;
  /** Awaited after each step. */
  afterStep?: (step: RetainStep) => Promise<void> | void;
}

/** What was dropped, or would be. */
export interface Retained {
  dropped: { month: string; records: number }[];
  /** Chains of which something was dropped. */
  chains: number;
  dryRun: boolean;
}

/** Shorter than a gateway waits before it gives up recording: while this waits for a reader, gateways wait for this. */
const lockTimeoutMs = 1_000;

/**
 * Drops the months of the log whose term has passed, and makes a place for those to come. What the log was up to there is
 * signed, so that verifying goes on from there. May be ended at any moment: what it did not do, the next run does.
 *
 * @throws {AuditLogAlteredError} when what would be dropped is not as it was written, and `acceptFindings` was not said
 * @throws {AuditLogInUseError} when somebody else cuts or reads the log
 */
export async function retainLog(options: RetainOptions): Promise<Retained> {
  const { settings, termMonths, now = Date.now, dryRun = false } = options;
  const client = new pg.Client({
    connectionString: options.databaseUrl,
    application_name: 'korte-lijnen audit retain',
    lock_timeout: lockTimeoutMs,
  });
  await client.connect();
  try {
    if (!dryRun) {
      await requireAlone(client);
      await prepareCheckpointFile(settings.checkpointFile);
      await makeGood(client, settings);
      await ensureMonths(client);
    }
    const months = await monthsPastTerm(client, termMonths, now());
    const dropped: Retained['dropped'] = [];
    for (const month of months) dropped.push({ month: month.month, records: await countMonth(client, month) });
    const last = months.at(-1);
    if (dryRun || !last) return { dropped, chains: 0, dryRun };
    await requireSound(options, last);
    return { dropped, chains: await drop(client, options, months, now()), dryRun };
  } finally {
    await client.end();
  }
}

async function requireAlone(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query(`select pg_try_advisory_lock(hashtext('korte-lijnen audit retention')) as alone`);
  if (!rows[0].alone) throw new AuditLogInUseError('another program cuts the log now');
}

/** A month ahead of what gateways make themselves. While somebody reads the log it cannot be done, and waits for the next run. */
async function ensureMonths(client: pg.ClientBase): Promise<void> {
  try {
    await client.query(
      `select audit.ensure_month(now() + make_interval(months => ahead)) from generate_series(0, 2) as ahead`,
    );
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
  }
}

async function requireSound(options: RetainOptions, { end }: LogMonth): Promise<void> {
  const { databaseUrl, settings, acceptFindings = false, onProgress } = options;
  if (acceptFindings) return;
  const { isSound, findingCount } = await verifyLog({
    databaseUrl,
    keys: settings.keys.published(),
    checkpointFiles: [settings.checkpointFile],
    period: { from: null, to: end },
    ...(onProgress ? { onProgress } : {}),
  });
  if (isSound) return;
  const until = new Date(end).toISOString().slice(0, 10);
  throw new AuditLogAlteredError(
    `of what is past its term ${findingCount} things are not as they were written; verify --to ${until} names them. Nothing was dropped`,
  );
}

/** @returns how many chains were cut */
async function drop(
  client: pg.ClientBase,
  options: RetainOptions,
  months: readonly LogMonth[],
  at: number,
): Promise<number> {
  const { settings, afterStep = () => {} } = options;
  const chain = new RetentionChain(client, settings, at);
  await chain.keep('opened');
  await afterStep('begun');
  await chain.file();
  await afterStep('begun and filed');
  await client.query('begin');
  const heads = await lastRecords(client, months);
  await chain.record(entryOf(options, at));
  await chain.keep('retention', heads);
  await dropTables(client, months, options.waits ?? dropWaits);
  await forgetActors(client, months);
  await client.query('commit');
  await afterStep('dropped');
  await chain.file();
  await afterStep('dropped and filed');
  await chain.keep('closed');
  await afterStep('closed');
  await chain.file();
  await afterStep('closed and filed');
  return heads.length;
}

function entryOf({ actor, register, acceptFindings = false }: RetainOptions, at: number): LogEntry {
  const nothing = {
    activity: null,
    document: null,
    fields: null,
    organisation: null,
    parent: null,
    source: null,
    subject: null,
  };
  return {
    ...nothing,
    actor,
    basis: [],
    denied: [],
    start: at,
    end: at,
    fsc: randomUUID(),
    kind: 'retention',
    // Stands out in the log: what was dropped was not proved to be whole.
    name: acceptFindings ? 'audit retain --accept-findings' : 'audit retain',
    register,
    released: [],
    span: randomBytes(8).toString('hex'),
    status: 'Ok',
    trace: randomBytes(16).toString('hex'),
  };
}
