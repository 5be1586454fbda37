import type { LdvLine } from '../export/ldv-line.ts';

/** A line as the reading interface has it: its names, and times as in RFC 3339. */
export interface ProcessingActivity {
  traceId: string;
  spanId: string;
  status: LdvLine['status'];
  name: string;
  startTime: string;
  endTime: string;
  parentSpanId?: string;
  resource?: NonNullable<LdvLine['resource']>;
  attributes: LdvLine['attributes'];
}

export function processingActivity(line: LdvLine): ProcessingActivity {
  const { parent_span_id, resource } = line;
  return {
    traceId: line.trace_id,
    spanId: line.span_id,
    status: line.status,
    name: line.name,
    startTime: new Date(line.start_time).toISOString(),
    endTime: new Date(line.end_time).toISOString(),
    ...(parent_span_id === undefined ? {} : { parentSpanId: parent_span_id }),
    ...(resource === undefined ? {} : { resource }),
    attributes: line.attributes,
  };
}
