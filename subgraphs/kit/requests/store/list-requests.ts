import { sql } from 'kysely';
import type { ActScope } from '../acts/act-scope.ts';
import { decidingPerson } from '../mandates/contact-persons.ts';
import type { PartnerActOf, RequestKind } from '../wire/act-wire.ts';
import type { ActAnswer } from '../wire/answer-wire.ts';
import { loadRecords } from './request-records.ts';
import { receivedRequest } from './request-state.ts';

type Question = PartnerActOf<'list-requests'>;

/**
 * The requests at an organisation, and what it began itself, for any of its contact persons: those that wait for it first,
 * oldest first. As many statements whatever their number.
 */
export async function listRequests(scope: ActScope, question: Question): Promise<ActAnswer> {
  const deciding = await decidingPerson(scope, question.decider);
  const page = await pageOf(scope, question);
  const idsOf = (kind: RequestKind) => page.filter((each) => each.kind === kind).map(({ id }) => id);
  const records = await loadRecords(scope, {
    freezes: idsOf('DEBT_FREEZE'),
    arrangements: idsOf('PAYMENT_ARRANGEMENT'),
  });
  const byKey = new Map(records.map((record) => [`${record.state.kind} ${record.state.id}`, record]));
  const listed = page.flatMap(({ kind, id }) => byKey.get(`${kind} ${id}`) ?? []);
  return { outcome: 'requests', requests: listed.map((record) => receivedRequest(record, deciding)) };
}

async function pageOf({ store, oin, today }: ActScope, { open, first, offset }: Question) {
  const { rows } = await sql<{ kind: RequestKind; id: string }>`
    select kind, id from (
      select 'DEBT_FREEZE' as kind, id, asked_at, status = 'REQUESTED' and until_date >= ${today} as waits
      from debt_freezes where oin = ${oin}
      union all
      select 'PAYMENT_ARRANGEMENT', id, asked_at, status = 'PROPOSED'
      from payment_arrangements where oin = ${oin}
    ) as kept
    where ${open}::boolean is null or waits = ${open}
    order by waits desc, asked_at nulls first, kind, id
    limit ${first} offset ${offset}`.execute(store);
  return rows;
}
