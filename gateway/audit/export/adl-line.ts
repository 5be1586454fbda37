import { hash } from 'node:crypto';
import type { LogBasis, LogRecord, LogStatus } from '../record/log-record.ts';
import { subjectPseudonymType } from '../record/subject-pseudonym.ts';

/** What is asked, in the words of AuthZEN (Authorization API 1.0, access evaluation). */
export interface AdlRequest {
  /** The role of who asked and the organisation it is held at; never the person, who stands in our own log. */
  subject: { type: 'role'; id: string; properties: { organisation: string } };
  action: { name: 'read'; properties: { operation: string } };
  /** A category of one client at one organisation; what is about no client has the organisation for its id. */
  resource: {
    type: string;
    id: string;
    properties: { organisation: string | null; role: string | null; subject_type: string | null };
  };
  context: { time: string; activity: string | null };
}

/** What was decided: allowed, on which basis; or not, and why. */
export interface AdlResponse {
  decision: boolean;
  context: { reason: string } | { basis: string | null; article: string | null };
}

/**
 * A line of the Authorization Decision Log: one decision. What was asked and answered stands in `body`, in full; what it was
 * decided by stands in `attributes`, by reference. Source: Logius, Authorization Decision Log, working version.
 */
export interface AdlLine {
  /** 32 hex digits. */
  trace_id: string;
  /** 16 hex digits: the decision's own, and always the same for the same decision. */
  span_id: string;
  /** The access that it was made for, by its span in the Logboek Dataverwerkingen. */
  parent_span_id: string;
  event_name: 'adl.access_evaluation';
  /** Milliseconds since 1970. */
  timestamp: number;
  status: LogStatus;
  attributes: {
    'adl.core.policies': {
      'processing-register': { version: string; activity: string | null; article: string | null };
    };
    'adl.core.information': Readonly<Record<string, { id: string; version?: number }>>;
    'adl.core.configuration': { 'processing-register': string };
  };
  body: { 'adl.core.request': AdlRequest; 'adl.core.response': AdlResponse };
}

/** Reasons that say that no decision could be made, for what it rests upon could not be read. */
const undecided: readonly string[] = ['LINKS_UNAVAILABLE'];

/**
 * The decisions that a record of the log holds, a line each: one a category, allowed or denied. Only accesses hold any. A
 * category of which a part was shown and a part was not was decided twice.
 */
export function adlLines(record: LogRecord): AdlLine[] {
  if (record.kind !== 'access') return [];
  const bases = new Map(
    record.basis.flatMap((basis) => basis.categories.map((category) => [category, basis] as const)),
  );
  const allowed = new Set([...record.released, ...bases.keys()]);
  return [
    ...[...allowed].map((category) => allowedLine(record, category, bases.get(category))),
    ...record.denied.flatMap(({ categories, reason }) =>
      categories.map((category) => deniedLine(record, category, reason)),
    ),
  ];
}

function allowedLine(record: LogRecord, category: string, relied: LogBasis | undefined): AdlLine {
  const { basis = null, article = null } = relied ?? {};
  return {
    ...decisionLine(record, category, { decision: true, context: { basis, article } }),
    status: 'Ok',
    attributes: attributesOf(record, article, informationOf(relied)),
  };
}

function deniedLine(record: LogRecord, category: string, reason: string): AdlLine {
  return {
    ...decisionLine(record, category, { decision: false, context: { reason } }),
    status: undecided.includes(reason) ? 'Error' : 'Unset',
    attributes: attributesOf(record, null, {}),
  };
}

function decisionLine(record: LogRecord, category: string, response: AdlResponse) {
  return {
    trace_id: record.trace,
    span_id: decisionSpan(record.span, category, response.decision),
    parent_span_id: record.span,
    event_name: 'adl.access_evaluation' as const,
    timestamp: record.start,
    body: { 'adl.core.request': requestOf(record, category), 'adl.core.response': response },
  };
}

/** From the access's own span, which is drawn at random: exported again, a decision is recognised. */
function decisionSpan(span: string, category: string, decision: boolean): string {
  return hash('sha256', `${span} ${category} ${decision}`, 'hex').slice(0, 16);
}

function requestOf(record: LogRecord, category: string): AdlRequest {
  const { actor, activity, organisation, source, subject } = record;
  return {
    subject: { type: 'role', id: actor.role, properties: { organisation: actor.organisation } },
    action: { name: 'read', properties: { operation: record.name } },
    resource: {
      type: category,
      id: subject ?? organisation ?? 'none',
      properties: { organisation, role: source, subject_type: subject === null ? null : subjectPseudonymType },
    },
    context: { time: new Date(record.start).toISOString(), activity },
  };
}

function attributesOf(
  record: LogRecord,
  article: string | null,
  information: AdlLine['attributes']['adl.core.information'],
) {
  return {
    'adl.core.policies': { 'processing-register': { version: record.register, activity: record.activity, article } },
    'adl.core.information': information,
    'adl.core.configuration': { 'processing-register': record.register },
  };
}

function informationOf(relied: LogBasis | undefined): AdlLine['attributes']['adl.core.information'] {
  if (relied === undefined) return {};
  const { consent, emergency } = relied;
  return {
    ...(consent === null ? {} : { consent: { id: consent.id, version: consent.version } }),
    ...(emergency === null ? {} : { 'emergency-access': { id: emergency } }),
  };
}
