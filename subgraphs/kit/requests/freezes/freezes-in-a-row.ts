import { sql } from 'kysely';
import type { ActScope } from '../acts/act-scope.ts';
import type { ActFault } from '../wire/answer-wire.ts';
import { addMonths } from './freeze-days.ts';

/** From the first day to the last, both included. */
export interface Period {
  from: string;
  until: string;
}

/** How long after a freeze another begins, in days, to count as the same pause. */
const apartDays = 31;

/**
 * Why a freeze cannot last until its last day, since the law's limit counts from the first of the freezes that it follows upon;
 * null: it can. What it covers is locked.
 *
 * @param debtIds of one dossier
 * @param except the freeze itself, where it is stored already
 */
export async function rowFault(
  scope: ActScope,
  terms: Period,
  asked: { dossier: string; debtIds: readonly string[]; except?: string; limitMonths: number },
): Promise<ActFault | null> {
  const { store, oin, rules } = scope;
  const { dossier, debtIds, except = '', limitMonths } = asked;
  const ran = await freezesThatRan(scope, debtIds, except);
  const stops = (await rules.otherStops?.(store, { oin, dossier })) ?? [];
  const last = addMonths(beganAt([...ran, ...stops], terms.from), limitMonths);
  return terms.until > last ? { code: 'DATE_BEYOND_LIMIT', field: 'until' } : null;
}

/** The first day of the freezes in a row that one from `from` would follow upon; `from` where there are none. */
export function beganAt(periods: readonly Period[], from: string): string {
  const before = periods.filter(
    (period) => period.from < from && Temporal.PlainDate.from(period.until).add({ days: apartDays }).toString() >= from,
  );
  const [earliest] = before.map((period) => period.from).toSorted();
  return earliest === undefined ? from : beganAt(periods, earliest);
}

/** Those that ran, each until the day that it ended: of those that the organisation began itself no more is known than its dates. */
async function freezesThatRan({ store, oin }: ActScope, debtIds: readonly string[], except: string): Promise<Period[]> {
  const events = sql`select from request_events as event
    where event.oin = held.oin and event.kind = 'DEBT_FREEZE' and event.id = held.id`;
  const { rows } = await sql<Period>`
    select distinct held.from_date as "from", least(held.until_date, (
      select max((event.at at time zone 'Europe/Amsterdam')::date) from request_events as event
      where event.oin = held.oin and event.kind = 'DEBT_FREEZE' and event.id = held.id
        and event.status in ('ENDED', 'BROKEN')
    )) as until
    from debt_freeze_debts as covered
    join debt_freezes as held on held.oin = covered.oin and held.id = covered.debt_freeze_id
    where covered.oin = ${oin} and covered.debt_id = any(${debtIds}::text[]) and held.id <> ${except}
      and (held.status in ('GRANTED', 'ACTIVE')
        or held.status in ('ENDED', 'BROKEN', 'LAPSED')
          and (not exists (${events}) or exists (${events} and event.status in ('GRANTED', 'ACTIVE'))))`.execute(store);
  return rows.filter(({ from, until }) => from <= until);
}
