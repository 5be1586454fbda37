import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** Database with all migrations and the casebook, made once a test run. */
export const templateDatabase = 'casebook_template';

/** What the pseudonyms in the template are derived from. */
export const testPseudonymSecret = 'pseudonyms of the test run';

/** A database of one test's own; dropped when disposed of, whoever is still connected. */
export interface TestDatabase extends AsyncDisposable {
  url: string;
}

/** @param options.template copy the casebook (default), or start empty: no schemas, no migrations */
export async function createDatabase(options: { template?: boolean } = {}): Promise<TestDatabase> {
  const adminUrl = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const source = (options.template ?? true) ? templateDatabase : 'template0';
  // As files: to copy page by page, through the log, costs four times as much.
  await statement(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY file_copy`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => statement(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** A pool of connections. One that is ended while it idles, as by dropping its database, is no fault of the test. */
export function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', () => {});
  return pool;
}

async function statement(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
