import { canonicalJson, canonicalText } from '../record/canonical-text.ts';
import type { LogBasis, LogDenial, LogRecord } from '../record/log-record.ts';

/** What a row of the log holds. */
export interface RowContent {
  /** Not known to be a record until its hash has been found right. */
  record: Readonly<Record<string, unknown>>;
  /** The canonical text: what was hashed, if nothing was changed. */
  canonical: string;
}

/**
 * Reads the content of a row.
 *
 * @param text as PostgreSQL writes jsonb: canonical but for the order of properties and a space after `:` and `,`
 * @returns null when it says more than its canonical text does: it is none of ours
 */
export function readContent(text: string): RowContent | null {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const record = value as RowContent['record'];
  const quick = ofOurForm(record);
  if (quick !== null && quick.length + separators(record) === text.length) return { record, canonical: quick };
  const canonical = canonicalJson(record);
  // The same length: no number stands there in a way (`1.0`) that is lost when it is read.
  return canonical.length + separators(record) === text.length ? { record, canonical } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * The canonical text of what has the form of a record, in half the time that any JSON takes. Whatever has not that
 * form gives another length than it should, or null.
 */
function ofOurForm(record: Readonly<Record<string, unknown>>): string | null {
  const { actor, basis, denied, writer, seq, at, v } = record as unknown as LogRecord;
  // The one property that is written as it must be, not as it stands there.
  if (v !== 1) return null;
  if (!Array.isArray(basis) || !Array.isArray(denied) || !isObject(actor)) return null;
  if (!basis.every(isObject) || !denied.every(isObject)) return null;
  const { organisation, role, subject, team } = actor;
  const ordered = {
    ...(record as unknown as LogRecord),
    actor: { organisation, role, subject, team },
    basis: basis.map(orderedBasis),
    denied: denied.map(({ categories, reason }: LogDenial) => ({ categories, reason })),
  };
  return canonicalText(ordered, { writer, seq, at });
}

function orderedBasis({ article, basis, categories, consent, emergency }: LogBasis): LogBasis {
  return {
    article,
    basis,
    categories,
    consent: isObject(consent) ? { id: consent.id, version: consent.version } : consent,
    emergency,
  };
}

function isObject<T>(value: T): value is T & object {
  return typeof value === 'object' && value !== null;
}

/** How many spaces PostgreSQL puts into this value: one a property, and one between each two of a list or object. */
function separators(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const member of value) count += separators(member);
    return count + Math.max(value.length - 1, 0);
  }
  let properties = 0;
  for (const name in value) {
    count += separators((value as Record<string, unknown>)[name]);
    properties += 1;
  }
  return count + (properties === 0 ? 0 : 2 * properties - 1);
}
