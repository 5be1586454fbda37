import { hash } from 'node:crypto';
import type { LogEntry, LogRecord } from './log-record.ts';

/** A place in a chain. */
export interface ChainPosition {
  writer: string;
  seq: number;
  at: number;
}

/** What the first record of a chain has for the hash before it: 64 zeros. */
export const chainStart = '0'.repeat(64);

/**
 * The canonical text of a record (RFC 8785): properties in alphabetical order, no white space. Written out rather than
 * sorted: it is made for every line of the log. `canonicalJson` gives the same for any record that was read back.
 */
export function canonicalText(entry: LogEntry, { writer, seq, at }: ChainPosition): string {
  const record: LogRecord = {
    activity: entry.activity,
    actor: entry.actor,
    at,
    basis: entry.basis,
    denied: entry.denied,
    document: entry.document,
    end: entry.end,
    fields: entry.fields,
    fsc: entry.fsc,
    kind: entry.kind,
    name: entry.name,
    organisation: entry.organisation,
    parent: entry.parent,
    register: entry.register,
    released: entry.released,
    seq,
    source: entry.source,
    span: entry.span,
    start: entry.start,
    status: entry.status,
    subject: entry.subject,
    trace: entry.trace,
    v: 1,
    writer,
  };
  return JSON.stringify(record);
}

/** The canonical text of any JSON value. Source: RFC 8785, for values whose numbers are integers below 2^53. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]): [string, unknown] => [name, sorted(member)]);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * The hash of a record in its chain: SHA-256 over the hash before it and its own text.
 *
 * @param previous 64 hex digits; `chainStart` for the first
 * @param text its canonical text
 * @returns 64 hex digits
 */
export function chainHash(previous: string, text: string): string {
  // Of bytes that stand in one row already the hash takes half as long as of two texts to be joined.
  if (text.length * 3 > scratch.length - 65) return hash('sha256', `${previous}\n${text}`, 'hex');
  const start = scratch.write(previous, 0, 'latin1');
  scratch[start] = newline;
  const end = start + 1 + scratch.write(text, start + 1, 'utf8');
  return hash('sha256', scratch.subarray(0, end), 'hex');
}

const scratch = Buffer.alloc(16_384);
const newline = 10;

/**
 * The same text, in one piece. A UUID is made of pieces, and what was read out of a file is a piece of that; a record with such a text
 * takes three times as long to be written out.
 */
export function inOnePiece(text: string): string {
  return Buffer.from(text).toString();
}
