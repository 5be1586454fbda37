import type { PartnerStub } from '../partner-roles.ts';
import type { AssessedDossier } from './assessed-dossier.ts';
import { isAgreed } from './coverage.ts';
import { texts } from './texts.ts';

const kinds = ['EVICTION', 'CAK_REPORT', 'DEFERRAL_ENDS', 'FREEZE_ENDS'] as const;

/** A date on which something happens if nothing changes (termijn). */
export interface Deadline {
  kind: (typeof kinds)[number];
  /** ISO 8601 date. */
  date: string;
  partner: PartnerStub;
  /** Dutch. */
  description: string;
}

function eviction({ partner, source }: AssessedDossier): readonly Deadline[] {
  const { stage, date } = source.eviction ?? {};
  if (!date || (stage !== 'ANNOUNCED' && stage !== 'JUDGMENT')) return [];
  const describe = stage === 'ANNOUNCED' ? texts.evictionAnnounced : texts.evictionJudgment;
  const description = describe(partner.name, source.tenancy?.monthsInArrears ?? 0);
  return [{ kind: 'EVICTION', date, partner, description }];
}

function cakReport({ partner, source }: AssessedDossier): readonly Deadline[] {
  if (source.reportedToCak || !source.cakReportDate) return [];
  const description = texts.cakReport(partner.name, source.monthsInArrears ?? 0);
  return [{ kind: 'CAK_REPORT', date: source.cakReportDate, partner, description }];
}

function deferralEnds({ partner, arrangements }: AssessedDossier): readonly Deadline[] {
  return arrangements.flatMap(({ status, deferredUntil, monthlyCents }): readonly Deadline[] =>
    status === 'ACTIVE' && deferredUntil
      ? [
          {
            kind: 'DEFERRAL_ENDS',
            date: deferredUntil,
            partner,
            description: texts.deferralEnds(partner.name, monthlyCents),
          },
        ]
      : [],
  );
}

function freezeEnds({ partner, source }: AssessedDossier): readonly Deadline[] {
  const ends = (source.debtFreezes ?? [])
    .filter(isAgreed)
    .map(({ until }) => ({ date: until, description: texts.freezeEnds(partner.name) }));
  const stop = source.emergencyStop
    ? [{ date: source.emergencyStop.until, description: texts.emergencyStopEnds(partner.name) }]
    : [];
  // Several freezes of one organisation that end on one day are one thing to act on.
  const perDate = new Map([...stop, ...ends].map((end) => [end.date, end]));
  return [...perDate.values()].map((end) => ({ kind: 'FREEZE_ENDS', partner, ...end }));
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function compare(a: Deadline, b: Deadline): number {
  return (
    compareText(a.date, b.date) ||
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    compareText(a.partner.oin, b.partner.oin)
  );
}

/**
 * What happens from today on, soonest first: evictions that are announced or adjudicated, reports to the CAK that are not
 * made yet (Zvw 18c), deferrals and freezes that end.
 *
 * @param today ISO 8601 date; what lies before it is left out
 */
export function deadlinesOf(dossiers: readonly AssessedDossier[], today: string): readonly Deadline[] {
  return dossiers
    .flatMap((dossier) => [eviction, cakReport, deferralEnds, freezeEnds].flatMap((rule) => rule(dossier)))
    .filter(({ date }) => date >= today)
    .sort(compare);
}
