import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { AuditLogInUseError } from '../../errors.ts';
import type { ChainHead } from '../checkpoints/checkpoint.ts';
import type { LogMonth } from './past-term.ts';

/** How often the tables are asked for while somebody reads them, and how long is waited in between. */
export interface DropWaits {
  attempts: number;
  betweenMs: number;
}

/** Long enough for a question of the privacy officer to end. */
export const dropWaits: DropWaits = { attempts: 5, betweenMs: 2_000 };

/** The last record of each chain in these months. Inside a transaction, during which nothing is added to them. */
export async function lastRecords(client: pg.ClientBase, months: readonly LogMonth[]): Promise<ChainHead[]> {
  const tables = months.map(({ table }) => `audit.${table}`);
  await client.query(`lock table ${tables.join(', ')} in share mode`);
  const all = tables.map((table) => `select writer, seq, hash from ${table}`).join(' union all ');
  const { rows } = await client.query<ChainHead>(
    `select writer, seq::float8 as seq, encode(hash, 'hex') as hash
     from (select distinct on (writer) writer, seq, hash from (${all}) as dropped order by writer, seq desc) as heads`,
  );
  return rows;
}

/**
 * Drops the tables of these months, inside a transaction.
 *
 * @throws {AuditLogInUseError} when somebody goes on reading the log
 */
export async function dropTables(
  client: pg.ClientBase,
  months: readonly LogMonth[],
  { attempts, betweenMs }: DropWaits,
): Promise<void> {
  const tables = months.map(({ table }) => `audit.${table}`).join(', ');
  for (let attempt = 1; ; attempt += 1) {
    await client.query('savepoint before_drop');
    try {
      await client.query('lock table audit.records in access exclusive mode');
      await client.query(`drop table ${tables}`);
      return;
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      await client.query('rollback to savepoint before_drop');
      if (attempt === attempts)
        throw new AuditLogInUseError('somebody reads the log; nothing was dropped', { cause: error });
      await delay(betweenMs);
    }
  }
}

/** Somebody else held a table for longer than was waited. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '55P03';
}
