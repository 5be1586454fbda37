import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLCompositeType, type GraphQLSchema, getNamedType, isCompositeType, isNonNullType } from 'graphql';
import { typeApplies } from './collect-fields.ts';
import { bareObject, isObject, type Json, type JsonObject, own } from './json.ts';

/**
 * Takes an entity's representation (the `requires` of a fetch) out of the collected data.
 *
 * @returns null when the entity is of a type that this fetch does not ask, or a part that cannot be null is not there
 */
export type ExtractRepresentation = (entity: JsonObject) => JsonObject | null;

// What one step of an extractor gives: false when the whole object has to be left out.
type Step = (source: JsonObject, typename: string | undefined, target: JsonObject) => boolean;

/** Compiles the `requires` of a fetch. Types are the supergraph's: an input may be inaccessible to callers. */
export function compileRepresentation(
  schema: GraphQLSchema,
  requires: readonly QueryPlanSelectionNode[],
): ExtractRepresentation {
  const byType = new Map<string, Step[]>();
  return (entity) => {
    const typename = typenameOf(entity);
    const type = typename === undefined ? undefined : schema.getType(typename);
    if (typename === undefined || !isCompositeType(type)) return null;
    let steps = byType.get(typename);
    if (!steps) {
      steps = compileSelections(schema, type, requires);
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
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  selections: readonly QueryPlanSelectionNode[],
): Step[] {
  return selections.map((selection): Step => {
    if (selection.kind === 'Field') return compileField(schema, type, selection);
    const { typeCondition } = selection;
    const conditionType = typeCondition === undefined ? type : schema.getType(typeCondition);
    if (!isCompositeType(conditionType)) return () => true;
    const steps = compileSelections(schema, conditionType, selection.selections);
    return (source, typename, target) => {
      if (typeCondition !== undefined && !appliesTo(schema, typeCondition, typename)) return true;
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
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  selection: Extract<QueryPlanSelectionNode, { kind: 'Field' }>,
): Step {
  const name = selection.alias ?? selection.name;
  const fieldType = 'getFields' in type ? type.getFields()[selection.name]?.type : undefined;
  const nullable = fieldType !== undefined && !isNonNullType(fieldType);
  const named = fieldType ? getNamedType(fieldType) : undefined;
  const below =
    selection.selections && isCompositeType(named) ? compileSelections(schema, named, selection.selections) : null;
  const fixedTypename = isCompositeType(named) && !('getTypes' in named) ? named.name : undefined;
  return (source, _typename, target) => {
    const value = own(source, name);
    if (value === undefined || (value === null && !nullable)) {
      // The fetch that should have brought it failed. A missing partner must not hide the others: where null may stand, it does.
      if (nullable) target[name] = null;
      return nullable;
    }
    target[name] = below ? takeBelow(value, below, fixedTypename) : value;
    return true;
  };
}

function takeBelow(value: Json, steps: readonly Step[], fixedTypename: string | undefined): Json {
  if (Array.isArray(value)) return value.map((item) => takeBelow(item, steps, fixedTypename));
  if (!isObject(value)) return null;
  const target = bareObject();
  return runSteps(steps, value, typenameOf(value) ?? fixedTypename, target) ? target : null;
}
