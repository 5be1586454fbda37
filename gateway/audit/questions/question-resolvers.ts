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
      accessLog: async (_root: unknown, args: AccessLogArguments, context: unknown) => {
        checkOfficer(context);
        noteSubject(context, args.filter?.client);
        return listAccessLog(args, services);
      },
      accessReport: async (_root: unknown, args: AccessReportArguments, context: unknown) => {
        checkOfficer(context);
        noteSubject(context, args.client);
        return accessReport(args, services);
      },
      patterns: async (_root: unknown, args: PatternArguments, context: unknown) => {
        checkOfficer(context);
        return findPatterns(args, services);
      },
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

function noteSubject(context: unknown, clientId: string | null | undefined): void {
  if (clientId != null) ownCall(context).context.searched?.(clientId);
}
