import DataLoader from 'dataloader';
import { type RawBuilder, sql } from 'kysely';

/** Loads for each key the rows that belong to it, in the order of the statement; `[]` when there are none. */
export type ListLoader<Row> = DataLoader<string, readonly Row[]>;

/** Loads for each key its one row; null when there is none. */
export type RowLoader<Row> = DataLoader<string, Row | null>;

/**
 * One statement for all keys that one tick asks for.
 *
 * @param fetch reads the rows of all keys
 * @param ownerOf the key that a row belongs to
 */
export function listLoader<Row>(
  fetch: (keys: readonly string[]) => Promise<readonly Row[]>,
  ownerOf: (row: Row) => string,
): ListLoader<Row> {
  return new DataLoader(async (keys) => {
    const rows = Map.groupBy(await fetch(keys), ownerOf);
    return keys.map((key) => rows.get(key) ?? []);
  });
}

/** As `listLoader`, for a relation to at most one row. */
export function rowLoader<Row>(
  fetch: (keys: readonly string[]) => Promise<readonly Row[]>,
  ownerOf: (row: Row) => string,
): RowLoader<Row> {
  return new DataLoader(async (keys) => {
    const rows = new Map((await fetch(keys)).map((row) => [ownerOf(row), row]));
    return keys.map((key) => rows.get(key) ?? null);
  });
}

/** `= any($1)`: the same statement, and the same plan, however many keys there are. */
export function anyOf(keys: readonly string[]): RawBuilder<string> {
  return sql<string>`any(${keys}::text[])`;
}
