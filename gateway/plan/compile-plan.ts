import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { compileFetch, type FetchStep } from './compile-fetch.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';
import { splitFetch } from './split-fetch.ts';
import type { SubjectRules } from './subject-rules.ts';

/** A query plan, ready to run. Apollo's plan with everything that depends only on it worked out. */
export type PlanStep =
  | { kind: 'sequence'; steps: readonly PlanStep[] }
  | { kind: 'parallel'; steps: readonly PlanStep[] }
  | { kind: 'condition'; variable: string; then: PlanStep | null; otherwise: PlanStep | null }
  | FetchStep;

/**
 * Compiles Apollo's query plan.
 *
 * @returns null for a plan that fetches nothing
 */
export function compilePlan(supergraph: LoadedSupergraph, plan: QueryPlan, rules: SubjectRules): PlanStep | null {
  const fetchSteps = (node: FetchNode, path: readonly string[]): PlanStep => {
    const [step, ...more] = splitFetch(supergraph.requirements, node).map((part) =>
      compileFetch(supergraph, part, path, rules),
    );
    return step && more.length === 0 ? step : { kind: 'parallel', steps: step ? [step, ...more] : [] };
  };
  const compile = (node: PlanNode, path: readonly string[]): PlanStep => {
    switch (node.kind) {
      case 'Sequence':
        return { kind: 'sequence', steps: node.nodes.map((child) => compile(child, path)) };
      case 'Parallel':
        return { kind: 'parallel', steps: node.nodes.map((child) => compile(child, path)) };
      case 'Flatten':
        return compile(node.node, [...path, ...node.path.map(String)]);
      case 'Condition': {
        const then = node.ifClause ? compile(node.ifClause, path) : null;
        const otherwise = node.elseClause ? compile(node.elseClause, path) : null;
        return { kind: 'condition', variable: node.condition, then, otherwise };
      }
      case 'Fetch':
        return fetchSteps(node, path);
      case 'Defer':
        throw new Error('A plan with @defer cannot be run');
    }
  };
  if (!plan.node) return null;
  if (plan.node.kind === 'Subscription') throw new Error('A plan of a subscription cannot be run');
  return compile(plan.node, []);
}
