import { type OwnResolvers, ownCall } from '../../own-subgraph/own-call.ts';
import { dateTimeScalar } from './date-time.ts';
import { type AccessLogArguments, listAccessLog } from './list-access-log.ts';
import { findPatterns, type PatternArguments } from './patterns/find-patterns.ts';
import type { QuestionServices } from './question-services.ts';
import { type AccessReport, type AccessReportArguments, accessReport } from './report/access-report.ts';
import { reportCsv } from './report/report-csv.ts';
import { reportHtml } from './report/report-html.ts';

/** Resolvers of the privacy officer's questions to the log. Whom a question is about is noted, for it is recorded itself. */
export function questionResolvers(services: QuestionServices): OwnResolvers {
  return {
    DateTime: dateTimeScalar,
    AccessLogKind: {
      REQUEST: 'request',
      ACCESS: 'access',
      ACT_BEGUN: 'act-begun',
      ACT: 'act',
      SEARCH: 'search',
      EXPORT: 'export',
      RETENTION: 'retention',
    },
    AccessLogStatus: { OK: 'Ok', UNSET: 'Unset', ERROR: 'Error' },
    Query: {
      accessLog: (_root: unknown, args: AccessLogArguments, context: unknown) =>
        search(context, 'Query.accessLog', args.filter?.client, () => listAccessLog(args, services)),
      accessReport: (_root: unknown, args: AccessReportArguments, context: unknown) =>
        search(context, 'Query.accessReport', args.client, () => accessReport(args, services)),
      patterns: (_root: unknown, args: PatternArguments, context: unknown) =>
        search(context, 'Query.patterns', null, () => findPatterns(args, services)),
    },
    AccessReport: {
      csv: (report: AccessReport) => reportCsv(report),
      html: (report: AccessReport) => reportHtml(report, services.purposes.controllers),
    },
  };
}

// The executor asks nothing of these fields for anyone else: that this is reached would be a fault.
function checkOfficer(context: unknown): void {
  const { actor } = ownCall(context).context;
  if (actor.role !== 'privacy-officer') throw new Error('A question to the log of someone who may not ask it');
}

// Noted before it is done, whatever comes of it.
async function search<Found>(
  context: unknown,
  coordinate: string,
  clientId: string | null | undefined,
  find: () => Promise<Found>,
): Promise<Found> {
  checkOfficer(context);
  const answered = ownCall(context).context.searched?.(coordinate, clientId ?? null);
  const found = await find();
  answered?.();
  return found;
}
