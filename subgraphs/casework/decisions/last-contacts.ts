import type { Kysely } from 'kysely';
import { anyOf } from '../../kit/batch-loaders.ts';
import type { CaseworkTables } from '../store/tables.ts';

/** Whom an organisation named last, as `RequestContact` of the schema. */
export interface LastContact {
  name: string;
  phone: string;
  email: string;
  hours: string;
}

/** By OIN; of an organisation that named nobody yet there is none. */
export async function lastContacts(
  database: Kysely<CaseworkTables>,
  oins: readonly string[],
): Promise<ReadonlyMap<string, LastContact>> {
  if (oins.length === 0) return new Map();
  const known = await database
    .selectFrom('known_contacts')
    .select(['oin', 'name', 'phone', 'email', 'hours'])
    .where('oin', '=', anyOf(oins))
    .execute();
  return new Map(known.map(({ oin, ...contact }) => [oin, contact]));
}
