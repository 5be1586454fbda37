import { type Logger, pino } from 'pino';
import { newTraceContext } from '../../http/trace-context.ts';
import type { LogSettings } from '../audit-settings.ts';
import type { LogActor, LogEntry, LogKind } from '../record/log-record.ts';
import { openLogWriter } from '../write/open-log-writer.ts';

/** Something that a command does with the log. */
export interface CommandRecord {
  kind: Extract<LogKind, 'search' | 'export'>;
  /** For example `audit export ldv`. */
  name: string;
  /** Who does it (see `readOperator`). */
  actor: LogActor;
  /** Version of the processing register. */
  register: string;
  /** The pseudonym of the client whom it is about; default: about no client. */
  subject?: string | null;
}

export interface CommandLog {
  databaseUrl: string;
  settings: LogSettings;
  /** Default: silent. */
  log?: Logger;
}

/**
 * Records what a command is about to do, in a chain of its own that is begun and ended with a signed checkpoint. It stands in the
 * log when this resolves.
 *
 * @throws {AuditUnavailableError} when it could not be recorded
 * @throws {ConfigurationError} when the checkpoint file cannot be written
 */
export async function recordByCommand(
  { databaseUrl, settings, log }: CommandLog,
  record: CommandRecord,
): Promise<void> {
  const writer = await openLogWriter({ databaseUrl, settings, log: log ?? pino({ level: 'silent' }) });
  try {
    await writer.append([entryOf(record)]);
  } finally {
    await writer.close();
  }
}

function entryOf({ kind, name, actor, register, subject = null }: CommandRecord): LogEntry {
  const { traceId, spanId, fscTransactionId } = newTraceContext();
  const now = Date.now();
  return {
    activity: null,
    actor,
    basis: [],
    denied: [],
    document: null,
    end: now,
    fields: null,
    fsc: fscTransactionId,
    kind,
    name,
    organisation: null,
    parent: null,
    register,
    released: [],
    source: null,
    span: spanId,
    start: now,
    status: 'Ok',
    subject,
    trace: traceId,
  };
}
