import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { MigratedSchema } from '../../database/migrate.ts';
import { withSettings } from '../../database/settings.ts';
import type { RoleName } from './wire.ts';

export interface DatabaseOptions {
  databaseUrl: string;
  role: RoleName;
  /** Called with the text of every statement that ran, never with its parameters. */
  onStatement?: (sql: string) => void;
  /** Default 4. */
  maxConnections?: number;
}

/** The PostgreSQL schema in which a role keeps its tables. */
export function schemaOf(role: RoleName): string {
  return role.replaceAll('-', '_');
}

/** The PostgreSQL role, without login, that has rights on the schema of this role and on no other. */
export function databaseRoleOf(role: RoleName): string {
  return `kl_${schemaOf(role)}`;
}

/** Both, for the migrations of a role. */
export function migratedSchemaOf(role: RoleName): MigratedSchema {
  return { schema: schemaOf(role), databaseRole: databaseRoleOf(role) };
}

/**
 * A pool of connections that can do only what the role may: they take on its database role and see its schema alone.
 * Connections are made when first needed. Dates come as text (`2026-11-21`): a calendar date has no time zone.
 */
export function connectDatabase<Tables>(options: DatabaseOptions): Kysely<Tables> {
  const { databaseUrl, role, onStatement, maxConnections = 4 } = options;
  const settings = `-c role=${databaseRoleOf(role)} -c search_path=${schemaOf(role)} -c datestyle=ISO`;
  const pool = new pg.Pool({
    connectionString: withSettings(databaseUrl, settings),
    application_name: `korte-lijnen ${role}`,
    max: maxConnections,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    idleTimeoutMillis: 30_000,
    // A server that vanishes without a word ends nothing: who waits for it would wait for ever.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser: parserOf },
  });
  // A connection that the server ends is replaced at the next query; without a listener it would end the process: an idle one
  // tells the pool, one that is in use tells whoever uses it, and Kysely does not listen.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    ...(onStatement ? { log: (event) => onStatement(event.query.sql) } : {}),
  });
}

function parserOf(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === pg.types.builtins.DATE) return (value) => value;
  // The types of pg know no overload for a format that is either; at run time it is passed on as it came.
  return pg.types.getTypeParser(oid, format as 'text');
}
