import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  Kind,
} from 'graphql';
import { type KeyedType, subgraphNames, textGiven, typeOfField } from '../supergraph-types.ts';
import { FieldSets } from './field-sets.ts';
import { inPart, joinedByAll, partOf, withText } from './part-directives.ts';
import { RequirementDepths } from './requirement-depths.ts';

/** A supergraph in which what is computed stands in subgraphs of its own. */
export interface Apart {
  document: DocumentNode;
  /** The subgraphs' real names, by the names of those that were made of them. */
  names: ReadonlyMap<string, string>;
}

/**
 * A supergraph in which what a subgraph computes stands in subgraphs of its own: one for each number of steps that it takes.
 * Where requirements go back and forth between two subgraphs more than once, the planner takes a later step together with an
 * earlier one of the same subgraph, before that is there of which it computes. It cannot where they are not the same.
 *
 * @returns null when nothing computed requires what is computed
 */
export function withComputingApart(supergraph: DocumentNode): Apart | null {
  const sets = new FieldSets(supergraph);
  const depths = new RequirementDepths(sets);
  return depths.deepest < 2 ? null : new Spreading(supergraph, sets, depths).spread();
}

const roots = new Set(['Query', 'Mutation', 'Subscription']);

class Spreading {
  readonly #supergraph: DocumentNode;
  readonly #sets: FieldSets;
  readonly #depths: RequirementDepths;
  // Of each subgraph the depths that it computes at.
  readonly #levels: ReadonlyMap<string, ReadonlySet<number>>;
  readonly #named = new Map<string, ReadonlySet<string>>();

  constructor(supergraph: DocumentNode, sets: FieldSets, depths: RequirementDepths) {
    this.#supergraph = supergraph;
    this.#sets = sets;
    this.#depths = depths;
    this.#levels = depths.bySubgraph();
    for (const graph of this.#levels.keys()) this.#named.set(graph, sets.namedBy(graph));
  }

  spread(): Apart {
    const definitions = this.#supergraph.definitions.map((node) => this.#spreadDefinition(node));
    const names = new Map<string, string>();
    for (const [graph, name] of subgraphNames(this.#supergraph))
      for (const level of this.#levels.get(graph) ?? []) names.set(partOf(name, level), name);
    return { document: { ...this.#supergraph, definitions }, names };
  }

  #spreadDefinition(node: DefinitionNode): DefinitionNode {
    if (node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph') return this.#spreadGraphs(node);
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      const fields = node.fields?.map((field) => this.#spreadField(node, field)) ?? [];
      return { ...node, directives: this.#everywhere(node.directives), fields };
    }
    return this.#spreadOther(node);
  }

  #spreadOther(node: DefinitionNode): DefinitionNode {
    const everywhere = <T extends { directives?: readonly ConstDirectiveNode[] }>(one: T): T => ({
      ...one,
      directives: this.#everywhere(one.directives),
    });
    switch (node.kind) {
      case Kind.ENUM_TYPE_DEFINITION:
        return { ...everywhere(node), values: node.values?.map(everywhere) ?? [] };
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        return { ...everywhere(node), fields: node.fields?.map(everywhere) ?? [] };
      case Kind.UNION_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_DEFINITION:
        return everywhere(node);
      default:
        return node;
    }
  }

  #spreadGraphs(node: EnumTypeDefinitionNode): EnumTypeDefinitionNode {
    const values = node.values?.flatMap((value) => {
      const parts = [...this.#levelsOf(value.name.value)].map((level) => ({
        ...value,
        name: { kind: Kind.NAME as const, value: partOf(value.name.value, level) },
        directives: value.directives?.map((directive) => withText(directive, 'name', (name) => partOf(name, level))),
      }));
      return [value, ...parts];
    });
    return { ...node, ...(values ? { values } : {}) };
  }

  #spreadField(type: KeyedType, field: FieldDefinitionNode): FieldDefinitionNode {
    const given = field.directives ?? [];
    const joined = given.filter(({ name }) => name.value === 'join__field');
    const others = given.filter(({ name }) => name.value !== 'join__field');
    // Of which nothing is said, all subgraphs of the type have it.
    const all = joined.length > 0 ? joined : joinedByAll(type);
    const spread = all.flatMap((directive) => this.#spreadJoined(type, field, directive));
    return { ...field, directives: [...others, ...spread] };
  }

  #spreadJoined(type: KeyedType, field: FieldDefinitionNode, directive: ConstDirectiveNode): ConstDirectiveNode[] {
    const graph = textGiven(directive, 'graph');
    if (graph === undefined) return [directive];
    const isComputed = textGiven(directive, 'requires') !== undefined;
    if (isComputed) return [inPart(directive, this.#depths.of(type.name.value, field.name.value))];
    if (!this.#isOfUse(type, field.name.value, graph)) return [directive];
    return [directive, ...[...this.#levelsOf(graph)].map((level) => inPart(directive, level))];
  }

  // What an entity has besides is asked of the subgraph itself: the planner is not to choose between it and its parts.
  #isOfUse({ kind, name, interfaces, directives = [] }: KeyedType, field: string, graph: string): boolean {
    if (roots.has(name.value)) return false;
    const isEntity = directives.some((one) => textGiven(one, 'graph') === graph && textGiven(one, 'key') !== undefined);
    if (!isEntity || kind === Kind.INTERFACE_TYPE_DEFINITION) return true;
    if (this.#named.get(graph)?.has(`${name.value}.${field}`)) return true;
    return interfaces?.some((above) => typeOfField(this.#sets.types, above.name.value, field) !== undefined) ?? false;
  }

  #everywhere(directives: readonly ConstDirectiveNode[] | undefined): ConstDirectiveNode[] {
    return (directives ?? []).flatMap((directive) => {
      const levels = this.#levelsOf(textGiven(directive, 'graph') ?? '');
      return [directive, ...[...levels].map((level) => inPart(directive, level))];
    });
  }

  #levelsOf(graph: string): ReadonlySet<number> {
    return this.#levels.get(graph) ?? new Set();
  }
}
