import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Fragments } from '../plan/collect-fields.ts';
import { fragmentsOf } from '../plan/fetch-query.ts';
import { isGiven, textGiven } from '../plan/supergraph-types.ts';

/** How much work it is to plan a document, about; what is heavier than `limit` is said to be of infinite weight. */
export type WeighDocument = (document: DocumentNode, limit: number) => number;

interface FieldWeight {
  /** Subgraphs in which it can be asked: each is a way that the planner tries, for everything below it. */
  ways: number;
  /** What some subgraph requires to tell it. */
  required: number;
}

const light: FieldWeight = { ways: 1, required: 0 };

/**
 * Weighs documents for this supergraph. Every selection counts, once for each way to it: where a type can be entered in several
 * subgraphs and several have the field, the planner tries them all, and for all that is below each again.
 */
export function planningWeight(schema: GraphQLSchema): WeighDocument {
  const known = new Map<string, FieldWeight>();
  const weightOf = (type: GraphQLNamedType, field: string): FieldWeight => {
    const coordinate = `${type.name}.${field}`;
    const weight = known.get(coordinate) ?? fieldWeight(schema, type, field);
    known.set(coordinate, weight);
    return weight;
  };
  return (document, limit) => {
    const fragments = fragmentsOf(document.definitions);
    let weight = 0;
    for (const node of document.definitions) {
      const type = node.kind === Kind.OPERATION_DEFINITION && schema.getRootType(node.operation);
      if (type) weight += weigh({ schema, fragments, weightOf, limit }, node.selectionSet, type, 1);
    }
    return weight > limit ? Number.POSITIVE_INFINITY : weight;
  };
}

interface Weighing {
  schema: GraphQLSchema;
  fragments: Fragments;
  weightOf: (type: GraphQLNamedType, field: string) => FieldWeight;
  limit: number;
}

function weigh(weighing: Weighing, set: SelectionSetNode, type: GraphQLNamedType, ways: number): number {
  const { schema, fragments, weightOf, limit } = weighing;
  // What is asked of an interface may have to be asked of each of its types.
  const types = isAbstractType(type) ? schema.getPossibleTypes(type).length : 1;
  let weight = 0;
  for (const selection of set.selections) {
    if (weight > limit) return weight;
    if (selection.kind === Kind.FIELD) {
      const { name, selectionSet } = selection;
      const field = weightOf(type, name.value);
      weight += ways * types * (1 + field.required);
      const below = selectionSet && typeOfField(type, name.value);
      if (below) weight += weigh(weighing, selectionSet, below, ways * field.ways);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    const condition = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
    if (fragment && condition) weight += 1 + weigh(weighing, fragment.selectionSet, condition, ways);
  }
  return weight;
}

function fieldWeight(schema: GraphQLSchema, type: GraphQLNamedType, name: string): FieldWeight {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  const joins = type.astNode?.directives?.filter((directive) => directive.name.value === 'join__type') ?? [];
  const fields = field?.astNode?.directives?.filter((directive) => directive.name.value === 'join__field') ?? [];
  const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
  const isEntered = isRoot || joins.some((directive) => textGiven(directive, 'key') !== undefined);
  const telling = fields.length > 0 ? fields.filter((directive) => !isGiven(directive, 'external')) : joins;
  const required = fields.flatMap((directive) => textGiven(directive, 'requires')?.match(/\w+/g) ?? []).length;
  if (!isEntered) return { ...light, required };
  return { ways: Math.max(1, new Set(telling.map((directive) => textGiven(directive, 'graph'))).size), required };
}

function typeOfField(type: GraphQLNamedType, name: string): GraphQLNamedType | undefined {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  return field && getNamedType(field.type);
}
