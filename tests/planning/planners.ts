import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { parse } from 'graphql';
import type { CompiledOperation } from '../../gateway/plan/compile-operation.ts';
import { type LoadedSupergraph, loadSupergraph } from '../../gateway/plan/load-supergraph.ts';
import { OperationCache } from '../../gateway/plan/operation-cache.ts';
import type { PlanningSettings } from '../../gateway/planning/planning-settings.ts';
import { composeSupergraph } from '../support/federation.ts';

const count = 4;

const subgraph = (at: number): string => `
  type Query { thing: Thing @shareable }
  type Thing @key(fields: "id") { id: ID!  next: Thing @shareable  own${at}: Int  common(of: String): Int @shareable }
`;

/** A graph in which every field can be reached in many ways: every level of `next` has four times as many. */
export const manyWays = composeSupergraph(
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`s${at}`, { typeDefs: subgraph(at), url: `http://127.0.0.1:1/s${at}` }]),
  ),
);

export const manyWaysGraph = loadSupergraph(manyWays);

/** A query so many levels deep. */
export function levels(depth: number): string {
  const below = (left: number): string => `own0 own1 own2 own3 common ${left > 0 ? `next { ${below(left - 1)} }` : ''}`;
  return `{ thing { ${below(depth)} } }`;
}

/** Compiled operations of one graph, asked by their text alone. */
export class Operations {
  readonly cache: OperationCache;
  /** What operators are told. */
  readonly warnings: string[] = [];

  constructor(supergraph: LoadedSupergraph, settings: Partial<PlanningSettings>) {
    const rules = { type: 'Client', field: 'id', isPartner: () => false, isEnforced: false };
    this.cache = new OperationCache(supergraph, rules, settings, (message) => this.warnings.push(message));
  }

  get(query: string, signal = new AbortController().signal): CompiledOperation | Promise<CompiledOperation> {
    return this.cache.get(createHash('sha256').update(query).digest('hex'), () => parse(query), null, signal);
  }

  /** The code with which a query is refused, and how it is said. */
  async refusal(query: string): Promise<string> {
    try {
      await this.get(query);
      return 'not refused';
    } catch (error) {
      return error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : String(error);
    }
  }
}

/** The threads that are started from now on, and how many of them still run. */
export class StartedThreads implements Disposable {
  readonly workers: Worker[] = [];
  #running = 0;
  readonly #note = (worker: Worker): void => {
    this.workers.push(worker);
    this.#running += 1;
    worker.once('exit', () => {
      this.#running -= 1;
    });
  };

  constructor() {
    process.on('worker', this.#note);
  }

  get running(): number {
    return this.#running;
  }

  /** Resolves when this one, counted from 0, has ended. */
  async ended(at: number): Promise<void> {
    const worker = this.workers[at];
    if (worker && worker.threadId !== -1) await once(worker, 'exit');
  }

  [Symbol.dispose](): void {
    process.off('worker', this.#note);
  }
}
