import { parseFields, textGiven } from '../supergraph-types.ts';
import type { FieldSets } from './field-sets.ts';

/**
 * How many steps of computing stand before each computed field and itself: 1 for a field that requires only what subgraphs know by
 * themselves.
 */
export class RequirementDepths {
  readonly #sets: FieldSets;
  // By coordinate; a field may be computed by several subgraphs.
  readonly #requires = new Map<string, string[]>();
  readonly #depths = new Map<string, number>();

  constructor(sets: FieldSets) {
    this.#sets = sets;
    for (const { name, fields = [] } of sets.types.values()) {
      for (const field of fields) {
        const given = (field.directives ?? []).flatMap((directive) => textGiven(directive, 'requires') ?? []);
        if (given.length > 0) this.#requires.set(`${name.value}.${field.name.value}`, given);
      }
    }
  }

  /** Of the field that takes the most steps. */
  get deepest(): number {
    return Math.max(0, ...[...this.#requires.keys()].map((coordinate) => this.#depthOf(coordinate)));
  }

  /** 0: no subgraph computes it. */
  of(type: string, field: string): number {
    return Math.max(0, ...this.#sets.related(type).map((one) => this.#depthOf(`${one}.${field}`)));
  }

  /** The depths that each subgraph computes at, by its value of `join__Graph`. */
  bySubgraph(): Map<string, Set<number>> {
    const depths = new Map<string, Set<number>>();
    for (const { name, fields = [] } of this.#sets.types.values()) {
      for (const field of fields) {
        for (const directive of field.directives ?? []) {
          const graph = textGiven(directive, 'graph');
          if (graph === undefined || textGiven(directive, 'requires') === undefined) continue;
          depths.set(graph, (depths.get(graph) ?? new Set()).add(this.of(name.value, field.name.value)));
        }
      }
    }
    return depths;
  }

  #depthOf(coordinate: string): number {
    const known = this.#depths.get(coordinate);
    const requires = this.#requires.get(coordinate);
    if (known !== undefined || !requires) return known ?? 0;
    // One that comes to itself again is for composing to refuse.
    this.#depths.set(coordinate, 1);
    const [type = ''] = coordinate.split('.');
    const before = requires.flatMap((set) => [...this.#sets.namedIn(type, parseFields(set))]);
    const depth = 1 + Math.max(0, ...before.map((named) => this.of(named.type, named.field)));
    this.#depths.set(coordinate, depth);
    return depth;
  }
}
