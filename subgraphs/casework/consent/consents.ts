import { type Kysely, type Selectable, sql } from 'kysely';
import { anyOf, type ListLoader, listLoader } from '../../kit/batch-loaders.ts';
import type { CaseworkTables } from '../store/tables.ts';
import type { ConsentEventName, ConsentEventsTable, ConsentsTable } from './consent-tables.ts';

export type ConsentEventRow = Selectable<ConsentEventsTable>;

/** A consent with its last event. */
export type ConsentRow = Selectable<ConsentsTable> & { version: number; event: ConsentEventName };

/** The consents of a client, by the client's id; latest first. */
export function consentsLoader(database: Kysely<CaseworkTables>): ListLoader<ConsentRow> {
  return listLoader(
    (clientIds) =>
      database
        .selectFrom('consents')
        .innerJoinLateral(
          (join) =>
            join
              .selectFrom('consent_events')
              .select(['version', 'event'])
              .whereRef('consent_id', '=', 'consents.id')
              .orderBy('version', 'desc')
              .limit(1)
              .as('latest'),
          (join) => join.onTrue(),
        )
        .selectAll('consents')
        .select(['latest.version', 'latest.event'])
        .where('client_id', '=', anyOf(clientIds))
        .orderBy('valid_from', 'desc')
        .orderBy('consents.id')
        .execute(),
    ({ client_id }) => client_id,
  );
}

/** What happened to a consent, in order, by the consent's id. */
export function consentEventsLoader(database: Kysely<CaseworkTables>): ListLoader<ConsentEventRow> {
  return listLoader(
    (ids) =>
      database
        .selectFrom('consent_events')
        .selectAll()
        .where('consent_id', '=', sql<string>`any(${ids}::uuid[])`)
        .orderBy('consent_id')
        .orderBy('version')
        .execute(),
    ({ consent_id }) => consent_id,
  );
}

/** The last event of a consent; undefined where there is none. */
export function lastEvent(database: Kysely<CaseworkTables>, consentId: string) {
  return database
    .selectFrom('consent_events')
    .select(['version', 'event'])
    .where('consent_id', '=', consentId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}
