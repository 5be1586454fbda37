import { OperationTooComplexError } from '../errors.ts';
import type { PlanStep } from './compile-plan.ts';

// Every fetch is at least one call to an organisation.
const maxFetches = 100;

/** @throws {OperationTooComplexError} for a plan of more fetches than one operation may cause */
export function refuseTooMany(plan: PlanStep | null): void {
  const fetches = countFetches(plan);
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
