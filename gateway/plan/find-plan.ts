import { operationFromDocument } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { PlanningFailedError } from '../errors.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';
import { planInOrder } from './plan-acts.ts';
import { overridesOf } from './progressive-overrides.ts';
import type { PlanOptions } from './requirements/apart-planner.ts';
import { findUnmet } from './requirements/find-unmet.ts';

/**
 * Finds the plan of a document of one operation.
 *
 * @throws {PlanningFailedError} when there is none
 */
export function findPlan(supergraph: LoadedSupergraph, document: DocumentNode): QueryPlan {
  const overrideConditions = new Map(overridesOf(supergraph.overrideLabels, document));
  try {
    return planInOrder(document, (planned) => planMet(supergraph, planned, { overrideConditions }));
  } catch (error) {
    if (error instanceof PlanningFailedError) throw error;
    // What the planner says holds the operation with its literals, which may be of a client: it goes nowhere.
    throw new PlanningFailedError('No plan was found for the operation');
  }
}

// A plan in which each subgraph gets what it computes of.
function planMet(
  { plannerApiSchema, planner, joined, apart }: LoadedSupergraph,
  document: DocumentNode,
  options: PlanOptions,
): QueryPlan {
  const operation = operationFromDocument(plannerApiSchema, document, { validate: false });
  const plan = planner.buildQueryPlan(operation, options);
  if (!joined.hasRequirements || findUnmet(joined, plan) === null) return plan;
  const another = apart.plan(operation, options) ?? plan;
  const unmet = findUnmet(joined, another);
  if (unmet === null) return another;
  throw new PlanningFailedError(`No plan was found that brings what ${unmet} requires`);
}
