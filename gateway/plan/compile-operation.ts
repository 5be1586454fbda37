import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, type FragmentDefinitionNode, Kind, type OperationDefinitionNode, print } from 'graphql';
import { BadUserInputError, PlanningFailedError } from '../errors.ts';
import { withActsInOrder } from './acts-in-order.ts';
import { AnswerShapes, type OperationSource } from './answer-shapes.ts';
import { collectFields } from './collect-fields.ts';
import { compilePlan, type PlanStep } from './compile-plan.ts';
import { checkConditions, conditionVariables } from './conditions.ts';
import { refuseTooMany, refuseTooManyPlanned } from './limit-fetches.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';
import { operationBytes } from './operation-bytes.ts';
import { isIntrospection, withoutIntrospection } from './planned-document.ts';
import { refuseIncompletePlan } from './refuse-incomplete-plan.ts';
import { withSafeAliases } from './safe-aliases.ts';
import type { Selection } from './selection.ts';
import type { SubjectRules } from './subject-rules.ts';
import type { InParts } from './take-turns.ts';

/** A caller's operation, planned and compiled once, run many times. */
export interface CompiledOperation {
  definition: OperationDefinitionNode;
  /** What it asks, by coordinates of its root fields: `Query.client`. */
  name: string;
  /** Null: nothing is to be fetched (only `__typename` or introspection is asked). */
  plan: PlanStep | null;
  /** The root fields of introspection that it asks, as a document of their own; null: none. */
  introspection: DocumentNode | null;
  /** @throws {BadUserInputError} when a variable that decides a `@skip` or `@include` is null */
  checkConditions(variables: Readonly<Record<string, unknown>>): void;
  /** What the answer looks like when its `@skip` and `@include` are decided by these variables. */
  shapeFor(variables: Readonly<Record<string, unknown>>): Selection;
  /** Memory that it takes now, in bytes, about. It grows while it is used. */
  bytes(): number;
}

/** One operation of a document that was validated, ready to be planned. */
export interface AskedOperation {
  /** What the planner gets. */
  planned: DocumentNode;
  /** The length of the document's text. */
  characters: number;
  definition: OperationDefinitionNode;
  source: OperationSource;
  /** The caller's aliases (see `withSafeAliases`). */
  aliases: ReadonlyMap<string, string>;
}

/** @throws {BadUserInputError} for what no operation may ask */
export function readOperation(
  supergraph: LoadedSupergraph,
  document: DocumentNode,
  definition: OperationDefinitionNode,
): AskedOperation {
  if (definition.variableDefinitions?.some(({ variable }) => variable.name.value === 'representations')) {
    throw new BadUserInputError('A variable cannot be named $representations: federation uses that name.');
  }
  const { document: safe, aliases } = withSafeAliases(singleOperation(document, definition), supergraph.fieldNames);
  const source = readSource(supergraph, safe);
  const planned = withoutIntrospection(withActsInOrder(safe));
  return { planned, characters: document.loc?.end ?? print(document).length, definition, source, aliases };
}

/** Compiles an operation by its plan (see `findPlan`). */
export function* compileOperation(
  supergraph: LoadedSupergraph,
  { characters, definition, source, aliases }: AskedOperation,
  found: QueryPlan,
  rules: SubjectRules,
): InParts<CompiledOperation> {
  refuseTooManyPlanned(found);
  refuseIncompletePlan(found, { ...source, set: source.definition.selectionSet });
  const plan = yield* compilePlan(supergraph, found, rules);
  refuseTooMany(plan);
  const deciding = [...conditionVariables([source.definition, ...source.fragments.values()])];
  const shapes = new AnswerShapes(source, aliases, deciding);
  return {
    definition,
    name: nameOf(source),
    plan,
    introspection: introspectionOf(source),
    checkConditions: (variables) => checkConditions(deciding, variables),
    shapeFor: (variables) => shapes.of(variables),
    bytes: () => operationBytes(characters, plan, shapes),
  };
}

// Of more root fields the name tells no more than that there are.
const maxNamed = 5;

function nameOf({ schema, fragments, rootType, definition }: OperationSource): string {
  const fields = collectFields(schema, fragments, rootType, [{ set: definition.selectionSet, conditional: false }]);
  const names = [...new Set(fields.map(({ nodes: [node] }) => `${rootType.name}.${node?.name.value}`))].sort();
  return names.length > maxNamed ? `${names.slice(0, maxNamed).join(' ')} …` : names.join(' ');
}

function singleOperation(document: DocumentNode, definition: OperationDefinitionNode): DocumentNode {
  const others = document.definitions.filter(({ kind }) => kind !== Kind.OPERATION_DEFINITION);
  return { kind: Kind.DOCUMENT, definitions: [definition, ...others] };
}

function readSource({ apiSchema: schema }: LoadedSupergraph, document: DocumentNode): OperationSource {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let definition: OperationDefinitionNode | undefined;
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
    if (node.kind === Kind.OPERATION_DEFINITION) definition = node;
  }
  const rootType = definition && schema.getRootType(definition.operation);
  if (!definition || !rootType) throw new PlanningFailedError('The graph has no such kind of operation');
  return { schema, fragments, rootType, definition };
}

function introspectionOf({ schema, fragments, rootType, definition }: OperationSource): DocumentNode | null {
  const fields = collectFields(schema, fragments, rootType, [{ set: definition.selectionSet, conditional: false }]);
  const nodes = fields.flatMap((field) => field.nodes.filter(({ name }) => isIntrospection(name.value)));
  if (nodes.length === 0) return null;
  // Conditions are left to the shape: what is skipped is computed, and not shown.
  const selections = nodes.map((node) => ({ ...node, directives: [] }));
  const operation = { ...definition, selectionSet: { ...definition.selectionSet, selections } };
  return { kind: Kind.DOCUMENT, definitions: [operation, ...fragments.values()] };
}
