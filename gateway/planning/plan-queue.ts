import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, print } from 'graphql';
import { PlanningUnavailableError } from '../errors.ts';
import { PlannerThread, PlanRefusedError, ThreadEndedError } from './planner-thread.ts';
import type { PlanningSettings } from './planning-settings.ts';

interface Waiting {
  text: string;
  weight: number;
  since: number;
  isWanted: () => boolean;
  outcome: PromiseWithResolvers<QueryPlan>;
}

/**
 * Plans documents beside the event loop, one after the other, in a thread that starts with the first, is replaced when it ends, and
 * ends when it has rested for a while.
 */
export class PlanQueue {
  readonly #sdl: string;
  readonly #settings: PlanningSettings;
  readonly #warn: (message: string) => void;
  readonly #waiting = new Set<Waiting>();
  #thread: PlannerThread | null = null;
  #isRunning = false;
  #isRetired = false;
  #isClosed = false;
  #rest: NodeJS.Timeout | undefined;

  /** @param warn is told, for operators, when a thread ends before it is done */
  constructor(sdl: string, settings: PlanningSettings, warn: (message: string) => void) {
    this.#sdl = sdl;
    this.#settings = settings;
    this.#warn = warn;
  }

  /**
   * Plans a document.
   *
   * @param weight of several that wait, the lightest is planned first
   * @param isWanted does anybody still wait for it? What nobody waits for is not begun
   * @throws {OperationTooComplexError} when that takes more time or memory than it may
   * @throws {PlanRefusedError} when there is no plan
   * @throws {PlanningUnavailableError} when too many documents wait, or no thread can be had
   */
  async plan(document: DocumentNode, weight: number, isWanted: () => boolean): Promise<QueryPlan> {
    if (this.#isClosed) throw unavailable('The gateway is stopping.');
    this.#dropUnwanted();
    if (this.#waiting.size >= this.#settings.maxWaiting) throw tooMany();
    const outcome = Promise.withResolvers<QueryPlan>();
    this.#waiting.add({ text: print(document), weight, since: Date.now(), isWanted, outcome });
    if (!this.#isRunning) void this.#run();
    return outcome.promise;
  }

  /** There is a newer supergraph: the thread ends as soon as it has nothing to do. */
  retire(): void {
    this.#isRetired = true;
    if (!this.#isRunning) this.#beginRest();
  }

  /** Plans nothing any more: who waits is refused, and the thread ends. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#refuse(this.#waiting, unavailable('The gateway is stopping.'));
    await this.#endThread();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    clearTimeout(this.#rest);
    for (let next = this.#next(); next; next = this.#next()) {
      await this.#planOne(next.text).then(next.outcome.resolve, next.outcome.reject);
    }
    this.#isRunning = false;
    this.#beginRest();
  }

  #next(): Waiting | null {
    this.#dropUnwanted();
    const latest = Date.now() - this.#settings.maxWaitMs;
    this.#refuse(
      [...this.#waiting].filter(({ since }) => since < latest),
      tooMany(),
    );
    const [lightest = null] = [...this.#waiting].sort((one, other) => one.weight - other.weight);
    if (lightest) this.#waiting.delete(lightest);
    return lightest;
  }

  async #planOne(text: string): Promise<QueryPlan> {
    try {
      return await this.#tryPlan(text).catch((error: unknown) => {
        // What ended the thread may be none of the document's doing: a new one tries once more.
        if (!(error instanceof ThreadEndedError) || this.#isClosed) throw error;
        this.#warn(error.message);
        return this.#tryPlan(text);
      });
    } catch (error) {
      const isRefusal = error instanceof PlanRefusedError;
      if (error instanceof Error && !isRefusal && !this.#isClosed) this.#warn(error.message);
      throw error instanceof ThreadEndedError ? unavailable('New operations cannot be planned now: try again.') : error;
    }
  }

  #tryPlan(text: string): Promise<QueryPlan> {
    if (!this.#thread || this.#thread.hasEnded) this.#thread = new PlannerThread(this.#sdl, this.#settings);
    return this.#thread.plan(text);
  }

  #beginRest(): void {
    const rest = this.#isRetired || this.#isClosed ? 0 : this.#settings.idleMs;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#endThread(), rest).unref();
  }

  async #endThread(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.end();
  }

  #dropUnwanted(): void {
    this.#refuse(
      [...this.#waiting].filter(({ isWanted }) => !isWanted()),
      unavailable('Nobody waits for the answer.'),
    );
  }

  #refuse(waiting: Iterable<Waiting>, error: Error): void {
    for (const one of [...waiting]) {
      this.#waiting.delete(one);
      one.outcome.reject(error);
    }
  }
}

function tooMany(): PlanningUnavailableError {
  return unavailable('Too many new operations wait to be planned: try again later.');
}

function unavailable(message: string): PlanningUnavailableError {
  return new PlanningUnavailableError(message);
}
