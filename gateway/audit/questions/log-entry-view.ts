import type { ChainPosition } from '../record/canonical-text.ts';
import type { LogBasis, LogKind, LogRecord, LogStatus } from '../record/log-record.ts';
import type { NamedOrganisation } from './organisation-names.ts';
import type { QuestionServices } from './question-services.ts';

/** `AccessLogEntry` of the graph. Times are milliseconds since 1970. */
export interface LogEntryView {
  position: ChainPosition;
  start: number;
  end: number;
  kind: LogKind;
  name: string;
  status: LogStatus;
  actor: { subject: string; role: string; team: string | null; organisation: NamedOrganisation };
  activity: string | null;
  purpose: string | null;
  registerVersion: string;
  organisation: NamedOrganisation | null;
  subject: string | null;
  released: readonly string[];
  fields: readonly string[];
  denials: readonly { reason: string; categories: readonly string[] }[];
  bases: readonly LogBasisView[];
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  fscTransactionId: string;
}

/** `AccessLogBasis` of the graph. */
export interface LogBasisView {
  basis: string | null;
  article: string | null;
  categories: readonly string[];
  consentId: string | null;
  consentVersion: number | null;
  emergencyAccessId: string | null;
}

/**
 * A record as the privacy officer sees it.
 *
 * @param fields the coordinates that its `fields` stands for
 */
export function viewRecord(
  record: LogRecord,
  fields: readonly string[],
  { names, purposes }: QuestionServices,
): LogEntryView {
  const { at, writer, seq, start, end, kind, name, status, actor, activity, organisation, subject, released } = record;
  return {
    position: { at, writer, seq },
    start,
    end,
    kind,
    name,
    status,
    actor: { subject: actor.subject, role: actor.role, team: actor.team, organisation: names(actor.organisation) },
    activity,
    purpose: purposes.wordsFor(activity),
    registerVersion: record.register,
    organisation: organisation === null ? null : names(organisation),
    subject,
    released,
    fields,
    denials: record.denied,
    bases: record.basis.map(viewBasis),
    traceId: record.trace,
    spanId: record.span,
    parentSpanId: record.parent,
    fscTransactionId: record.fsc,
  };
}

function viewBasis({ basis, article, categories, consent, emergency }: LogBasis): LogBasisView {
  return {
    basis,
    article,
    categories,
    consentId: consent?.id ?? null,
    consentVersion: consent?.version ?? null,
    emergencyAccessId: emergency,
  };
}
