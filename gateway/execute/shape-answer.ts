import { type GraphQLSchema, isObjectType } from 'graphql';
import { bareObject, isObject, type Json, type JsonObject, own } from '../plan/json.ts';
import type { SelectedField, SelectedValue, Selection } from '../plan/selection.ts';
import { Copiers } from './copy/copiers.ts';
import { maxProblems, type Path } from './problems.ts';

/** The answer's data, and the places where it had to say null though its type forbids that. */
export interface ShapedAnswer {
  data: JsonObject | null;
  violations: readonly Path[];
}

const shapers = new Copiers('shape');

/**
 * Makes the answer's data from what was collected: just what was asked, in the order asked, nulls propagated as the
 * specification says (GraphQL specification, 6.4.4).
 *
 * @param introspected the answers to `__schema` and `__type`, by response name
 */
export function shapeAnswer(
  schema: GraphQLSchema,
  selection: Selection,
  collected: JsonObject,
  introspected: JsonObject,
): ShapedAnswer {
  const copied = shapers.of(selection)?.(collected);
  if (copied) return { data: copied, violations: [] };
  const shaping = new Shaping(schema, introspected);
  const data = shaping.object(selection, collected, []);
  return { data, violations: shaping.violations };
}

class Shaping {
  readonly violations: Path[] = [];
  readonly #schema: GraphQLSchema;
  readonly #introspected: JsonObject;

  constructor(schema: GraphQLSchema, introspected: JsonObject) {
    this.#schema = schema;
    this.#introspected = introspected;
  }

  /** Null: one of its fields may not be null and is. */
  object(selection: Selection, source: JsonObject, path: (string | number)[]): JsonObject | null {
    const typename = own(source, '__typename');
    const fields =
      path.length === 0
        ? selection.fieldsOf()
        : selection.fieldsOf(typeof typename === 'string' ? typename : undefined);
    if (!fields) {
      this.#violate(path);
      return null;
    }
    const target = bareObject();
    for (const field of fields) {
      path.push(field.name);
      const shaped = this.#field(selection, field, source, path);
      path.pop();
      if (shaped === undefined) return null;
      target[field.name] = shaped;
    }
    return target;
  }

  #field(parent: Selection, field: SelectedField, source: JsonObject, path: (string | number)[]): Json | undefined {
    switch (field.value.kind) {
      case 'introspection':
        return own(this.#introspected, field.source) ?? null;
      case 'typename':
        return this.#typename(parent, source, path);
      default:
        return this.#value(field.value, own(source, field.source), path);
    }
  }

  // The root's own name is the graph's, whatever a subgraph calls it. An interface's name is no object's: @interfaceObject.
  #typename(parent: Selection, source: JsonObject, path: Path): string | undefined {
    const told = own(source, '__typename');
    const name = path.length > 1 && typeof told === 'string' ? told : parent.type.name;
    if (isObjectType(this.#schema.getType(name))) return name;
    this.#violate(path);
    return undefined;
  }

  // Undefined: null arrived where none may stand, so the object or list above cannot stand either.
  #value(selected: SelectedValue, value: Json | undefined, path: (string | number)[]): Json | undefined {
    if (value === null || value === undefined) {
      if (selected.nullable) return null;
      this.#violate(path);
      return undefined;
    }
    const shaped = this.#present(selected, value, path);
    return shaped === null && !selected.nullable ? undefined : shaped;
  }

  #present(selected: SelectedValue, value: Json, path: (string | number)[]): Json {
    switch (selected.kind) {
      case 'object':
        return isObject(value) ? this.object(selected.selection, value, path) : this.#refuse(path);
      case 'list':
        return Array.isArray(value) ? this.#list(selected.item, value, path) : this.#refuse(path);
      case 'leaf':
        return selected.isValid(value) ? value : this.#refuse(path);
      default:
        return value;
    }
  }

  #list(item: SelectedValue, values: readonly Json[], path: (string | number)[]): Json[] | null {
    let whole = true;
    const shaped = values.map((value, index) => {
      path.push(index);
      const element = this.#value(item, value, path);
      path.pop();
      if (element === undefined) whole = false;
      return element ?? null;
    });
    return whole ? shaped : null;
  }

  #violate(path: Path): void {
    if (this.violations.length < maxProblems) this.violations.push([...path]);
  }

  #refuse(path: Path): null {
    this.#violate(path);
    return null;
  }
}
