import { setImmediate as turn } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AuditUnavailableError } from '../../errors.ts';
import type { Release, ReleaseVerdict } from '../release.ts';
import { failureCode } from './log-connection.ts';
import { LogSession, type SessionParts } from './log-session.ts';
import type { ReleaseQueue } from './release-queue.ts';
import type { WakeUp } from './wake-up.ts';

export interface LogWriterParts extends Omit<SessionParts, 'lost'> {
  queue: ReleaseQueue;
  log: Logger;
  wakeUp: WakeUp;
}

/** How often it is looked whether the last have their verdict, in milliseconds, when all that is left is to close. */
const lastWaitMs = 20;

/** Keeps a session as long as it is not closed: a new one when one ends. Who comes while there is none is refused. */
export class LogWriter {
  readonly #parts: LogWriterParts;
  readonly #running: Promise<void>;
  readonly #tried = Promise.withResolvers<void>();
  #session: LogSession | null = null;
  #isClosing = false;
  #isCheckpointDue = false;
  #hasFailed = false;

  constructor(parts: LogWriterParts) {
    this.#parts = parts;
    this.#running = this.#run();
  }

  /** Whose chain is written; null: none can be. */
  get writer(): string | null {
    return this.#session?.writer ?? null;
  }

  /** Resolves when it was tried once to open the log, with success or without. */
  tried(): Promise<void> {
    return this.#tried.promise;
  }

  /** @throws {AuditUnavailableError} */
  async release(release: Release): Promise<ReleaseVerdict> {
    if (!this.#session || this.#isClosing)
      throw new AuditUnavailableError('What would be answered could not be recorded.');
    const verdict = this.#parts.queue.add(release);
    this.#parts.wakeUp.call();
    return verdict;
  }

  /** It is time for a checkpoint. */
  checkpoint(): void {
    this.#isCheckpointDue = true;
    this.#parts.wakeUp.call();
  }

  /** Records what waits, makes the last checkpoint and ends. */
  close(): Promise<void> {
    this.#isClosing = true;
    this.#parts.wakeUp.call();
    return this.#running;
  }

  async #run(): Promise<void> {
    const { limits, wakeUp, keeper } = this.#parts;
    let retry = limits.firstRetry;
    while (!this.#isClosing) {
      const session = await this.#open();
      this.#tried.resolve();
      if (session) {
        retry = limits.firstRetry;
        await this.#serve(session);
      } else {
        if (!this.#isClosing) await wakeUp.wait(retry);
        retry = Math.min(retry * 2, limits.lastRetry);
      }
    }
    await keeper.filed();
  }

  async #open(): Promise<LogSession | null> {
    const { log, wakeUp } = this.#parts;
    try {
      const session = await LogSession.open({ ...this.#parts, lost: () => wakeUp.call() });
      log.info({ writer: session.writer }, 'the access log is written');
      this.#hasFailed = false;
      return session;
    } catch (error) {
      this.#failed(failureCode(error));
      return null;
    }
  }

  async #serve(session: LogSession): Promise<void> {
    const { queue } = this.#parts;
    this.#session = session;
    while (session.ended === null) {
      if (this.#isClosing && queue.releases === 0) {
        this.#session = null;
        return session.close();
      }
      await this.#work(session).catch((error: unknown) => session.abandon(failureCode(error)));
    }
    this.#session = null;
    queue.refuseAll();
    this.#failed(session.ended);
    await session.end();
  }

  async #work(session: LogSession): Promise<void> {
    const { queue, committed, limits, wakeUp } = this.#parts;
    if (this.#isCheckpointDue) {
      this.#isCheckpointDue = false;
      return session.keep();
    }
    if (!queue.isEmpty && committed.unconfirmed < limits.unconfirmed) return session.record();
    const isCalled = await wakeUp.wait(this.#isClosing ? lastWaitMs : limits.idle);
    if (!isCalled) return session.ask();
    // What arrives in the same turn of the event loop goes along.
    await turn();
  }

  #failed(code: string): void {
    if (!this.#hasFailed) this.#parts.log.error({ code }, 'the access log cannot be written');
    this.#hasFailed = true;
  }
}
