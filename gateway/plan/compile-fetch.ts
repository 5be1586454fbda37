import type { FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
} from 'graphql';
import { FetchQuery, fragmentsOf } from './fetch-query.ts';
import type { LoadedSupergraph } from './load-supergraph.ts';
import { markSubjects } from './mark-subjects.ts';
import { compileEntities, type NamedEntities } from './name-entities.ts';
import { renamesOf } from './rewrites.ts';
import type { SubjectRules } from './subject-rules.ts';
import { withWireNames } from './wire-names.ts';

/** One fetch node: what is asked of one role, at one place of the answer. */
export interface FetchStep {
  kind: 'fetch';
  /** The role, by the subgraph's name in the supergraph. */
  role: string;
  /** Where its result belongs: response names from the root, `@` for every element of a list. */
  path: readonly string[];
  /** How the entities that it asks more of are named; null: it asks the root. */
  entities: NamedEntities | null;
  query: FetchQuery;
  /** New names in the answer, where the planner had to rename (see `renamesOf`). */
  renames: ReadonlyMap<string, string>;
}

/** Compiles one fetch node of Apollo's plan. */
export function compileFetch(
  supergraph: LoadedSupergraph,
  node: FetchNode,
  path: readonly string[],
  rules: SubjectRules,
): FetchStep {
  if (node.contextRewrites) throw new Error('@fromContext is not supported');
  const schema = supergraph.subgraphs.get(node.serviceName);
  if (!schema) throw new Error(`The plan names a subgraph that the supergraph has not: ${node.serviceName}`);
  const isPartner = rules.isPartner(node.serviceName);
  const asPlanned = parse(node.operation, { noLocation: true });
  const planned = withWireNames(supergraph.requirements, asPlanned);
  const isMarked = rules.isEnforced && !isPartner;
  const document = isMarked ? markSubjects(schema, planned, rules) : planned;
  const operation = operationOf(document);
  const fragments = fragmentsOf(document.definitions);
  const renames = renamesOf(node.outputRewrites);
  const entitySet = node.requires ? entitySelection(operation.selectionSet) : null;
  const parts = {
    schema,
    fragments,
    renames,
    categories: supergraph.categories,
    subjectField: isPartner ? `${rules.type}.${rules.field}` : null,
    withoutOthers: isPartner && rules.isEnforced,
    operation,
    type: entitySet ? entityUnion(schema) : rootType(schema, operation),
    set: entitySet ?? operation.selectionSet,
    asksEntities: entitySet !== null,
    isEnforced: rules.isEnforced,
  };
  const head = {
    query: document === asPlanned ? node.operation : print(document),
    ...(node.operationName ? { operationName: node.operationName } : {}),
  };
  const prefix = `${JSON.stringify(head).slice(0, -1)},"variables":{`;
  return {
    kind: 'fetch',
    role: node.serviceName,
    path,
    entities: node.requires
      ? compileEntities(
          supergraph,
          node,
          entitySelection(operationOf(asPlanned).selectionSet),
          fragmentsOf(asPlanned.definitions),
        )
      : null,
    query: new FetchQuery(parts, { prefix, variables: node.variableUsages ?? [] }),
    renames,
  };
}

function operationOf(document: DocumentNode): OperationDefinitionNode {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('A fetch without an operation');
  return operation;
}

function rootType(schema: GraphQLSchema, operation: OperationDefinitionNode): GraphQLCompositeType {
  const type = schema.getRootType(operation.operation);
  if (!type) throw new Error(`A fetch of a subgraph that has no ${operation.operation}`);
  return type;
}

function entitySelection(set: SelectionSetNode): SelectionSetNode {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD && selection.name.value === '_entities' && selection.selectionSet) {
      return selection.selectionSet;
    }
  }
  throw new Error('An entity fetch that asks no _entities');
}

function entityUnion(schema: GraphQLSchema): GraphQLCompositeType {
  const type = schema.getType('_Entity');
  if (type && 'getTypes' in type) return type;
  throw new Error('An entity fetch of a subgraph that has no entities');
}
