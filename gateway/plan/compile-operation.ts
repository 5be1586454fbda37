import { operationFromDocument } from '@apollo/federation-internals';
import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { PlanningFailedError } from '../errors.ts';
import { collectFields, type Fragments } from './collect-fields.ts';
import { compilePlan, type PlanStep, type SubjectRule } from './compile-plan.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';
import { Selection } from './selection.ts';

/** A caller's operation, planned and compiled once, run many times. */
export interface CompiledOperation {
  definition: OperationDefinitionNode;
  /** Null: nothing is to be fetched (only `__typename` or introspection is asked). */
  plan: PlanStep | null;
  /** The root fields of introspection that it asks, as a document of their own; null: none. */
  introspection: DocumentNode | null;
  /** What the answer looks like when its `@skip` and `@include` are decided by these variables. */
  shapeFor(variables: Readonly<Record<string, unknown>>): Selection;
}

// Each set of values of the variables that decide `@skip` and `@include` has a shape of its own.
const maxShapes = 32;

/** Plans and compiles one operation of a document that was validated. */
export function compileOperation(
  supergraph: LoadedSupergraph,
  document: DocumentNode,
  definition: OperationDefinitionNode,
  subject: SubjectRule,
  isPartner: (role: string) => boolean,
): CompiledOperation {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const rootType = supergraph.apiSchema.getRootType(definition.operation);
  if (!rootType) throw new PlanningFailedError(`The graph has no ${definition.operation}`);
  const single: DocumentNode = { kind: Kind.DOCUMENT, definitions: [definition, ...fragments.values()] };
  const operation = operationFromDocument(supergraph.plannerApiSchema, single, { validate: false });
  const plan = compilePlan(supergraph, supergraph.planner.buildQueryPlan(operation), subject, isPartner);
  if (!plan) refuseEmptyPlan(supergraph, fragments, rootType, definition);
  return {
    definition,
    plan,
    introspection: introspectionOf(supergraph, fragments, rootType, definition),
    shapeFor: shapes(supergraph, fragments, rootType, definition),
  };
}

function shapes(
  supergraph: LoadedSupergraph,
  fragments: Fragments,
  rootType: GraphQLObjectType,
  definition: OperationDefinitionNode,
): CompiledOperation['shapeFor'] {
  const deciding = [...conditionVariables([definition, ...fragments.values()])];
  const cache = new LRUCache<string, Selection>({ max: maxShapes });
  return (variables) => {
    const key = deciding.map((name) => (variables[name] === true ? '1' : '0')).join('');
    let shape = cache.get(key);
    if (!shape) {
      const values = new Map(deciding.map((name) => [name, variables[name] === true]));
      const isIncluded = (directives?: readonly DirectiveNode[]) =>
        decide(directives, (name) => values.get(name) === true);
      const context = { schema: supergraph.apiSchema, fragments, isIncluded };
      shape = new Selection(context, rootType, [definition.selectionSet]);
      cache.set(key, shape);
    }
    return shape;
  };
}

function decide(directives: readonly DirectiveNode[] | undefined, holdsFor: (variable: string) => boolean): boolean {
  for (const { name, arguments: args } of directives ?? []) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const value = args?.find((argument) => argument.name.value === 'if')?.value;
    const holds =
      value?.kind === Kind.VARIABLE ? holdsFor(value.name.value) : value?.kind === Kind.BOOLEAN && value.value;
    if (holds === (name.value === 'skip')) return false;
  }
  return true;
}

function conditionVariables(nodes: readonly (OperationDefinitionNode | FragmentDefinitionNode)[]): Set<string> {
  const names = new Set<string>();
  for (const node of nodes) {
    visit(node, {
      Directive({ name, arguments: args }) {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of args ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
  }
  return names;
}

const isIntrospection = (name: string) => name === '__schema' || name === '__type';

function introspectionOf(
  supergraph: LoadedSupergraph,
  fragments: Fragments,
  rootType: GraphQLObjectType,
  definition: OperationDefinitionNode,
): DocumentNode | null {
  const fields = collectFields(supergraph.apiSchema, fragments, rootType, [definition.selectionSet]);
  const nodes = fields.flatMap((field) => field.nodes.filter(({ name }) => isIntrospection(name.value)));
  if (nodes.length === 0) return null;
  // Conditions are left to the shape: what is skipped is computed, and not shown.
  const selections = nodes.map((node) => ({ ...node, directives: [] }));
  const operation = { ...definition, selectionSet: { ...definition.selectionSet, selections } };
  return { kind: Kind.DOCUMENT, definitions: [operation, ...fragments.values()] };
}

// The stock planner may give an empty plan for what it cannot reach; an answer of null would hide that.
function refuseEmptyPlan(
  supergraph: LoadedSupergraph,
  fragments: Fragments,
  rootType: GraphQLObjectType,
  definition: OperationDefinitionNode,
): void {
  const literally = (directives?: readonly DirectiveNode[]) => decide(directives, () => true);
  const fields = collectFields(supergraph.apiSchema, fragments, rootType, [definition.selectionSet], literally);
  const real = fields.find((field) =>
    field.nodes.some(({ name, directives }) => !name.value.startsWith('__') && !directives?.length),
  );
  if (real && !conditionVariables([definition]).size) {
    throw new PlanningFailedError(`No plan was found for the field ${rootType.name}.${real.nodes[0]?.name.value}`);
  }
}
