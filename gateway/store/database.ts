import pg from 'pg';

/** The PostgreSQL role, without login, that the gateway takes on: it may read what `casework` publishes, and nothing else. */
const databaseRole = 'kl_gateway';

/** A pool of connections with the gateway's rights. Connections are made when first needed. */
export function connectDatabase(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: withRole(databaseUrl),
    application_name: 'korte-lijnen gateway',
    max: 10,
    connectionTimeoutMillis: 3_000,
    statement_timeout: 3_000,
    // Idle connections must not keep a gateway that closes from ending.
    allowExitOnIdle: true,
  });
  // An idle connection that the server ends is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {});
  return pool;
}

/** The URL of a connection that takes on the gateway's role. */
export function withRole(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options');
  url.searchParams.set('options', [given, `-c role=${databaseRole}`].filter(Boolean).join(' '));
  return url.href;
}

/** Does the database answer? */
export async function databaseAnswers(pool: pg.Pool): Promise<boolean> {
  try {
    await pool.query('select 1');
    return true;
  } catch {
    return false;
  }
}
