import { type Kysely, sql } from 'kysely';
import type { CaseworkTables } from '../store/tables.ts';
import type { AttemptSurroundings } from './attempt-delivery.ts';
import { decideDelivery, type ToBeTold } from './decide-delivery.ts';
import { openStatuses } from './request-status.ts';
import { storeStates } from './store-state.ts';

/** How many organisations are asked at once. */
const atOnce = 10;

/** A client's requests of one kind at one organisation. */
interface Asked extends ToBeTold {
  ids: string[];
}

/**
 * Asks organisations how requests stand that can still change there, one call an organisation, client and kind; also those that
 * were given up, for one of the attempts may have arrived. Who may not be told of the client any more is not asked.
 */
export async function refreshStates({ database, performAct, facts }: AttemptSurroundings): Promise<void> {
  for (let after = ''; ; ) {
    const asked = await openRequests(database, after, facts().now);
    await Promise.all(asked.map((each) => refresh(each)));
    const last = asked.at(-1);
    if (asked.length < atOnce || !last) return;
    after = keyOf(last);
  }

  async function refresh(asked: Asked): Promise<void> {
    const now = facts();
    const decided = await decideDelivery(database, asked, now);
    if ('not' in decided) return;
    const { oin, ids } = asked;
    const act = { act: 'status', pseudonym: decided.pseudonym, ids } as const;
    const answer = await performAct(oin, act, decided.asking).catch(() => null);
    if (answer?.outcome !== 'states') return;
    const states = answer.states.filter(({ id }) => ids.includes(id));
    await database.transaction().execute((transaction) => storeStates(transaction, { oin, states, knownAt: now.now }));
  }
}

function keyOf({ clientId, oin, kind, purpose, askerRole }: Asked): string {
  return [clientId, oin, kind, purpose, askerRole].join(' ');
}

/** The next of them, in the order of their keys; of one client and organisation 200 requests at most, as an organisation takes. */
async function openRequests(database: Kysely<CaseworkTables>, after: string, now: Date): Promise<Asked[]> {
  const { rows } = await sql<Asked>`
    select client_id as "clientId", oin, kind, purpose, asker_role as "askerRole",
      (array_agg(id order by asked_at desc))[1:200] as ids
    from requests as request left join request_states as state on state.request_id = request.id
    where (state.status = any(${openStatuses}::text[])
        or state.status is null and asked_at > ${now}::timestamptz - interval '30 days' and exists (
          select from outbox where request_id = request.id and status = 'given-up'))
      and concat_ws(' ', client_id, oin, kind, purpose, asker_role) collate "C" > ${after}
    group by client_id, oin, kind, purpose, asker_role
    order by concat_ws(' ', client_id, oin, kind, purpose, asker_role) collate "C"
    limit ${atOnce}`.execute(database);
  return rows;
}
