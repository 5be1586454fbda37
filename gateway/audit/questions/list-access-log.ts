import type { ChainPosition } from '../record/canonical-text.ts';
import type { LogRecord } from '../record/log-record.ts';
import { countAsked } from './asked-client.ts';
import { type LogEntryView, viewRecord } from './log-entry-view.ts';
import { filterConditions, type LogConditions, type LogFilter } from './log-filter.ts';
import type { QuestionServices } from './question-services.ts';

/** The arguments of `Query.accessLog`. */
export interface AccessLogArguments {
  filter?: LogFilter | null;
  first?: number | null;
  after?: string | null;
}

/** `AccessLogPage` of the graph. */
export interface AccessLogPage {
  entries: LogEntryView[];
  hasMore: boolean;
  endCursor: string | null;
}

const maxFirst = 200;

/**
 * A page of the log, newest first. Of records that were there when the first page was asked, following the cursors gives each
 * once; those that are added meanwhile are newer.
 *
 * @throws {BadUserInputError} for a page or a filter that cannot be
 * @throws {SearchTooLargeError}
 */
export async function listAccessLog(args: AccessLogArguments, services: QuestionServices): Promise<AccessLogPage> {
  const first = countAsked(args.first, 50, maxFirst);
  const conditions = filterConditions(args.filter ?? {}, services);
  if (args.after != null) addAfter(conditions, services.cursors.read(args.after));
  const rows = await services.log.read<{ content: LogRecord; coordinates: string[] | null }>({
    text: `select page.content, field_sets.coordinates from (
        select content, at, writer, seq from audit.records where ${conditions.text}
        order by at desc, writer desc, seq desc limit ${first + 1}
      ) as page
      left join audit.field_sets on digest = page.content ->> 'fields'
      order by page.at desc, page.writer desc, page.seq desc`,
    values: conditions.values,
  });
  const shown = rows.slice(0, first);
  const last = shown.at(-1)?.content;
  return {
    entries: shown.map(({ content, coordinates }) => viewRecord(content, coordinates ?? [], services)),
    hasMore: rows.length > first,
    endCursor: last ? services.cursors.write(last) : null,
  };
}

function addAfter(conditions: LogConditions, { at, writer, seq }: ChainPosition): void {
  // The first says what the second implies, in the form that leaves out whole months.
  conditions.add('at <= ?1', new Date(at));
  const [when, whose, number] = [new Date(at), writer, seq].map((value) => conditions.name(value));
  conditions.also(`(at, writer, seq) < (${when}::timestamptz, ${whose}::uuid, ${number}::bigint)`);
}
