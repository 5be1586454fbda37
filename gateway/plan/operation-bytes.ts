import type { AnswerShapes } from './answer-shapes.ts';
import type { PlanStep } from './compile-plan.ts';

// Measured, as `tests/planning/operation-bytes.test.ts` does again.
const perOperation = 8_000;
const perCharacter = 54;

/**
 * Memory that a compiled operation takes, in bytes, within a factor of two.
 *
 * @param characters of the document, whose nodes it holds
 */
export function operationBytes(characters: number, plan: PlanStep | null, shapes: AnswerShapes): number {
  return perOperation + characters * perCharacter + shapes.bytes + stepBytes(plan);
}

function stepBytes(step: PlanStep | null): number {
  switch (step?.kind) {
    case 'sequence':
    case 'parallel':
      return step.steps.reduce((bytes, next) => bytes + stepBytes(next), 0);
    case 'condition':
      return stepBytes(step.then) + stepBytes(step.otherwise);
    case 'fetch':
      return step.query.bytes;
    case undefined:
      return 0;
  }
}
