import { beginChain, type Chain } from './chain.ts';
import type { CheckpointKeeper } from './checkpoint-keeper.ts';
import { ensureMonths } from './ensure-months.ts';
import { connectLog, type LogConnection, type Outcome } from './log-connection.ts';
import type { BatchRecorder } from './record-batch.ts';
import type { CommittedReleases } from './release-committed.ts';
import type { WriterLimits } from './writer-limits.ts';

/** What sessions are made with; it outlives them. */
export interface SessionParts {
  databaseUrl: string;
  limits: WriterLimits;
  recorder: BatchRecorder;
  committed: CommittedReleases;
  keeper: CheckpointKeeper;
  now: () => number;
  /** Told when the connection is gone. */
  lost: () => void;
}

// An answer leaves when its lines are on the disk, also where the database's default is not to wait for that.
const durably = `select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`;

/** One connection and one chain: a session ends when it is no longer known how far the chain came. */
export class LogSession {
  readonly #parts: SessionParts;
  readonly #connection: LogConnection;
  #chain: Chain = beginChain();
  #ended: string | null = null;

  private constructor(parts: SessionParts, connection: LogConnection) {
    this.#parts = parts;
    this.#connection = connection;
  }

  /**
   * Connects and begins a chain.
   *
   * @throws what kept it from doing so
   */
  static async open(parts: SessionParts): Promise<LogSession> {
    const connection = await connectLog(parts.databaseUrl, parts.limits, parts.lost);
    const session = new LogSession(parts, connection);
    parts.recorder.forget();
    try {
      done(await connection.run({ name: 'durably', text: durably, values: [] }));
      // If the database refuses, because someone reads the log at length: what is recorded shows whether the month is there.
      await connection.run(ensureMonths(parts.now()));
      done(await parts.keeper.opened(connection, session.#chain));
    } catch (error) {
      await connection.end();
      throw error;
    }
    return session;
  }

  get writer(): string {
    return this.#chain.writer;
  }

  /** Why it cannot go on; null: it can. */
  get ended(): string | null {
    return this.#ended ?? (this.#connection.isLost ? 'connection lost' : null);
  }

  /** Records one batch of what waits. */
  async record(): Promise<void> {
    const { recorder, committed, now } = this.#parts;
    const attempt = await recorder.record(this.#connection, this.#chain, now());
    switch (attempt.kind) {
      case 'nothing':
        return;
      case 'committed':
        this.#chain = attempt.batch.after;
        committed.release(attempt.batch);
        return;
      case 'no month':
        return this.#ensureMonths(attempt.at);
      case 'stop':
        this.#ended = attempt.code;
    }
  }

  async #ensureMonths(at: number): Promise<void> {
    const outcome = await this.#connection.run(ensureMonths(at));
    if (outcome.kind === 'refused') this.#ended = outcome.sqlState;
  }

  /** It cannot go on, for this reason. */
  abandon(code: string): void {
    this.#ended ??= code;
  }

  /** A checkpoint, and a place for the months to come. */
  async keep(): Promise<void> {
    await this.#parts.keeper.periodic(this.#connection, this.#chain);
    await this.#connection.run(ensureMonths(this.#parts.now()));
  }

  /** Does the database still answer? */
  async ask(): Promise<void> {
    await this.#connection.run({ name: 'ask', text: 'select', values: [] });
  }

  /** Ends in good order: nothing follows in this chain. */
  async close(): Promise<void> {
    await this.#parts.keeper.closed(this.#connection, this.#chain);
    await this.end();
  }

  async end(): Promise<void> {
    await this.#connection.end();
  }
}

function done(outcome: Outcome<object>): void {
  if (outcome.kind === 'done') return;
  throw new SessionNotOpened(outcome.kind === 'refused' ? outcome.sqlState : outcome.reason);
}

/** A session could not begin; `code` says why. */
class SessionNotOpened extends Error {
  override name = 'SessionNotOpened';
  readonly code: string;

  constructor(code: string) {
    super('the access log could not be opened');
    this.code = code;
  }
}
