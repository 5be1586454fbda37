import { operationFromDocument } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { PlanningFailedError } from '../errors.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';
import { planInOrder } from './plan-acts.ts';

/**
 * Finds the plan of a document of one operation.
 *
 * @throws {PlanningFailedError} when there is none
 */
export function findPlan({ plannerApiSchema, planner }: LoadedSupergraph, document: DocumentNode): QueryPlan {
  const plan = (planned: DocumentNode) =>
    planner.buildQueryPlan(operationFromDocument(plannerApiSchema, planned, { validate: false }));
  try {
    return planInOrder(document, plan);
  } catch {
    // What the planner says holds the operation with its literals, which may be of a client: it goes nowhere.
    throw new PlanningFailedError('No plan was found for the operation');
  }
}
