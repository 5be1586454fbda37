import { randomFillSync, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { inOnePiece } from '../audit/record/canonical-text.ts';
import { BadRequestError } from '../errors.ts';

/** Where a request stands in the traces of the organisations that take part. */
export interface TraceContext {
  /** 32 hex digits. */
  traceId: string;
  /** The caller's span, 16 hex digits; null: the trace begins here. */
  parentSpanId: string | null;
  /** The request's own. */
  spanId: string;
  /** A UUID in lower case: the caller's, else a new one. */
  fscTransactionId: string;
}

const traceparentPattern = /^([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The trace that a request names, else a new one. A `traceparent` that is malformed is none. Source: W3C Trace Context, section
 * 3.2; FSC Logging, `Fsc-Transaction-Id`.
 *
 * @throws {BadRequestError} when `Fsc-Transaction-Id` is no UUID
 */
export function readTraceContext(headers: IncomingHttpHeaders): TraceContext {
  const caller = readTraceparent(single(headers.traceparent));
  const transaction = single(headers['fsc-transaction-id']);
  if (transaction !== undefined && !uuidPattern.test(transaction)) {
    throw new BadRequestError('the header Fsc-Transaction-Id is not a UUID');
  }
  return {
    ...newTraceContext(),
    ...caller,
    ...(transaction === undefined ? {} : { fscTransactionId: transaction.toLowerCase() }),
  };
}

/** A trace that begins here. */
export function newTraceContext(): TraceContext {
  return {
    traceId: randomHex(16),
    parentSpanId: null,
    spanId: newSpanId(),
    fscTransactionId: inOnePiece(randomUUID()),
  };
}

/** A new span, 16 hex digits. */
export function newSpanId(): string {
  return randomHex(8);
}

/** The headers that carry a trace on, to an organisation or back to the caller. */
export function traceHeaders({ traceId, fscTransactionId }: TraceContext, spanId: string): Record<string, string> {
  return { traceparent: `00-${traceId}-${spanId}-01`, 'fsc-transaction-id': fscTransactionId };
}

// A later version may carry more, the first may not; ff is none.
function readTraceparent(header = ''): { traceId: string; parentSpanId: string } | null {
  const [, version, traceId, parentSpanId, more] = traceparentPattern.exec(header) ?? [];
  if (traceId === undefined || parentSpanId === undefined || version === 'ff') return null;
  if (version === '00' && more !== undefined) return null;
  return { traceId: inOnePiece(traceId), parentSpanId: inOnePiece(parentSpanId) };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header;
}

// Drawn many at a time: each line of the log needs one.
const drawn = Buffer.alloc(4096);
let used = drawn.length;

function randomHex(bytes: number): string {
  if (used + bytes > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += bytes;
  return drawn.toString('hex', used - bytes, used);
}
