import { type Kysely, sql } from 'kysely';
import type { RequestState, WireContact } from '../../kit/requests/wire/answer-wire.ts';
import { isRecordId } from '../store/record-id.ts';
import type { CaseworkTables } from '../store/tables.ts';

/** How requests stand, as one organisation said. */
export interface SaidStates {
  oin: string;
  states: readonly RequestState[];
  /** When it was asked. */
  knownAt: Date;
}

/**
 * Keeps how requests stand. An organisation speaks only of requests to itself; a state goes back to no earlier version, in
 * whatever order answers come.
 */
export async function storeStates(
  database: Kysely<CaseworkTables>,
  { oin, states, knownAt }: SaidStates,
): Promise<void> {
  // One order for all: two answers at once then wait for each other instead of locking each other out.
  const known = states.filter(({ id }) => isRecordId(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const state of known) await storeState(database, { oin, state, knownAt });
  const contact = states.findLast((state) => state.contact !== null)?.contact;
  if (contact) await storeContact(database, { oin, contact, knownAt });
}

async function storeState(
  database: Kysely<CaseworkTables>,
  { oin, state, knownAt }: { oin: string; state: RequestState; knownAt: Date },
): Promise<void> {
  const { id, kind, status, version, reason, automatic } = state;
  const terms = state.terms && JSON.stringify(state.terms);
  const contact = state.contact && JSON.stringify(state.contact);
  await sql`
    insert into request_states (request_id, status, version, terms, reason, automatic, contact, known_at)
    select id, ${status}, ${version}::int, ${terms}::jsonb, ${reason}, ${automatic}::boolean, ${contact}::jsonb, ${knownAt}
    from requests where id = ${id} and oin = ${oin} and kind = ${kind}
    on conflict (request_id) do update set status = excluded.status, version = excluded.version, terms = excluded.terms,
      reason = excluded.reason, automatic = excluded.automatic, contact = excluded.contact, known_at = excluded.known_at
    where excluded.version > request_states.version
      or excluded.version = request_states.version and excluded.known_at >= request_states.known_at`.execute(database);
}

/** Keeps whom to call at an organisation. */
export async function storeContact(
  database: Kysely<CaseworkTables>,
  { oin, contact, knownAt }: { oin: string; contact: WireContact; knownAt: Date },
): Promise<void> {
  const { name, phone, email, hours } = contact;
  await database
    .insertInto('known_contacts')
    .values({ oin, name, phone, email, hours, known_at: knownAt })
    .onConflict((conflict) =>
      conflict
        .column('oin')
        .doUpdateSet({ name, phone, email, hours, known_at: knownAt })
        .where('known_contacts.known_at', '<=', knownAt),
    )
    .execute();
}
