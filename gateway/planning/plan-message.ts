import type { QueryPlan } from '@apollo/query-planner';
import type { ErrorCode } from '../errors.ts';

/** What the thread that plans is started with. */
export interface PlanThreadData {
  /** The supergraph. */
  sdl: string;
}

/**
 * What it tells: once that it has read the supergraph, then of each document that it is sent (as text, one at a time) the plan, or
 * why there is none, in words that hold nothing of the document's literals.
 */
export type PlanAnswer =
  | { kind: 'ready' }
  | { kind: 'planned'; plan: QueryPlan }
  | { kind: 'refused'; code: ErrorCode; message: string };
