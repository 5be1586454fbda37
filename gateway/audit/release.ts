import type { FieldSet } from './record/field-set.ts';
import type { LogEntry, LogRecord } from './record/log-record.ts';

/** What has to be in the log before an answer may leave, and what must still be so at that moment. */
export interface Release {
  entries: readonly LogEntry[];
  /** The sets that `fields` of the entries name. */
  fieldSets: readonly FieldSet[];
  /** The clients whose data is released, with the version of the facts that it was decided by. */
  relied: ReadonlyMap<string, number>;
  /** When the first of those facts ends by itself, in milliseconds since 1970; null: none does. */
  until: number | null;
}

/**
 * Released: recorded, and everything relied upon was still so. Changed: of these clients something is not, and nothing was
 * recorded; unless `isRecorded`: something ended by itself just then, and the lines stand in the log.
 */
export type ReleaseVerdict = { released: true } | { released: false; changed: readonly string[]; isRecorded?: boolean };

/**
 * Lets an answer go. It may leave when this resolves with `released`, and not otherwise.
 *
 * @throws {AuditUnavailableError} when it could not be recorded, or is not known to be
 */
export type ReleaseGate = (release: Release) => Promise<ReleaseVerdict>;

/** Hands on lines that were committed; resolves when whoever must have them has them. */
export type Confirm = (records: readonly LogRecord[]) => Promise<void>;
