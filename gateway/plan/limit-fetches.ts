import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { OperationTooComplexError } from '../errors.ts';
import type { PlanStep } from './compile-plan.ts';

// Every fetch is at least one call to an organisation.
const maxFetches = 100;

/** @throws {OperationTooComplexError} for a plan of more fetches than one operation may cause */
export function refuseTooMany(plan: PlanStep | null): void {
  refuseAbove(countFetches(plan));
}

/** The same of a plan that was not compiled yet, whose fetches may come to be more. */
export function refuseTooManyPlanned({ node }: QueryPlan): void {
  if (node && node.kind !== 'Subscription') refuseAbove(countPlanned(node));
}

function refuseAbove(fetches: number): void {
  if (fetches <= maxFetches) return;
  const message = `The operation needs ${fetches} fetches, and ${maxFetches} are made for one: ask for less at once.`;
  throw new OperationTooComplexError(message);
}

function countFetches(step: PlanStep | null): number {
  switch (step?.kind) {
    case 'sequence':
    case 'parallel':
      return step.steps.reduce((count, next) => count + countFetches(next), 0);
    case 'condition':
      return countFetches(step.then) + countFetches(step.otherwise);
    case 'fetch':
      return 1;
    case undefined:
      return 0;
  }
}

function countPlanned(node: PlanNode): number {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.reduce((count, next) => count + countPlanned(next), 0);
    case 'Condition':
      return [node.ifClause, node.elseClause].reduce((count, next) => count + (next ? countPlanned(next) : 0), 0);
    case 'Flatten':
      return countPlanned(node.node);
    default:
      return 1;
  }
}
