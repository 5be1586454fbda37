import type { TraceContext } from '../../http/trace-context.ts';
import type { LogEntry } from '../record/log-record.ts';
import type { ActivityQuery } from './activity-query.ts';
import type { ReadingClient } from './reading-clients.ts';

/** Something that a program reads of the log. */
export interface Reading {
  client: ReadingClient;
  trace: TraceContext;
  query: ActivityQuery;
  /** Version of the processing register. */
  register: string;
}

/** The line that the log gets of it. */
export function readEntry({ client, trace, query, register }: Reading): LogEntry {
  const now = Date.now();
  return {
    activity: null,
    actor: { organisation: client.organisation, role: 'client', subject: client.id, team: null },
    basis: [],
    denied: [],
    document: null,
    end: now,
    fields: null,
    fsc: trace.fscTransactionId,
    kind: 'search',
    name: 'POST /processing-activities',
    organisation: null,
    parent: trace.parentSpanId,
    register,
    released: [],
    source: null,
    span: trace.spanId,
    start: now,
    status: 'Ok',
    subject: query.subject,
    trace: trace.traceId,
  };
}
