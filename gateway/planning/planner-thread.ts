import { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { type ErrorCode, KorteLijnenError, OperationTooComplexError } from '../errors.ts';
import type { PlanAnswer, PlanThreadData } from './plan-message.ts';
import type { PlanningSettings } from './planning-settings.ts';

/** What the thread refused, with its code there. */
export class PlanRefusedError extends KorteLijnenError {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The thread ended before it answered, through no fault of the document's that is known. */
export class ThreadEndedError extends Error {
  /** @param reason a name or code: what an error says besides may hold the document */
  constructor(reason: string) {
    super(`A thread that plans operations ended before it was done: ${reason}`);
  }
}

// Reading the supergraph takes a second; on a machine that has much else to do, more.
const startLimitMs = 60_000;

/** A thread with a planner of its own for one supergraph. Only while it plans does it keep the process alive. */
export class PlannerThread {
  readonly #worker: Worker;
  readonly #timeoutMs: number;
  readonly #ready: Promise<unknown>;
  #waiting: PromiseWithResolvers<PlanAnswer> | null = null;
  #end: Error | null = null;

  constructor(sdl: string, { timeoutMs, heapMegabytes }: PlanningSettings) {
    this.#timeoutMs = timeoutMs;
    this.#worker = new Worker(new URL('./plan-thread.ts', import.meta.url), {
      name: 'planner',
      workerData: { sdl } satisfies PlanThreadData,
      // It has no use for what the gateway is configured with.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    this.#worker.on('message', (answer: PlanAnswer) => this.#waiting?.resolve(answer));
    this.#worker.on('error', (error) =>
      this.#ended(isOutOfMemory(error) ? tooMuch('too much memory') : new ThreadEndedError(nameOf(error))),
    );
    this.#worker.on('exit', (code) => this.#ended(new ThreadEndedError(`exit ${code}`)));
    this.#ready = this.#answer(startLimitMs, new ThreadEndedError('it did not start'));
    this.#ready.catch(() => {});
  }

  /** Then it plans nothing any more. */
  get hasEnded(): boolean {
    return this.#end !== null;
  }

  /**
   * Plans a document. Not to be called before it is done with the last one.
   *
   * @throws {OperationTooComplexError} when that takes more time or memory than it may; then the thread has ended
   * @throws {PlanRefusedError} when there is no plan
   * @throws {ThreadEndedError} when the thread ended otherwise
   */
  async plan(document: string): Promise<QueryPlan> {
    this.#worker.ref();
    try {
      // What it starts with is no fault of the document's.
      await this.#ready.catch((error: unknown) => Promise.reject(asThreadEnded(error)));
      this.#worker.postMessage(document);
      const answer = await this.#answer(this.#timeoutMs, tooMuch(`more than ${this.#timeoutMs / 1000} s`));
      if (answer.kind === 'planned') return answer.plan;
      throw answer.kind === 'refused'
        ? new PlanRefusedError(answer.code, answer.message)
        : new ThreadEndedError('it started twice');
    } finally {
      this.#worker.unref();
    }
  }

  /** Ends it, whatever it does. */
  async end(): Promise<void> {
    this.#ended(new ThreadEndedError('as it was told'));
    await this.#worker.terminate();
  }

  async #answer(limitMs: number, tooLate: Error): Promise<PlanAnswer> {
    if (this.#end) throw this.#end;
    const waiting = Promise.withResolvers<PlanAnswer>();
    this.#waiting = waiting;
    const endIfWaiting = (): void => {
      if (this.#waiting !== waiting) return;
      this.#ended(tooLate);
      void this.#worker.terminate();
    };
    // When this process itself was held up, an answer may have come that was not read yet: it is read first.
    const timer = setTimeout(() => setImmediate(endIfWaiting), limitMs);
    try {
      return await waiting.promise;
    } finally {
      clearTimeout(timer);
      if (this.#waiting === waiting) this.#waiting = null;
    }
  }

  #ended(reason: Error): void {
    this.#end ??= reason;
    this.#waiting?.reject(this.#end);
  }
}

function tooMuch(what: string): OperationTooComplexError {
  return new OperationTooComplexError(`The operation takes ${what} to plan: ask for less at once.`);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function asThreadEnded(error: unknown): ThreadEndedError {
  return error instanceof ThreadEndedError ? error : new ThreadEndedError('it had no memory to start');
}
