import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { compileFetch, type FetchStep } from './compile-fetch.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';
import { splitFetch } from './split-fetch.ts';
import type { SubjectRules } from './subject-rules.ts';
import type { InParts } from './take-turns.ts';

/** A query plan, ready to run. Apollo's plan with everything that depends only on it worked out. */
export type PlanStep =
  | { kind: 'sequence'; steps: readonly PlanStep[] }
  | { kind: 'parallel'; steps: readonly PlanStep[] }
  | { kind: 'condition'; variable: string; then: PlanStep | null; otherwise: PlanStep | null }
  | FetchStep;

/**
 * Compiles Apollo's query plan; may be interrupted after every fetch.
 *
 * @returns null for a plan that fetches nothing
 */
export function* compilePlan(
  supergraph: LoadedSupergraph,
  { node }: QueryPlan,
  rules: SubjectRules,
): InParts<PlanStep | null> {
  if (!node) return null;
  if (node.kind === 'Subscription') throw new Error('A plan of a subscription cannot be run');
  return yield* compileNode({ supergraph, rules }, node, []);
}

interface Compiling {
  supergraph: LoadedSupergraph;
  rules: SubjectRules;
}

function* compileNode(compiling: Compiling, node: PlanNode, path: readonly string[]): InParts<PlanStep> {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', steps: yield* compileNodes(compiling, node.nodes, path) };
    case 'Parallel':
      return { kind: 'parallel', steps: yield* compileNodes(compiling, node.nodes, path) };
    case 'Flatten':
      return yield* compileNode(compiling, node.node, [...path, ...node.path.map(String)]);
    case 'Condition': {
      const then = node.ifClause ? yield* compileNode(compiling, node.ifClause, path) : null;
      const otherwise = node.elseClause ? yield* compileNode(compiling, node.elseClause, path) : null;
      return { kind: 'condition', variable: node.condition, then, otherwise };
    }
    case 'Fetch':
      yield;
      return fetchSteps(compiling, node, path);
    case 'Defer':
      throw new Error('A plan with @defer cannot be run');
  }
}

function* compileNodes(
  compiling: Compiling,
  nodes: readonly PlanNode[],
  path: readonly string[],
): InParts<readonly PlanStep[]> {
  const steps: PlanStep[] = [];
  for (const node of nodes) steps.push(yield* compileNode(compiling, node, path));
  return steps;
}

function fetchSteps({ supergraph, rules }: Compiling, node: FetchNode, path: readonly string[]): PlanStep {
  const [step, ...more] = splitFetch(supergraph.requirements, node).map((part) =>
    compileFetch(supergraph, part, path, rules),
  );
  return step && more.length === 0 ? step : { kind: 'parallel', steps: step ? [step, ...more] : [] };
}
