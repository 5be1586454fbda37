import { type Operation, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { type PlanNode, type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { type Apart, withComputingApart } from './compute-apart.ts';

export type PlanOptions = NonNullable<Parameters<QueryPlanner['buildQueryPlan']>[1]>;

/** Plans where requirements go back and forth between subgraphs, with what is computed in subgraphs of its own. */
export class ApartPlanner {
  readonly #supergraph: DocumentNode;
  // Made when an operation first needs it, which few do: it is as large as the other planner. Null: there is nothing to set apart.
  #made: { planner: QueryPlanner; names: Apart['names'] } | null | undefined;

  constructor(supergraph: DocumentNode) {
    this.#supergraph = supergraph;
  }

  /**
   * Plans an operation, in fetches of the real subgraphs.
   *
   * @returns null when nothing computed requires what is computed, so that it would be planned as always
   */
  plan(operation: Operation, options: PlanOptions): QueryPlan | null {
    this.#made ??= this.#make();
    if (!this.#made) return null;
    const { planner, names } = this.#made;
    const plan = planner.buildQueryPlan(operation, options);
    if (!plan.node || plan.node.kind === 'Subscription') return plan;
    return { ...plan, node: withRealNames(plan.node, names) };
  }

  #make() {
    const apart = withComputingApart(this.#supergraph);
    if (!apart) return null;
    const options = { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, validateSupergraph: false };
    const planner = new QueryPlanner(Supergraph.build(apart.document, options), { reuseQueryFragments: true });
    return { planner, names: apart.names };
  }
}

function withRealNames(node: PlanNode, names: Apart['names']): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((child) => withRealNames(child, names)) };
    case 'Flatten':
      return { ...node, node: withRealNames(node.node, names) };
    case 'Condition': {
      const { ifClause, elseClause } = node;
      return {
        ...node,
        ...(ifClause ? { ifClause: withRealNames(ifClause, names) } : {}),
        ...(elseClause ? { elseClause: withRealNames(elseClause, names) } : {}),
      };
    }
    case 'Fetch':
      return { ...node, serviceName: names.get(node.serviceName) ?? node.serviceName };
    case 'Defer':
      return node;
  }
}
