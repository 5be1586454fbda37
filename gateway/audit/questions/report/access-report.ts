import { BadUserInputError } from '../../../errors.ts';
import type { LogRecord } from '../../record/log-record.ts';
import { subjectOf } from '../asked-client.ts';
import type { QuestionServices } from '../question-services.ts';
import { deniedLine, type ReportLine, shownLine } from './report-line.ts';

/** The arguments of `Query.accessReport`. */
export interface AccessReportArguments {
  client: string;
  from?: Date | null;
  to?: Date | null;
}

/** `AccessReport` of the graph. */
export interface AccessReport {
  madeAt: number;
  /** The period that was asked; null: without an end on that side. */
  from: Date | null;
  to: Date | null;
  lines: ReportLine[];
  denied: ReportLine[];
  truncated: boolean;
  totals: { records: number; released: number; denied: number };
}

interface ReportRow {
  content: LogRecord;
  records: number;
  released: number;
  denied: number;
}

const maxRecords = 5_000;

// An act that ended has a line of its end; that it was begun is told only where no end is known.
const text = `
  select content, (count(*) over ())::int as records,
    (count(*) filter (where content -> 'released' <> '[]') over ())::int as released,
    (count(*) filter (where content -> 'denied' <> '[]') over ())::int as denied
  from audit.records as told
  where content ->> 'subject' = $1 and at >= coalesce($2, '-infinity'::timestamptz) and at < coalesce($3, 'infinity'::timestamptz)
    and not (content ->> 'kind' = 'act-begun' and exists (
      select from audit.records as ended where ended.content ->> 'trace' = told.content ->> 'trace'
        and ended.content ->> 'kind' = 'act' and ended.content ->> 'name' = told.content ->> 'name'
        and coalesce(ended.content ->> 'subject', $1) = $1))
  order by at desc, writer desc, seq desc
  limit ${maxRecords}`;

/**
 * All that the log has about one client, as the client may know it: not who looked by name, but as what and where. Sources:
 * AVG art. 15(1); Court of Justice of the EU, C-579/21, on logs of who consulted someone's data.
 *
 * @throws {SearchTooLargeError}
 */
export async function accessReport(
  { client, from = null, to = null }: AccessReportArguments,
  services: QuestionServices,
): Promise<AccessReport> {
  if (from && to && from >= to) throw new BadUserInputError('The period ends before it begins.');
  const rows = await services.log.read<ReportRow>({ text, values: [subjectOf(client, services), from, to] });
  const [first] = rows;
  const { records = 0, released = 0, denied = 0 } = first ?? {};
  const contents = rows.map(({ content }) => content);
  return {
    madeAt: services.now(),
    from,
    to,
    lines: contents.flatMap((record) => shownLine(record, services) ?? []),
    denied: contents.flatMap((record) => deniedLine(record, services) ?? []),
    truncated: records > rows.length,
    totals: { records, released, denied },
  };
}
