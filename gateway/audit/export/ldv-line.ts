import type { LogRecord, LogStatus } from '../record/log-record.ts';
import { subjectPseudonymType } from '../record/subject-pseudonym.ts';

/** A line of the Logboek Dataverwerkingen: one span, about one person at most. Source: Logius, working version 0.8.0. */
export interface LdvLine {
  /** 32 hex digits. */
  trace_id: string;
  /** 16 hex digits. */
  span_id: string;
  parent_span_id?: string;
  status: LogStatus;
  name: string;
  /** Milliseconds since 1970. */
  start_time: number;
  end_time: number;
  resource?: { attributes: Readonly<Record<string, string>> };
  attributes: Readonly<Record<string, string>>;
}

/**
 * The line that a record of the log is in the Logboek Dataverwerkingen. Nothing of who asked: that stands in our own log, linked
 * by trace.
 *
 * @returns null for what is no processing of personal data: a request for no activity of the register
 */
export function ldvLine(record: LogRecord): LdvLine | null {
  const { activity, subject, parent } = record;
  if (activity === null) return null;
  return {
    trace_id: record.trace,
    span_id: record.span,
    ...(parent === null ? {} : { parent_span_id: parent }),
    status: record.status,
    name: record.name,
    start_time: record.start,
    end_time: record.end,
    attributes: {
      'dpl.core.processing_activity_id': activity,
      ...(subject === null
        ? {}
        : { 'dpl.core.data_subject_id': subject, 'dpl.core.data_subject_id_type': subjectPseudonymType }),
    },
  };
}
