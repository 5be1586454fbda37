import { Socket } from 'node:net';
import pg from 'pg';
import { withRole } from '../../store/database.ts';
import type { WriterLimits } from './writer-limits.ts';

/** A statement, prepared under its name. */
export interface Statement {
  name: string;
  text: string;
  values: unknown[];
}

/** How a statement ended. */
export type Outcome<Row> =
  /** It is committed. */
  | { kind: 'done'; rows: Row[] }
  /** The server refused it, and the connection goes on: nothing of it is committed. */
  | { kind: 'refused'; sqlState: string }
  /** The connection is gone, or the server did not answer: it may be committed, now or later. */
  | { kind: 'unknown'; reason: string };

/** A connection of one's own, with one statement at a time. Each commits by itself. */
export interface LogConnection {
  run<Row extends pg.QueryResultRow>(statement: Statement): Promise<Outcome<Row>>;
  readonly isLost: boolean;
  end(): Promise<void>;
}

/**
 * Connects with the gateway's rights.
 *
 * @param lost called once when a connection that was made is gone
 * @throws what kept it from connecting
 */
export async function connectLog(databaseUrl: string, limits: WriterLimits, lost: () => void): Promise<LogConnection> {
  const socket = new Socket();
  const client = new pg.Client({
    connectionString: withRole(databaseUrl),
    application_name: 'korte-lijnen gateway log',
    // Held here, so that it can be cut: a server that hangs answers no farewell either.
    stream: () => socket,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: limits.connect,
    statement_timeout: limits.statement,
    lock_timeout: limits.lock,
  });
  let isOpen = false;
  let isLost = false;
  const cut = (): void => {
    if (isLost) return;
    isLost = true;
    socket.destroy();
    if (isOpen) lost();
  };
  client.on('error', cut);
  client.on('end', cut);
  try {
    await client.connect();
    isOpen = true;
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return {
    run: (statement) => runStatement(client, statement, { silenceMs: limits.silence, cut }),
    get isLost() {
      return isLost;
    },
    end: async () => {
      const unanswered = setTimeout(cut, limits.silence);
      await client.end().catch(() => {});
      clearTimeout(unanswered);
    },
  };
}

async function runStatement<Row extends pg.QueryResultRow>(
  client: pg.Client,
  statement: Statement,
  { silenceMs, cut }: { silenceMs: number; cut: () => void },
): Promise<Outcome<Row>> {
  const unanswered = setTimeout(cut, silenceMs);
  try {
    const { rows } = await client.query<Row>(statement);
    return { kind: 'done', rows };
  } catch (error) {
    // A fatal error ends the session: the statement may have been committed before it.
    if (error instanceof pg.DatabaseError && error.severity === 'ERROR') {
      return { kind: 'refused', sqlState: error.code ?? '' };
    }
    cut();
    return { kind: 'unknown', reason: failureCode(error) };
  } finally {
    clearTimeout(unanswered);
  }
}

/** What may be logged of an error: its code. Messages and details of the database hold what was to be written. */
export function failureCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
