import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, type Schema, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { type FieldCategories, fieldCategories } from './field-categories.ts';
import { withNamedRequirements } from './name-requirements.ts';
import { withResolvableKeysFirst } from './order-keys.ts';
import { overrideLabels } from './progressive-overrides.ts';
import { ApartPlanner } from './requirements/apart-planner.ts';
import { JoinedFields } from './requirements/joined-fields.ts';
import type { Requirements } from './requirements.ts';
import { fieldNames } from './safe-aliases.ts';

/** A supergraph that was read and checked: what planning and compiling need of it. Never changes; a new file makes a new one. */
export interface LoadedSupergraph {
  sdl: string;
  /** What a caller may see: without join directives and inaccessible elements. Apollo's own model, for the planner. */
  plannerApiSchema: Schema;
  apiSchema: GraphQLSchema;
  /** Everything, inaccessible elements too: what goes between subgraphs. */
  schema: GraphQLSchema;
  /** The categories that each field needs, by `@policy`. */
  categories: FieldCategories;
  /** Each subgraph's own schema, by the subgraph's name: what its answers must look like. */
  subgraphs: ReadonlyMap<string, GraphQLSchema>;
  /** Fields that the planner knows by names of their own. */
  requirements: Requirements;
  planner: QueryPlanner;
  /** What subgraphs say of their fields, as the planner knows them: what its plans are held against. */
  joined: JoinedFields;
  /** Of fields that another subgraph takes over bit by bit. */
  overrideLabels: ReadonlySet<string>;
  /** Plans what the planner plans wrongly. */
  apart: ApartPlanner;
  /** The names of all fields, which no alias may take (see `withSafeAliases`). */
  fieldNames: ReadonlySet<string>;
}

/** What was read last, as long as somebody uses it. */
let last: WeakRef<LoadedSupergraph> | null = null;

/**
 * Reads a supergraph. The same text again is what was read before, while that is in use.
 *
 * @param sdl the composed supergraph, with its `@policy` directives
 * @throws a `GraphQLError` when it is not a supergraph that Federation 2 can carry
 */
export function loadSupergraph(sdl: string): LoadedSupergraph {
  const known = last?.deref();
  if (known?.sdl === sdl) return known;
  const supergraph = read(sdl);
  last = new WeakRef(supergraph);
  return supergraph;
}

function read(sdl: string): LoadedSupergraph {
  const document = withResolvableKeysFirst(parse(sdl));
  const supergraph = build(document);
  const { document: named, ...requirements } = withNamedRequirements(document);
  const plannerApiSchema = supergraph.apiSchema();
  const subgraphs = new Map<string, GraphQLSchema>();
  for (const subgraph of supergraph.subgraphs()) subgraphs.set(subgraph.name, subgraph.schema.toGraphQLJSSchema());
  const full = supergraph.schema.toGraphQLJSSchema();
  return {
    sdl,
    plannerApiSchema,
    apiSchema: plannerApiSchema.toGraphQLJSSchema(),
    schema: full,
    fieldNames: new Set([...fieldNames(full), ...requirements.byName.keys()]),
    categories: fieldCategories(full, readPolicies(supergraph.schema)),
    subgraphs,
    requirements,
    // What was checked is not checked again: under new names, some external fields are of no use any more.
    planner: new QueryPlanner(requirements.byName.size > 0 ? build(named, false) : supergraph, {
      reuseQueryFragments: true,
    }),
    joined: new JoinedFields(named),
    overrideLabels: overrideLabels(named),
    apart: new ApartPlanner(named),
  };
}

function build(document: DocumentNode, validateSupergraph = true): Supergraph {
  return Supergraph.build(document, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, validateSupergraph });
}

// The directive's name is looked up by its specification, not assumed to be `policy`: a subgraph may import it under another.
function readPolicies(schema: Schema): Map<string, readonly string[]> {
  const policies = new Map<string, readonly string[]>();
  const name = [...(schema.coreFeatures?.allFeatures() ?? [])]
    .find((feature) => feature.url.name === 'policy' && feature.url.identity.startsWith('https://specs.apollo.dev'))
    ?.directiveNameInSchema('policy');
  if (name === undefined) return policies;
  for (const application of schema.directive(name)?.applications() ?? []) {
    const { coordinate } = application.parent as { coordinate?: string };
    const categories = (application.arguments().policies as string[][]).flat();
    if (coordinate) policies.set(coordinate, [...new Set([...(policies.get(coordinate) ?? []), ...categories])]);
  }
  return policies;
}
