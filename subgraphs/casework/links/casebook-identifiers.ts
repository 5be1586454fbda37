import type { Kysely } from 'kysely';
import { casebook } from '../../casebook/people.ts';
import { insertRows } from '../../kit/insert-rows.ts';
import type { CaseworkTables } from '../store/tables.ts';

/** Stores addresses and numbers of the casebook's people; invented, as they are: 9999 XX is no postcode in use. */
export async function recordIdentifiers(database: Kysely<CaseworkTables>): Promise<void> {
  const people = casebook.flatMap(({ number, people }) => people.map(({ id }) => ({ number, client_id: id })));
  const addresses = people.map(({ number, client_id }) => ({
    client_id,
    postcode: `9999 X${String.fromCharCode(64 + number)}`,
    house_number: String(number),
  }));
  await insertRows(database, 'client_addresses', addresses);
  const bsns = testNumbers(people.length);
  await insertRows(
    database,
    'client_bsns',
    people.map(({ client_id }, index) => ({ client_id, bsn: bsns[index] ?? '' })),
  );
}

/** Numbers that pass the BSN's check (elfproef), in the range 99999xxxx that is kept for tests and given to nobody. */
function testNumbers(count: number): string[] {
  const numbers = Array.from({ length: 10_000 }, (_, index) => String(999_990_000 + index));
  return numbers.filter(passesCheck).slice(0, count);
}

function passesCheck(number: string): boolean {
  const sum = [...number].reduce((total, digit, index) => total + Number(digit) * (index === 8 ? -1 : 9 - index), 0);
  return sum % 11 === 0;
}
