import { z } from 'zod';
import { BadRequestError } from '../../errors.ts';
import { subjectPseudonymType } from '../record/subject-pseudonym.ts';

/** Which lines are asked for: those to which all of this applies. One of the first three at least. */
export interface ActivityQuery {
  /** 32 hex digits. */
  trace: string | null;
  /** A processing activity. */
  activity: string | null;
  /** A client's pseudonym in the log. */
  subject: string | null;
  /** Started at this moment or later, in milliseconds since 1970. */
  from: number | null;
  /** Ended at this moment or earlier. */
  to: number | null;
}

/** The end of the year 9999. */
const latest = 253_402_300_799_999;

/** RFC 3339, as the REST API Design Rules have it; or milliseconds since 1970, as the log itself has them. */
const moment = z.union([
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  z.int().min(0).max(latest),
]);

/** Sixteen bytes in hex, as in `traceparent`; written as a UUID too, for there are readers that do. */
const trace = z
  .string()
  .max(36)
  .transform((text) => text.replaceAll('-', '').toLowerCase())
  .pipe(z.string().regex(/^[0-9a-f]{32}$/));

const form = z.strictObject({
  traceId: trace.optional(),
  'dpl.core.processing_activity_id': z.url().max(200).optional(),
  'dpl.core.data_subject_id': z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
  'dpl.core.data_subject_id_type': z.literal(subjectPseudonymType).optional(),
  startTime: moment.optional(),
  endTime: moment.optional(),
});

/** Nothing of what was sent: it may be anything, a BSN too. */
const expectations: Readonly<Record<string, string>> = {
  traceId: 'traceId is 16 bytes in hex',
  'dpl.core.processing_activity_id': 'dpl.core.processing_activity_id is a URI of at most 200 characters',
  'dpl.core.data_subject_id': `dpl.core.data_subject_id is an identifier of the type ${subjectPseudonymType}: the log knows no other`,
  'dpl.core.data_subject_id_type': `dpl.core.data_subject_id_type is ${subjectPseudonymType}: the log knows no other`,
  startTime: 'startTime is a moment as in RFC 3339',
  endTime: 'endTime is a moment as in RFC 3339',
};

const searched = 'traceId, dpl.core.processing_activity_id or dpl.core.data_subject_id';

/**
 * Reads a question from the body of a request. Source: Logius, Logboek Dataverwerkingen, extension "lezen" 0.9.
 *
 * @throws {BadRequestError} saying what was expected, and nothing of what was sent
 */
export function readActivityQuery(body: unknown): ActivityQuery {
  const read = form.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    const expected = expectations[String(issue?.path[0])];
    throw new BadRequestError(
      expected ?? `the body is an object with ${Object.keys(expectations).join(', ')}, and nothing else`,
    );
  }
  const { traceId, startTime, endTime, ...named } = read.data;
  const activity = named['dpl.core.processing_activity_id'] ?? null;
  const subject = named['dpl.core.data_subject_id'] ?? null;
  if (traceId === undefined && activity === null && subject === null) {
    throw new BadRequestError(`one of these is needed: ${searched}`);
  }
  return { trace: traceId ?? null, activity, subject, from: startTime ?? null, to: endTime ?? null };
}
