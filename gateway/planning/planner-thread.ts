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
export class ThreadEndedError extends Error {}

// Reading the supergraph takes a second; on a machine that has much else to do, more.
const startLimitMs = 60_000;

/** A thread with a planner of its own for one supergraph. Only while it plans does it keep the process alive. */
export class PlannerThread {
  readonly #worker: Worker;
  readonly #timeoutMs: number;
  readonly #ready: Promise<unknown>;
  #waiting: PromiseWithResolvers<PlanAnswer> | null = null;
  #hasEnded = false;

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
    // What such an error says may hold the document.
    this.#worker.on('error', (error) =>
      this.#ended(isOutOfMemory(error) ? tooMuch('too much memory') : new ThreadEndedError()),
    );
    this.#worker.on('exit', () => this.#ended(new ThreadEndedError()));
    this.#ready = this.#answer(startLimitMs, new ThreadEndedError());
    this.#ready.catch(() => {});
  }

  /** Then it plans nothing any more. */
  get hasEnded(): boolean {
    return this.#hasEnded;
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
      await this.#ready.catch(() => Promise.reject(new ThreadEndedError()));
      this.#worker.postMessage(document);
      const answer = await this.#answer(this.#timeoutMs, tooMuch(`more than ${this.#timeoutMs / 1000} s`));
      if (answer.kind === 'planned') return answer.plan;
      throw answer.kind === 'refused' ? new PlanRefusedError(answer.code, answer.message) : new ThreadEndedError();
    } finally {
      this.#worker.unref();
    }
  }

  /** Ends it, whatever it does. */
  async end(): Promise<void> {
    this.#ended(new ThreadEndedError());
    await this.#worker.terminate();
  }

  async #answer(limitMs: number, tooLate: Error): Promise<PlanAnswer> {
    if (this.#hasEnded) throw new ThreadEndedError();
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
    this.#hasEnded = true;
    this.#waiting?.reject(reason);
  }
}

function tooMuch(what: string): OperationTooComplexError {
  return new OperationTooComplexError(`The operation takes ${what} to plan: ask for less at once.`);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
