import type { QueryPlan } from '@apollo/query-planner';
import { OperationTooComplexError } from '../errors.ts';
import type { PlanStep } from './compile-plan.ts';
import { fetchNodes, fetchSteps } from './fetches-of-plan.ts';

// Every fetch is at least one call to an organisation.
const maxFetches = 100;

/** @throws {OperationTooComplexError} for a plan of more fetches than one operation may cause */
export function refuseTooMany(plan: PlanStep | null): void {
  refuseAbove([...fetchSteps(plan)].length);
}

/** The same of a plan that was not compiled yet, whose fetches may come to be more. */
export function refuseTooManyPlanned({ node }: QueryPlan): void {
  refuseAbove([...fetchNodes(node)].length);
}

function refuseAbove(fetches: number): void {
  if (fetches <= maxFetches) return;
  const message = `The operation needs ${fetches} fetches, and ${maxFetches} are made for one: ask for less at once.`;
  throw new OperationTooComplexError(message);
}
