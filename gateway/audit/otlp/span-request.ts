import type { LdvLine } from '../export/ldv-line.ts';

/** What the spans are of: `service.name` and the like. */
export type SpanResource = Readonly<Record<string, string>>;

/** The numbers of OTLP for how a span ended. */
const statusCodes = { Unset: 0, Ok: 1, Error: 2 } as const;

/** SPAN_KIND_INTERNAL: a line says what was done with data, not who was called. */
const internalKind = 1;

/**
 * Lines of the Logboek Dataverwerkingen as the body of an OTLP/HTTP request. Source: OTLP 1.x, JSON Protobuf Encoding: ids in
 * hex, 64-bit numbers as text.
 */
export function spanRequest(lines: readonly LdvLine[], resource: SpanResource): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeSpans: [{ scope: { name: 'korte-lijnen.ldv' }, spans: lines.map(spanOf) }],
      },
    ],
  });
}

function spanOf(line: LdvLine): object {
  return {
    traceId: line.trace_id,
    spanId: line.span_id,
    ...(line.parent_span_id === undefined ? {} : { parentSpanId: line.parent_span_id }),
    name: line.name,
    kind: internalKind,
    startTimeUnixNano: nanoseconds(line.start_time),
    endTimeUnixNano: nanoseconds(line.end_time),
    attributes: attributesOf({ ...line.resource?.attributes, ...line.attributes }),
    status: { code: statusCodes[line.status] },
  };
}

function attributesOf(values: Readonly<Record<string, string>>): object[] {
  return Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}

/** A whole number of milliseconds and six zeros: as a number it would be more than a JavaScript one holds exactly. */
function nanoseconds(milliseconds: number): string {
  return milliseconds === 0 ? '0' : `${milliseconds}000000`;
}
