import fc from 'fast-check';
import {
  buildSchema,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** Arguments that the random operations give, by `Type.field`; a field with a required argument that is not here is not asked. */
export type ArgumentChoices = Readonly<Record<string, readonly string[]>>;

interface Draw {
  /** A whole number from 0 up to, but not including, `below`. */
  upTo(below: number): number;
}

/**
 * Any query that is valid for a schema: fields, aliases, inline fragments with and without a type, overlapping selections,
 * `@skip` and `@include` by `$yes` and `$no`.
 */
export function randomOperation(sdl: string, choices: ArgumentChoices): fc.Arbitrary<string> {
  const schema = buildSchema(sdl);
  const root = schema.getQueryType();
  if (!root) throw new Error('the schema has no Query');
  // When the numbers are used up it goes on with zero, which ends every selection: so that a failure shrinks to a short query.
  return fc.array(fc.nat(5039), { minLength: 1, maxLength: 300, size: 'max' }).map((numbers) => {
    let next = 0;
    const draw: Draw = { upTo: (below) => (numbers[next++] ?? 0) % below };
    return `query ($yes: Boolean! = true, $no: Boolean! = false) ${new Writer(schema, choices, draw).selection(root, 0)}`;
  });
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #choices: ArgumentChoices;
  readonly #draw: Draw;

  constructor(schema: GraphQLSchema, choices: ArgumentChoices, draw: Draw) {
    this.#schema = schema;
    this.#choices = choices;
    this.#draw = draw;
  }

  selection(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + this.#draw.upTo(depth === 0 ? 3 : 4);
    const parts = Array.from({ length: count }, () => this.#part(type, depth));
    return `{ ${parts.join(' ')} __typename @skip(if: $yes) @include(if: $no) }`;
  }

  #part(type: GraphQLCompositeType, depth: number): string {
    const kind = this.#draw.upTo(10);
    if (kind === 0) return '__typename';
    if (kind === 1 && depth < 6) return `... ${this.#condition()} ${this.selection(type, depth + 1)}`;
    if (isAbstractType(type) && kind < 8) {
      const types = this.#schema.getPossibleTypes(type);
      const chosen = types[this.#draw.upTo(types.length)];
      return chosen ? `... on ${chosen.name} ${this.#condition()} ${this.selection(chosen, depth + 1)}` : '__typename';
    }
    return this.#field(type, depth);
  }

  #field(type: GraphQLCompositeType, depth: number): string {
    const fields =
      'getFields' in type ? Object.values(type.getFields()).filter((field) => this.#canAsk(type, field)) : [];
    const askable = fields.filter((field) => depth < 5 || !isCompositeType(getNamedType(field.type)));
    const field = askable[this.#draw.upTo(Math.max(askable.length, 1))];
    if (!field) return '__typename';
    const options = this.#choices[`${type.name}.${field.name}`] ?? [''];
    const choice = this.#draw.upTo(options.length);
    // One response name for one field with one set of arguments of one type, so that nothing conflicts.
    const isPlain = choice === 0 && isObjectType(type) && this.#draw.upTo(2) === 0;
    const name = isPlain && !this.#clashes(field) ? field.name : `${type.name}_${field.name}_${choice}: ${field.name}`;
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? this.selection(named, depth + 1) : '';
    return `${name}${options[choice]} ${this.#condition()} ${below}`;
  }

  #canAsk(type: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): boolean {
    return `${type.name}.${field.name}` in this.#choices || !field.args.some(isRequiredArgument);
  }

  // Members of a union may have fields of one name and different types: those need an alias each.
  #clashes(field: GraphQLField<unknown, unknown>): boolean {
    return Object.values(this.#schema.getTypeMap()).some(
      (type) => isObjectType(type) && String(type.getFields()[field.name]?.type ?? field.type) !== String(field.type),
    );
  }

  #condition(): string {
    return (
      ['', '', '', '', '@include(if: $yes)', '@skip(if: $no)', '@skip(if: $yes)', '@include(if: $no)'][
        this.#draw.upTo(8)
      ] ?? ''
    );
  }
}
