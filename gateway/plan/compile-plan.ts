import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { fetchCategories } from './fetch-categories.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';
import { compileRepresentation, type ExtractRepresentation } from './representation.ts';
import { compileInputRewrites, type Rewrite, renamesOf } from './rewrites.ts';
import { Selection } from './selection.ts';

/** A query plan, ready to run. Apollo's plan with everything that depends only on it worked out. */
export type PlanStep =
  | { kind: 'sequence'; steps: readonly PlanStep[] }
  | { kind: 'parallel'; steps: readonly PlanStep[] }
  | { kind: 'condition'; variable: string; then: PlanStep | null; otherwise: PlanStep | null }
  | FetchStep;

/** One fetch node: what is asked of one role, at one place of the answer. */
export interface FetchStep {
  kind: 'fetch';
  /** The role, by the subgraph's name in the supergraph. */
  role: string;
  operationKind: OperationTypeNode;
  /** Where its result belongs: response names from the root, `@` for every element of a list. */
  path: readonly string[];
  /** The request's JSON up to and including the opening brace of its variables. */
  bodyPrefix: string;
  /** The caller's variables that it uses. */
  variables: readonly string[];
  /** How the entities that it asks more of are named; null: it asks the root. */
  entities: { extract: ExtractRepresentation; rewrite: Rewrite | null } | null;
  /** What its answer must look like: of the root, or of each entity. */
  selection: Selection;
  /** New names in the answer, where the planner had to rename (see `renamesOf`). */
  renames: ReadonlyMap<string, string>;
  /** The categories of personal data that it asks, by `@policy`. */
  categories: readonly string[];
}

/** Which field holds the data subject's id. */
export interface SubjectRule {
  type: string;
  field: string;
}

/**
 * Compiles Apollo's query plan.
 *
 * @param isPartner does the role get pseudonyms in place of client ids?
 * @returns null for a plan that fetches nothing
 */
export function compilePlan(
  supergraph: LoadedSupergraph,
  plan: QueryPlan,
  subject: SubjectRule,
  isPartner: (role: string) => boolean,
): PlanStep | null {
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
        return compileFetch(
          supergraph,
          node,
          path,
          isPartner(node.serviceName) ? `${subject.type}.${subject.field}` : null,
        );
      case 'Defer':
        throw new Error('A plan with @defer cannot be run');
    }
  };
  if (!plan.node) return null;
  if (plan.node.kind === 'Subscription') throw new Error('A plan of a subscription cannot be run');
  return compile(plan.node, []);
}

function compileFetch(
  supergraph: LoadedSupergraph,
  node: FetchNode,
  path: readonly string[],
  subjectField: string | null,
): FetchStep {
  if (node.contextRewrites) throw new Error('@fromContext is not supported');
  const schema = supergraph.subgraphs.get(node.serviceName);
  if (!schema) throw new Error(`The plan names a subgraph that the supergraph has not: ${node.serviceName}`);
  const document = parse(node.operation, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION) operation = definition;
  }
  const rootType = operation && schema.getRootType(operation.operation);
  if (!operation || !rootType) throw new Error('A fetch without an operation');
  const entitySet = node.requires ? entitySelection(operation.selectionSet) : null;
  const type: GraphQLCompositeType = entitySet ? entityUnion(schema) : rootType;
  const renames = renamesOf(node.outputRewrites);
  const context = { schema, fragments, renames, subjectField };
  const set = entitySet ?? operation.selectionSet;
  const head = { query: node.operation, ...(node.operationName ? { operationName: node.operationName } : {}) };
  return {
    kind: 'fetch',
    role: node.serviceName,
    operationKind: node.operationKind as OperationTypeNode,
    path,
    bodyPrefix: `${JSON.stringify(head).slice(0, -1)},"variables":{`,
    variables: node.variableUsages ?? [],
    entities: node.requires
      ? {
          extract: compileRepresentation(supergraph.schema, node.requires),
          rewrite: compileInputRewrites(supergraph.schema, node.inputRewrites),
        }
      : null,
    selection: new Selection(context, type, [{ set, conditional: false }]),
    renames,
    categories: fetchCategories(supergraph, schema, fragments, type, set),
  };
}

function entitySelection(set: SelectionSetNode): SelectionSetNode {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD && selection.name.value === '_entities' && selection.selectionSet) {
      return selection.selectionSet;
    }
  }
  throw new Error('An entity fetch that asks no _entities');
}

function entityUnion(schema: NonNullable<ReturnType<LoadedSupergraph['subgraphs']['get']>>): GraphQLCompositeType {
  const type = schema.getType('_Entity');
  if (type && 'getTypes' in type) return type;
  throw new Error('An entity fetch of a subgraph that has no entities');
}
