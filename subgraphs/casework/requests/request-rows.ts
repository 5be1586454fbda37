import { type Kysely, sql } from 'kysely';
import { anyOf, type ListLoader, listLoader } from '../../kit/batch-loaders.ts';
import { isRecordId } from '../store/record-id.ts';
import type { CaseworkTables } from '../store/tables.ts';

/** How many requests of one client are shown at most. */
const maxRequests = 200;

/** A request with all that is known of how it stands. */
export type RequestRow = Awaited<ReturnType<ReturnType<typeof standingRequests>['execute']>>[number];

function standingRequests(database: Kysely<CaseworkTables>) {
  return database
    .selectFrom('requests as request')
    .innerJoin('outbox as ask', (join) => join.onRef('ask.request_id', '=', 'request.id').on('ask.ordinal', '=', 1))
    .innerJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('outbox')
          .select(['id', 'act', 'status', 'next_attempt_at', 'give_up_at', 'not_allowed_because'])
          .whereRef('request_id', '=', 'request.id')
          .orderBy('ordinal', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .innerJoin('organisations as organisation', 'organisation.oin', 'request.oin')
    .leftJoin('request_states as state', 'state.request_id', 'request.id')
    .selectAll('request')
    .select(['organisation.role', 'organisation.name'])
    .select(['state.status as state_status', 'state.version', 'state.terms as held_terms', 'state.reason as answer'])
    .select(['state.automatic', 'state.contact', 'state.known_at'])
    .select(['ask.status as ask_status', 'ask.faults as ask_faults', 'ask.attempts as ask_attempts'])
    .select(['last.id as last_id', 'last.act as last_act', 'last.status as last_status'])
    .select(['last.next_attempt_at', 'last.give_up_at', 'last.not_allowed_because']);
}

/** A request by its id; undefined where there is none. */
export async function requestById(database: Kysely<CaseworkTables>, id: string): Promise<RequestRow | undefined> {
  if (!isRecordId(id)) return undefined;
  return standingRequests(database).where('request.id', '=', id).executeTakeFirst();
}

/** The requests of a client, by the client's id; latest first. */
export function requestsLoader(database: Kysely<CaseworkTables>): ListLoader<RequestRow> {
  return listLoader(
    (clientIds) =>
      standingRequests(database)
        .where(
          'request.id',
          'in',
          sql<string>`(select recent.id from unnest(${clientIds}::text[]) as asked (client_id) cross join lateral (
            select id from requests where client_id = asked.client_id order by asked_at desc, id limit ${maxRequests}
          ) as recent)`,
        )
        .orderBy('request.asked_at', 'desc')
        .orderBy('request.id')
        .execute(),
    ({ client_id }) => client_id,
  );
}

/** The requests of presses of the pause button, by the id of the press. */
export function pauseRequestsLoader(database: Kysely<CaseworkTables>): ListLoader<RequestRow> {
  return listLoader(
    (pauseIds) =>
      standingRequests(database)
        .where('request.pause_id', '=', sql<string>`any(${pauseIds}::uuid[])`)
        .orderBy('request.oin')
        .execute(),
    ({ pause_id }) => pause_id ?? '',
  );
}

/** Proposals of this client, and arrangements that came of them. */
export async function arrangementsOf(
  database: Kysely<CaseworkTables>,
  clientId: string,
): Promise<readonly RequestRow[]> {
  return standingRequests(database)
    .where('request.client_id', '=', clientId)
    .where('request.kind', '=', 'PAYMENT_ARRANGEMENT')
    .execute();
}

/** The contact that an organisation named last, by OIN. */
export function knownContactsLoader(database: Kysely<CaseworkTables>) {
  return listLoader(
    (oins) => database.selectFrom('known_contacts').selectAll().where('oin', '=', anyOf(oins)).execute(),
    ({ oin }) => oin,
  );
}
