import { type Kysely, sql } from 'kysely';
import type { CaseworkTables } from '../store/tables.ts';
import type { AttemptSurroundings } from './attempt-delivery.ts';
import { decideDelivery, type ToBeTold } from './decide-delivery.ts';
import { openStatuses } from './request-status.ts';
import { storeStates } from './store-state.ts';

/** How many clients and organisations one round asks about. */
const perRound = 500;

/** How many of them are asked at once. */
const atOnce = 10;

/** A client's requests of one kind at one organisation. */
interface Asked extends ToBeTold {
  ids: string[];
}

/**
 * Makes what asks organisations how requests stand that can still change there, one call an organisation, client and kind; also
 * those that were given up, refused after an attempt that got no answer, or may not be asked any more, for one of the attempts may
 * have arrived. Who may not be told of the client now is not asked, nor in the same round who gave no answer. A round goes on where
 * the last one ended.
 */
export function stateRefresher({ database, performAct, facts }: AttemptSurroundings): () => Promise<void> {
  let after = '';

  async function refresh(asked: Asked, silent: Set<string>): Promise<void> {
    if (silent.has(asked.oin)) return;
    const now = facts();
    const decided = await decideDelivery(database, asked, now);
    if ('not' in decided) return;
    const { oin, ids } = asked;
    const act = { act: 'status', pseudonym: decided.pseudonym, ids } as const;
    const answer = await performAct(oin, act, decided.asking).catch(() => null);
    if (answer === null) silent.add(oin);
    if (answer?.outcome !== 'states') return;
    const states = answer.states.filter(({ id }) => ids.includes(id));
    await database.transaction().execute((transaction) => storeStates(transaction, { oin, states, knownAt: now.now }));
  }

  return async () => {
    const round = await openRequests(database, after, facts().now);
    const last = round.at(-1);
    after = last && round.length === perRound ? keyOf(last) : '';
    const waiting = round.values();
    const silent = new Set<string>();
    const oneByOne = async () => {
      for (const asked of waiting) await refresh(asked, silent);
    };
    await Promise.all(Array.from({ length: atOnce }, oneByOne));
  };
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
          select from outbox where request_id = request.id and (status in ('given-up', 'not-allowed') or status = 'rejected' and attempts > 1)))
      and concat_ws(' ', client_id, oin, kind, purpose, asker_role) collate "C" > ${after}
    group by client_id, oin, kind, purpose, asker_role
    order by concat_ws(' ', client_id, oin, kind, purpose, asker_role) collate "C"
    limit ${perRound}`.execute(database);
  return rows;
}
