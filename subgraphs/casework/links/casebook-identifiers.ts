import type { Kysely } from 'kysely';
import { identifiers } from '../../casebook/identifiers.ts';
import { insertRows } from '../../kit/insert-rows.ts';
import type { CaseworkTables } from '../store/tables.ts';

/** Stores addresses and numbers of the casebook's people. */
export async function recordIdentifiers(database: Kysely<CaseworkTables>): Promise<void> {
  const known = [...identifiers].map(([client_id, identifiers]) => ({ client_id, ...identifiers }));
  const addresses = known.map(({ client_id, postcode, houseNumber: house_number }) => ({
    client_id,
    postcode,
    house_number,
  }));
  await insertRows(database, 'client_addresses', addresses);
  const numbers = known.map(({ client_id, bsn }) => ({ client_id, bsn }));
  await insertRows(database, 'client_bsns', numbers);
}
