import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { findPlan } from '../plan/find-plan.ts';
import type { LoadedSupergraph } from '../plan/load-supergraph.ts';
import { PlanQueue } from './plan-queue.ts';
import { PlanningPace } from './planning-pace.ts';
import type { PlanningSettings } from './planning-settings.ts';
import { planningWeight, type WeighDocument } from './planning-weight.ts';

// What is heavier is heavy whatever the pace: no more of it is weighed.
const maxWeight = 1_000_000;

/**
 * Plans documents for one supergraph: at once what looks to take little time, beside the event loop what looks to take more. Asking
 * a thread costs more than a small plan, and starting one takes a second and 50 MB.
 */
export class Planning {
  readonly #supergraph: LoadedSupergraph;
  readonly #inlineMs: number;
  readonly #weigh: WeighDocument;
  readonly #queue: PlanQueue;
  readonly #pace = new PlanningPace();

  /** @param warn is told, for operators, what ended planning early */
  constructor(supergraph: LoadedSupergraph, settings: PlanningSettings, warn: (message: string) => void) {
    this.#supergraph = supergraph;
    this.#inlineMs = settings.inlineMs;
    this.#weigh = planningWeight(supergraph.schema);
    this.#queue = new PlanQueue(supergraph.sdl, settings, warn);
  }

  /**
   * Plans a document of one operation (see `findPlan` and `PlanQueue.plan`). What it throws at once it does not throw later.
   *
   * @param isWanted does anybody still wait for it?
   */
  plan(document: DocumentNode, isWanted: () => boolean): QueryPlan | Promise<QueryPlan> {
    const weight = this.#weigh(document, maxWeight);
    if (this.#pace.expectedMs(weight) > this.#inlineMs) return this.#queue.plan(document, weight, isWanted);
    const start = performance.now();
    try {
      return findPlan(this.#supergraph, document);
    } finally {
      this.#pace.saw(weight, performance.now() - start);
    }
  }

  /** There is a newer supergraph: what runs beside the event loop ends when it is done. */
  retire(): void {
    this.#queue.retire();
  }

  /** Ends what runs beside the event loop; who waits for it is refused. */
  close(): Promise<void> {
    return this.#queue.close();
  }
}
