import type { Logger } from 'pino';
import { ConfigurationError } from '../../../schema/configuration-error.ts';
import type { LogSettings } from '../audit-settings.ts';
import { prepareCheckpointFile } from '../checkpoints/checkpoint-file.ts';
import type { LogEntry } from '../record/log-record.ts';
import type { Confirm, ReleaseGate } from '../release.ts';
import { CheckpointKeeper } from './checkpoint-keeper.ts';
import { failureCode } from './log-connection.ts';
import { LogWriter } from './log-writer.ts';
import { BatchRecorder } from './record-batch.ts';
import { CommittedReleases } from './release-committed.ts';
import { ReleaseQueue } from './release-queue.ts';
import { WakeUp } from './wake-up.ts';
import { type WriterLimits, writerLimits } from './writer-limits.ts';

export interface LogWriterOptions {
  databaseUrl: string;
  settings: LogSettings;
  log: Logger;
  /** Awaited after the commit, before the verdict. Default: nobody else must have the lines. */
  confirm?: Confirm;
  /** Milliseconds since 1970; default the real clock. */
  now?: () => number;
  limits?: Partial<WriterLimits>;
}

/** How the writing goes, for metrics and readiness. */
export interface LogWriterState {
  /** Is what arrives now recorded? */
  isWriting: boolean;
  /** Are all checkpoints kept, in the database and in the file? */
  isCheckpointing: boolean;
  /** Releases and lines that wait for a verdict. */
  queued: number;
  queuedRecords: number;
  /** Whose chain is written; null: none can be. */
  writer: string | null;
  /** Since the opening: statements that recorded something, and the lines that they recorded. */
  statements: number;
  records: number;
}

/** Writes the log, in a chain of its own. */
export interface OpenLogWriter {
  release: ReleaseGate;
  /**
   * Records what no answer waits for.
   *
   * @throws {AuditUnavailableError} when it could not be recorded, or is not known to be
   */
  append(entries: readonly LogEntry[]): Promise<void>;
  state(): LogWriterState;
  /** Records what waits, makes a last checkpoint and ends. */
  close(): Promise<void>;
}

const checkpointEveryMs = 60_000;

/**
 * Opens the log for writing. A database that does not answer is no error: the writer says that it is unavailable, and recovers by
 * itself.
 *
 * @throws {ConfigurationError} when the checkpoint file cannot be written
 */
export async function openLogWriter(options: LogWriterOptions): Promise<OpenLogWriter> {
  const { settings, log, now = Date.now, databaseUrl } = options;
  await prepare(settings.checkpointFile);
  const limits = { ...writerLimits, ...options.limits };
  const queue = new ReleaseQueue(limits);
  const wakeUp = new WakeUp();
  const recorder = new BatchRecorder(queue, limits, (code) => {
    log.error({ code }, 'lines of the access log were refused by the database');
  });
  const committed = new CommittedReleases({
    confirm: options.confirm,
    now,
    failed: (error) => log.error({ code: failureCode(error) }, 'lines of the access log were not confirmed'),
    ended: () => wakeUp.call(),
  });
  const keeper = new CheckpointKeeper(settings, { log, now });
  const writer = new LogWriter({ databaseUrl, limits, queue, wakeUp, recorder, committed, keeper, now, log });
  const timer = setInterval(() => writer.checkpoint(), settings.checkpointEveryMs ?? checkpointEveryMs);
  await writer.tried();
  return {
    release: (release) => writer.release(release),
    append: (entries) => append(writer, entries),
    state: () => ({
      isWriting: writer.writer !== null,
      isCheckpointing: !keeper.isFailing,
      queued: queue.releases,
      queuedRecords: queue.records,
      writer: writer.writer,
      ...recorder.recorded,
    }),
    close: () => {
      clearInterval(timer);
      return writer.close();
    },
  };
}

async function append(writer: LogWriter, entries: readonly LogEntry[]): Promise<void> {
  await writer.release({ entries, fieldSets: [], relied: new Map(), until: null });
}

async function prepare(file: string): Promise<void> {
  try {
    await prepareCheckpointFile(file);
  } catch (error) {
    const found = failureCode(error);
    throw new ConfigurationError([{ file, path: '', expected: 'a file that can be added to', found }]);
  }
}
