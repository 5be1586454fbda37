import DataLoader from 'dataloader';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { CaseworkTables } from '../store/tables.ts';

/** One thing that was done in a case. What its description takes besides the kind stands in `detail`. */
export interface TimelineEntry {
  at: Date;
  kind: TimelineKind;
  /** The subject of who did it; null: nobody of the team. */
  actor: string | null;
  oin: string | null;
  record_id: string | null;
  detail: string | null;
}

export type TimelineKind =
  | 'CASE_OPENED'
  | 'PLAN_WRITTEN'
  | 'COSTS_AVOIDED_STATED'
  | 'RED_BUTTON_PRESSED'
  | 'ESCALATION_CLOSED'
  | 'PAUSE_PRESSED'
  | 'PAUSE_RELEASED'
  | 'FREEZE_REQUESTED'
  | 'ARRANGEMENT_PROPOSED'
  | 'REQUEST_ANSWERED'
  | 'CASE_CLOSED';

/** Of which case, and how much of it. */
export interface TimelineQuestion {
  caseId: string;
  first: number;
}

/** While the case was open: what is about the client alone, belongs to it then. */
const during = (at: RawBuilder<unknown>) => sql`${at} >= own.opened_on::timestamp at time zone 'Europe/Amsterdam'
  and (own.closed_on is null or ${at} < (own.closed_on + 1)::timestamp at time zone 'Europe/Amsterdam')`;

/**
 * What can be read of a case (`own`, a row of `cases`), each as the columns at, kind, actor, oin, record_id and detail. The kinds
 * stand in the order in which they come where two are done at one moment.
 */
const sources: readonly RawBuilder<unknown>[] = [
  sql`select own.opened_on::timestamp at time zone 'Europe/Amsterdam', 0, 'CASE_OPENED', null, null, own.id, null`,
  sql`select written_at, 1, 'PLAN_WRITTEN', written_by, null, case_id, version::text from case_plans
    where case_id = own.id`,
  sql`select stated_at, 2, 'COSTS_AVOIDED_STATED', stated_by, null, id::text, amount_cents::text from costs_avoided
    where case_id = own.id`,
  sql`select pressed_at, 3, 'RED_BUTTON_PRESSED', pressed_by, null, id::text, level from escalations
    where case_id = own.id`,
  sql`select closed_at, 4, 'ESCALATION_CLOSED', closed_by, null, id::text, level
    from escalation_closings join escalations on id = escalation_id where case_id = own.id`,
  sql`select pressed_at, 5, 'PAUSE_PRESSED', pressed_by, null, id::text, to_char(until_date, 'DD-MM-YYYY') from pauses
    where client_id = own.client_id and ${during(sql`pressed_at`)}`,
  // What a press asks of each organisation stands at the press.
  sql`select asked_at, 6, case kind when 'DEBT_FREEZE' then 'FREEZE_REQUESTED' else 'ARRANGEMENT_PROPOSED' end, asked_by,
      oin, id::text, null
    from requests where client_id = own.client_id and pause_id is null and ${during(sql`asked_at`)}
      and not exists (select from outbox where request_id = requests.id and act = 'ask' and status = 'rejected')`,
  sql`select answered_at, 7, 'REQUEST_ANSWERED', null, oin, id::text, null
    from request_answers join requests on id = request_id
    where client_id = own.client_id and ${during(sql`answered_at`)}`,
  sql`select released_at, 8, 'PAUSE_RELEASED', released_by, null, id::text, null
    from pause_releases join pauses on id = pause_id
    where client_id = own.client_id and ${during(sql`released_at`)}`,
  // The last second of the day: what was done on it, was done before.
  sql`select ((own.closed_on + 1)::timestamp - interval '1 second') at time zone 'Europe/Amsterdam', 9, 'CASE_CLOSED', null, null, own.id, null
    where own.closed_on is not null`,
];

/** What was done in cases, latest first; those of all cases in one statement. */
export function timelineLoader(database: Kysely<CaseworkTables>) {
  return new DataLoader<TimelineQuestion, readonly TimelineEntry[], string>(
    async (questions) => {
      const rows = Map.groupBy(await entriesOf(database, questions), ({ asked }) => asked);
      return questions.map((_, index) => rows.get(index + 1) ?? []);
    },
    { cacheKeyFn: ({ caseId, first }) => JSON.stringify([caseId, first]) },
  );
}

async function entriesOf(database: Kysely<CaseworkTables>, questions: readonly TimelineQuestion[]) {
  const { rows } = await sql<TimelineEntry & { asked: number }>`
    select question.asked::int, entry.at, entry.kind, entry.actor, entry.oin, entry.record_id, entry.detail
    from unnest(
      ${questions.map(({ caseId }) => caseId)}::text[],
      ${questions.map(({ first }) => first)}::int[]
    ) with ordinality as question (case_id, first, asked)
    join cases as own on own.id = question.case_id
    cross join lateral (
      select * from (${sql.join(sources, sql` union all `)}) as entry (at, rank, kind, actor, oin, record_id, detail)
      order by at desc, rank desc, record_id limit question.first
    ) as entry
    order by question.asked, entry.at desc, entry.rank desc, entry.record_id`.execute(database);
  return rows;
}
