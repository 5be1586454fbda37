import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';
import { withSettings } from './settings.ts';

/** Migrations by name; they run in the order of their names, each once. */
export type Migrations = Readonly<Record<string, Migration>>;

/** A migration of these statements, in their order. */
export function runAll(statements: readonly string[]): Migration['up'] {
  return async (database) => {
    for (const statement of statements) await sql.raw(statement).execute(database);
  };
}

/** Tables and views on which the role may do something else than on the others, with what it may, as `grant` writes it. */
export type LimitedRights = Readonly<Record<string, string>>;

/** A schema, and the PostgreSQL role without login that works in it. */
export interface MigratedSchema {
  schema: string;
  databaseRole: string;
  /** May the role do everything on tables whose rights are not listed, or nothing? Default: everything. */
  unlisted?: 'everything' | 'nothing';
}

/**
 * Brings a schema up to date: makes it and its database role if they are not there, runs what has not run yet, and gives
 * the role its rights. Safe when two starts do it at once, on one database or on two of one cluster.
 *
 * @param databaseUrl of the owner, who may create schemas and roles
 * @param limited where the role may do something else than on the others
 * @throws what the failing migration threw; that migration then left nothing behind
 */
export async function migrateSchema(
  databaseUrl: string,
  migrated: MigratedSchema,
  migrations: Migrations,
  limited: LimitedRights = {},
): Promise<void> {
  const { schema, databaseRole } = migrated;
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  try {
    await owner.query(`select pg_advisory_lock(hashtext('korte-lijnen migrations'))`);
    await ensureDatabaseRole(owner, databaseRole);
    await owner.query(`create schema if not exists ${schema}`);
    await runMigrations(databaseUrl, schema, migrations);
    await grantRights(owner, migrated, limited);
  } finally {
    await owner.end();
  }
}

/**
 * Makes a database role without login, if it is not there, and lets the present user take it on. Roles belong to the
 * whole cluster, so another database's migrations may make the same one at the same moment.
 */
export async function ensureDatabaseRole(client: { query(sql: string): Promise<unknown> }, name: string) {
  const statement = `do $$ begin
      begin
        if not exists (select from pg_roles where rolname = '${name}') then create role ${name} nologin; end if;
      exception when duplicate_object or unique_violation then null;
      end;
      if not pg_has_role(current_user, '${name}', 'MEMBER') then grant ${name} to current_user; end if;
    end $$`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      // "tuple concurrently updated": another session granted at the same moment; PostgreSQL leaves the retry to us.
      const concurrent = error instanceof pg.DatabaseError && ['XX000', '23505', '42710'].includes(error.code ?? '');
      if (!concurrent || attempt === 5) throw error;
      await delay(50 * attempt);
    }
  }
}

async function runMigrations(databaseUrl: string, schema: string, migrations: Migrations): Promise<void> {
  const connectionString = withSettings(databaseUrl, `-c search_path=${schema}`);
  const database = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 1 }) }),
  });
  try {
    const migrator = new Migrator({
      db: database,
      provider: { getMigrations: async () => ({ ...migrations }) },
      migrationTableSchema: schema,
    });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  } finally {
    await database.destroy();
  }
}

/** In one query, so that there is no moment at which the role may do more. */
async function grantRights(owner: pg.Client, migrated: MigratedSchema, limited: LimitedRights): Promise<void> {
  const { schema, databaseRole, unlisted = 'everything' } = migrated;
  const limits = Object.entries(limited).map(
    ([name, rights]) =>
      `revoke all on ${schema}.${name} from ${databaseRole}; grant ${rights} on ${schema}.${name} to ${databaseRole};`,
  );
  const others =
    unlisted === 'nothing'
      ? `revoke all on all tables in schema ${schema} from ${databaseRole};`
      : `grant select, insert, update, delete on all tables in schema ${schema} to ${databaseRole};
         grant usage, select on all sequences in schema ${schema} to ${databaseRole};
         revoke all on ${schema}.kysely_migration, ${schema}.kysely_migration_lock from ${databaseRole};`;
  await owner.query(`grant usage on schema ${schema} to ${databaseRole}; ${others} ${limits.join('\n')}`);
}
