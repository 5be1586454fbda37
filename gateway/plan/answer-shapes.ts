import type { DirectiveNode, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Fragments } from './collect-fields.ts';
import { isIncluded } from './conditions.ts';
import { Selection } from './selection.ts';

/** A document of one operation, taken apart. */
export interface OperationSource {
  schema: GraphQLSchema;
  fragments: Fragments;
  rootType: GraphQLObjectType;
  definition: OperationDefinitionNode;
}

const maxShapes = 8;

/** What the answer of an operation looks like: each set of values of the variables that decide `@skip` and `@include` has a shape. */
export class AnswerShapes {
  readonly #source: OperationSource;
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #deciding: readonly string[];
  readonly #shapes = new LRUCache<string, Selection>({ max: maxShapes });

  /**
   * @param aliases what the caller called a field, by the name that stands in its place (see `withSafeAliases`)
   * @param deciding the variables that decide `@skip` and `@include`
   */
  constructor(source: OperationSource, aliases: ReadonlyMap<string, string>, deciding: readonly string[]) {
    this.#source = source;
    this.#aliases = aliases;
    this.#deciding = deciding;
  }

  of(variables: Readonly<Record<string, unknown>>): Selection {
    const key = this.#deciding.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const known = this.#shapes.get(key);
    if (known) return known;
    const { schema, fragments, rootType, definition } = this.#source;
    const values = new Map(this.#deciding.map((name) => [name, variables[name] === true]));
    const decided = (directives?: readonly DirectiveNode[]) =>
      isIncluded(directives, (name) => values.get(name) === true);
    const context = { schema, fragments, isIncluded: decided, aliases: this.#aliases };
    const shape = new Selection(context, rootType, [{ set: definition.selectionSet, conditional: false }]);
    this.#shapes.set(key, shape);
    return shape;
  }

  /** Memory that they take now, in bytes, about. */
  get bytes(): number {
    let bytes = 0;
    for (const shape of this.#shapes.values()) bytes += shape.bytes;
    return bytes;
  }
}
