import { type Kysely, sql } from 'kysely';
import type { CaseworkTables, ClientRow } from '../store/tables.ts';
import type { RecognisablePerson } from './matching-attributes.ts';

/**
 * Is this client linked to this organisation? Whoever asks at the same moment, in a transaction of their own, waits: an
 * organisation is asked about a client once.
 */
export async function isLinked(database: Kysely<CaseworkTables>, clientId: string, oin: string): Promise<boolean> {
  const name = JSON.stringify(['link', clientId, oin]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(database);
  const link = await database
    .selectFrom('links')
    .select('oin')
    .where('client_id', '=', clientId)
    .where('oin', '=', oin)
    .executeTakeFirst();
  return link !== undefined;
}

/** What a client can be recognised by. */
export async function recognisablePerson(
  database: Kysely<CaseworkTables>,
  client: ClientRow,
): Promise<RecognisablePerson> {
  const known = await database
    .selectFrom('clients')
    .leftJoin('client_addresses as address', 'address.client_id', 'clients.id')
    .leftJoin('client_bsns as number', 'number.client_id', 'clients.id')
    .select(['address.postcode', 'address.house_number', 'number.bsn'])
    .where('clients.id', '=', client.id)
    .executeTakeFirstOrThrow();
  const { postcode, house_number: houseNumber, bsn } = known;
  const address = postcode !== null && houseNumber !== null ? { postcode, houseNumber } : null;
  const family = [client.prefix, client.family].filter((part) => part).join(' ');
  return { family, birthDate: client.birth_date, address, bsn };
}

/** Stores that an organisation knows a client, by a name of its own. */
export async function storeLink(
  database: Kysely<CaseworkTables>,
  { clientId, oin, pseudonym }: { clientId: string; oin: string; pseudonym: string },
): Promise<void> {
  await database.insertInto('links').values({ client_id: clientId, oin, pseudonym }).execute();
}
