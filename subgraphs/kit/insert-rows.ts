import type { Insertable, Kysely } from 'kysely';

/** Far below PostgreSQL's 65,535 parameters a statement, for tables of up to some sixty columns. */
const rowsPerStatement = 1_000;

/** Stores rows, however many; one whose key is there already stays as it is. */
export async function insertRows<Tables, Table extends keyof Tables & string>(
  database: Kysely<Tables>,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await database
      .insertInto(table)
      .values(rows.slice(start, start + rowsPerStatement))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
