import pg from 'pg';
import { withRole } from './database.ts';

/** Told of changes in what access is decided by. */
export interface ChangesListener {
  changed(clientId: string): void;
  /** Are changes told? While not, any may be missed. */
  following(isFollowing: boolean): void;
}

const channel = 'korte_lijnen_facts';
const firstRetryMs = 100;
const lastRetryMs = 5_000;

/**
 * Listens to changes that casework notifies of, on a connection of its own that is made again when it is lost.
 *
 * @returns ends it
 */
export function followChanges(databaseUrl: string, listener: ChangesListener): () => Promise<void> {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;
  let retryMs = firstRetryMs;

  const lost = (): void => {
    client?.removeAllListeners('end');
    client?.end().catch(() => {});
    client = null;
    listener.following(false);
    if (isEnded) return;
    timer = setTimeout(connect, retryMs);
    retryMs = Math.min(retryMs * 2, lastRetryMs);
  };
  const connect = async (): Promise<void> => {
    const made = new pg.Client({
      connectionString: withRole(databaseUrl),
      application_name: 'korte-lijnen gateway changes',
      keepAlive: true,
      connectionTimeoutMillis: 3_000,
    });
    client = made;
    made.on('error', () => {});
    made.on('notification', ({ payload }) => listener.changed(payload ?? ''));
    try {
      await made.connect();
      await made.query(`listen ${channel}`);
      if (isEnded) return;
      made.once('end', lost);
      retryMs = firstRetryMs;
      listener.following(true);
    } catch {
      lost();
    }
  };
  void connect();
  return async () => {
    isEnded = true;
    clearTimeout(timer);
    client?.removeAllListeners('end');
    await client?.end().catch(() => {});
  };
}
