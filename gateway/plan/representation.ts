import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
} from 'graphql';
import { typeApplies } from './collect-fields.ts';
import { bareObject, isObject, type Json, type JsonObject, own } from './json.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';

/**
 * Takes an entity's representation (the `requires` of a fetch) out of the collected data.
 *
 * @returns null when the entity is of a type that this fetch does not ask, or a part that cannot be null is not there
 */
export type ExtractRepresentation = (entity: JsonObject) => JsonObject | null;

// What one step of an extractor gives: false when the whole object has to be left out.
type Step = (source: JsonObject, typename: string | undefined, target: JsonObject) => boolean;

// Types are the supergraph's: an input may be inaccessible to callers.
type Graph = Pick<LoadedSupergraph, 'schema' | 'requirements'>;

/**
 * Compiles the `requires` of a fetch.
 *
 * @param keys the names of fields of the entity that it cannot do without, also where they may be null: it is named by them
 */
export function compileRepresentation(
  graph: Graph,
  requires: readonly QueryPlanSelectionNode[],
  keys: ReadonlySet<string>,
): ExtractRepresentation {
  const byType = new Map<string, Step[]>();
  return (entity) => {
    const typename = typenameOf(entity);
    const type = typename === undefined ? undefined : graph.schema.getType(typename);
    if (typename === undefined || !isCompositeType(type)) return null;
    let steps = byType.get(typename);
    if (!steps) {
      steps = compileSelections(graph, type, requires, keys);
      byType.set(typename, steps);
    }
    const target = bareObject();
    return runSteps(steps, entity, typename, target) && target.__typename !== undefined ? target : null;
  };
}

function typenameOf(object: JsonObject): string | undefined {
  const { __typename: typename } = object;
  return typeof typename === 'string' ? typename : undefined;
}

function runSteps(
  steps: readonly Step[],
  source: JsonObject,
  typename: string | undefined,
  target: JsonObject,
): boolean {
  for (const step of steps) if (!step(source, typename, target)) return false;
  return true;
}

function compileSelections(
  graph: Graph,
  type: GraphQLCompositeType,
  selections: readonly QueryPlanSelectionNode[],
  keys?: ReadonlySet<string>,
): Step[] {
  return selections.map((selection): Step => {
    if (selection.kind === 'Field') return compileField(graph, type, selection, keys?.has(selection.name) ?? false);
    const { typeCondition } = selection;
    const conditionType = typeCondition === undefined ? type : graph.schema.getType(typeCondition);
    if (!isCompositeType(conditionType)) return () => true;
    const steps = compileSelections(graph, conditionType, selection.selections, keys);
    return (source, typename, target) => {
      if (typeCondition !== undefined && !appliesTo(graph.schema, typeCondition, typename)) return true;
      return runSteps(steps, source, typename, target);
    };
  });
}

function appliesTo(schema: GraphQLSchema, condition: string, typename: string | undefined): boolean {
  if (typename === undefined) return false;
  const type = schema.getType(typename);
  return isCompositeType(type) && typeApplies(schema, condition, type);
}

function compileField(
  graph: Graph,
  type: GraphQLCompositeType,
  selection: Extract<QueryPlanSelectionNode, { kind: 'Field' }>,
  isKey: boolean,
): Step {
  const source = selection.alias ?? selection.name;
  // What is required with arguments is collected under a name of its own.
  const field = graph.requirements.byName.get(selection.name)?.field ?? selection.name;
  const name = selection.alias ?? field;
  const fieldType = 'getFields' in type ? type.getFields()[field]?.type : undefined;
  const nullable = fieldType !== undefined && !isNonNullType(fieldType);
  const named = fieldType ? getNamedType(fieldType) : undefined;
  const below =
    selection.selections && isCompositeType(named) ? compileSelections(graph, named, selection.selections) : null;
  const fixedTypename = isCompositeType(named) && !('getTypes' in named) ? named.name : undefined;
  const isAbstract = isAbstractType(named);
  return (entity, _typename, target) => {
    const value = own(entity, source);
    if (value === undefined || (value === null && !nullable)) {
      // The fetch that should have brought it failed. A missing partner must not hide the others: where null may stand, it does.
      if (!nullable || (isKey && value === undefined)) return false;
      target[name] = null;
      return true;
    }
    target[name] = below ? takeBelow(value, { steps: below, fixedTypename, isAbstract }) : value;
    return true;
  };
}

// What is taken of the objects below a field.
interface Below {
  steps: readonly Step[];
  fixedTypename: string | undefined;
  /** Who computes with them has to be told of what type they are. */
  isAbstract: boolean;
}

function takeBelow(value: Json, below: Below): Json {
  if (Array.isArray(value)) return value.map((item) => takeBelow(item, below));
  if (!isObject(value)) return null;
  const target = bareObject();
  const typename = typenameOf(value);
  if (below.isAbstract && typename !== undefined) target.__typename = typename;
  return runSteps(below.steps, value, typename ?? below.fixedTypename, target) ? target : null;
}
