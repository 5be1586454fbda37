import type { LogBasis, LogKind, LogRecord } from '../../record/log-record.ts';
import { dutch } from '../dutch-names.ts';
import type { NamedOrganisation } from '../organisation-names.ts';
import type { QuestionServices } from '../question-services.ts';

/** `AccessReportLine` of the graph. */
export interface ReportLine {
  /** Milliseconds since 1970. */
  at: number;
  what: string;
  recipient: { role: string; team: string | null; organisation: NamedOrganisation };
  organisation: NamedOrganisation | null;
  categories: readonly string[];
  purpose: string | null;
  bases: readonly ReportBasis[];
  reasons: readonly string[];
}

/** `AccessReportBasis` of the graph. */
export interface ReportBasis {
  basis: string;
  article: string | null;
  consentId: string | null;
  emergencyAccessId: string | null;
}

/** What was shown or done; null for what was denied and nothing else. */
export function shownLine(record: LogRecord, services: QuestionServices): ReportLine | null {
  if (record.kind === 'access' && record.released.length === 0 && record.denied.length > 0) return null;
  return {
    ...common(record, services),
    what: whatWasDone(record),
    categories: record.released.map(dutch.category),
    bases: record.basis.filter(({ basis }) => basis !== null).map(reportBasis),
    reasons: [],
  };
}

/** What was denied; null where nothing was. */
export function deniedLine(record: LogRecord, services: QuestionServices): ReportLine | null {
  if (record.denied.length === 0) return null;
  return {
    ...common(record, services),
    what: 'gevraagd en niet gekregen',
    categories: [...new Set(record.denied.flatMap(({ categories }) => categories))].map(dutch.category),
    bases: [],
    reasons: [...new Set(record.denied.map(({ reason }) => dutch.reason(reason)))],
  };
}

function common({ actor, organisation, activity, start }: LogRecord, { names, purposes }: QuestionServices) {
  return {
    at: start,
    recipient: { role: dutch.role(actor.role), team: actor.team, organisation: names(actor.organisation) },
    organisation: organisation === null ? null : names(organisation),
    purpose: purposes.wordsFor(activity),
  };
}

const otherKinds: Readonly<Record<Exclude<LogKind, 'access' | 'act' | 'act-begun'>, string>> = {
  request: 'gegevens opgevraagd',
  search: 'in het logboek opgezocht wie uw gegevens zag',
  export: 'regels over u uit het logboek gehaald',
  retention: 'oude regels over u uit het logboek verwijderd',
};

function whatWasDone({ kind, name, status, released }: LogRecord): string {
  switch (kind) {
    case 'access':
      // To be asked about somebody tells the organisation something, also where it shows nothing.
      return released.length > 0 ? 'gegevens bekeken' : 'naar gegevens gevraagd, niets gekregen';
    case 'act-begun':
      return `${dutch.act(name)} (niet bekend of het is gelukt)`;
    case 'act':
      return status === 'Ok' ? dutch.act(name) : `${dutch.act(name)} (niet gelukt)`;
    default:
      return otherKinds[kind];
  }
}

function reportBasis({ basis, article, consent, emergency }: LogBasis): ReportBasis {
  return {
    basis: dutch.basis(basis ?? ''),
    article,
    consentId: consent?.id ?? null,
    emergencyAccessId: emergency,
  };
}
