import { type RawBuilder, sql } from 'kysely';
import { anyOf } from '../../batch-loaders.ts';
import type { ActScope } from '../acts/act-scope.ts';
import { neededMandate } from '../arrangements/arrangement-mandate.ts';
import { keptTerms } from '../arrangements/arrangement-records.ts';
import { hasFailed } from '../arrangements/failed-arrangement.ts';
import { freezeDays } from '../freezes/freeze-days.ts';
import { settleFreeze } from '../freezes/freeze-machine.ts';
import { heldFreeze } from '../freezes/freeze-records.ts';
import { beginningToday } from '../freezes/freeze-terms.ts';
import type { NeededMandate } from '../mandates/mandate.ts';
import type { RecordState } from '../wire/answer-wire.ts';

type WithoutContact<State> = State extends unknown ? Omit<State, 'contact'> : never;

/** A freeze or an arrangement as it stands today, and what was asked. */
export interface RequestRecord {
  state: WithoutContact<RecordState>;
  pseudonym: string | null;
  dossier: string;
  /** Of the dossier, the first one first. */
  contactIds: readonly string[];
  outstandingCents: number;
  askedBecause: string | null;
  askedAt: Date | null;
  pause: boolean;
  assignedTo: string | null;
  decidedBy: string | null;
  /** Does it wait for the organisation? */
  waits: boolean;
  /** What it takes to grant it as it stands. */
  needed: NeededMandate;
}

/** Reads records by their ids, in one statement for each kind that is asked for. */
export async function loadRecords(
  scope: ActScope,
  ids: { freezes: readonly string[]; arrangements: readonly string[] },
): Promise<RequestRecord[]> {
  const freezes = ids.freezes.length > 0 ? await loadFreezes(scope, ids.freezes) : [];
  const arrangements = ids.arrangements.length > 0 ? await loadArrangements(scope, ids.arrangements) : [];
  return [...freezes, ...arrangements];
}

async function loadFreezes({ store, oin, today }: ActScope, ids: readonly string[]): Promise<RequestRecord[]> {
  const rows = await store
    .selectFrom('debt_freezes as record')
    .innerJoin('dossiers', (join) =>
      join.onRef('dossiers.oin', '=', 'record.oin').onRef('dossiers.reference', '=', 'record.dossier'),
    )
    .selectAll('record')
    .select(['dossiers.pseudonym', ...aroundRecord('debt_freeze_debts', 'debt_freeze_id')])
    .where('record.oin', '=', oin)
    .where('record.id', '=', anyOf(ids))
    .execute();
  return rows.map((row) => {
    const { reason, automatic } = row;
    const held = heldFreeze(row);
    const { status, version } = settleFreeze({ ...row, ...held }, today);
    const terms = { ...held, debtIds: row.debt_ids };
    const state = { kind: 'DEBT_FREEZE', id: row.id, version, status, reason, automatic, terms } as const;
    const waits = status === 'REQUESTED';
    const days = waits ? freezeDays(beginningToday(held, today)) : freezeDays(held);
    return { ...recordOf(row), state, waits, needed: { days, amountCents: null, waives: false, exceptions: [] } };
  });
}

async function loadArrangements({ store, oin }: ActScope, ids: readonly string[]): Promise<RequestRecord[]> {
  const rows = await store
    .selectFrom('payment_arrangements as record')
    .innerJoin('dossiers', (join) =>
      join.onRef('dossiers.oin', '=', 'record.oin').onRef('dossiers.reference', '=', 'record.dossier'),
    )
    .selectAll('record')
    .select(['dossiers.pseudonym', ...aroundRecord('payment_arrangement_debts', 'payment_arrangement_id')])
    .select(earlierFailed.as('earlier_failed'))
    .where('record.oin', '=', oin)
    .where('record.id', '=', anyOf(ids))
    .execute();
  return rows.map((row) => {
    const { id, version, status, reason } = row;
    const debtIds = row.debt_ids;
    const { measures: _, ...held } = row.offer ?? { ...keptTerms({ ...row, debtIds }), measures: [] };
    const terms = { ...held, debtIds };
    const state = {
      ...({ kind: 'PAYMENT_ARRANGEMENT', id, version, status, reason, automatic: false, terms } as const),
      ...{ paidCents: row.paid_cents, missedInstalments: row.missed_instalments },
    };
    const needed = neededMandate(terms, row.earlier_failed ? ['EARLIER_ARRANGEMENT_FAILED'] : []);
    return { ...recordOf(row), state, waits: status === 'PROPOSED', needed };
  });
}

/** Then granting it is an exception; see `exceptionsNeeded`. */
const earlierFailed: RawBuilder<boolean> = sql`exists (select from payment_arrangements earlier
  where earlier.oin = record.oin and earlier.dossier = record.dossier and earlier.id <> record.id
    and ${hasFailed('earlier')})`;

/** What stands around a record, read with it: its debts, what is owed on them, and who may decide by the dossier. */
function aroundRecord(table: string, key: string) {
  const covered = sql`from ${sql.table(table)} covered where covered.oin = record.oin and covered.${sql.ref(key)} = record.id`;
  const debtIds: RawBuilder<string[]> = sql`array(select covered.debt_id ${covered} order by covered.debt_id)`;
  const contactIds: RawBuilder<string[]> = sql`array(select contact_person_id from dossier_contact_persons contact
    where contact.oin = record.oin and contact.dossier = record.dossier order by contact.position)`;
  const outstanding: RawBuilder<number> = sql`(select coalesce(sum(greatest(0, debt.principal_cents - debt.paid_cents
      - debt.waived_cents + (select coalesce(sum(added.amount_cents), 0) from surcharges added
        where added.oin = debt.oin and added.debt_id = debt.id and added.undone_on is null))), 0)
    from debts debt where debt.oin = record.oin and debt.id in (select covered.debt_id ${covered}))::float8`;
  return [debtIds.as('debt_ids'), contactIds.as('contact_ids'), outstanding.as('outstanding_cents')] as const;
}

interface ReadRow {
  pseudonym: string | null;
  dossier: string;
  contact_ids: string[];
  outstanding_cents: number;
  asked_because: string | null;
  asked_at: Date | null;
  pause: boolean;
  assigned_to: string | null;
  decided_by: string | null;
}

function recordOf(row: ReadRow) {
  return {
    pseudonym: row.pseudonym,
    dossier: row.dossier,
    contactIds: row.contact_ids,
    outstandingCents: row.outstanding_cents,
    askedBecause: row.asked_because,
    askedAt: row.asked_at,
    pause: row.pause,
    assignedTo: row.assigned_to,
    decidedBy: row.decided_by,
  };
}
