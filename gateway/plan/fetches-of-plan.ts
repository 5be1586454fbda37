import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';
import type { FetchStep } from './compile-fetch.ts';
import type { PlanStep } from './compile-plan.ts';

/** All fetches of a plan, whatever conditions they stand under; in its order. */
export function* fetchSteps(step: PlanStep | null): Generator<FetchStep> {
  switch (step?.kind) {
    case 'sequence':
    case 'parallel':
      for (const next of step.steps) yield* fetchSteps(next);
      return;
    case 'condition':
      yield* fetchSteps(step.then);
      yield* fetchSteps(step.otherwise);
      return;
    case 'fetch':
      yield step;
  }
}

/** The same of Apollo's plan. */
export function* fetchNodes(node: PlanNode | SubscriptionNode | undefined): Generator<FetchNode> {
  switch (node?.kind) {
    case 'Sequence':
    case 'Parallel':
      for (const next of node.nodes) yield* fetchNodes(next);
      return;
    case 'Flatten':
      yield* fetchNodes(node.node);
      return;
    case 'Condition':
      yield* fetchNodes(node.ifClause);
      yield* fetchNodes(node.elseClause);
      return;
    case 'Fetch':
      yield node;
  }
}
