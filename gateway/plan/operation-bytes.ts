import type { AnswerShapes } from './answer-shapes.ts';
import type { PlanStep } from './compile-plan.ts';
import { fetchSteps } from './fetches-of-plan.ts';

// Measured, as `tests/planning/operation-bytes.test.ts` does again.
const perOperation = 8_000;
const perCharacter = 54;

/**
 * Memory that a compiled operation takes, in bytes, within a factor of two.
 *
 * @param characters of the document, whose nodes it holds
 */
export function operationBytes(characters: number, plan: PlanStep | null, shapes: AnswerShapes): number {
  let bytes = perOperation + documentBytes(characters) + shapes.bytes;
  for (const { query } of fetchSteps(plan)) bytes += query.bytes;
  return bytes;
}

/** Memory that the nodes of a parsed document take, in bytes, with the places that errors name. */
export function documentBytes(characters: number): number {
  return characters * perCharacter;
}
