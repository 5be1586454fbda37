import type { Chance } from '../../support/chance.ts';
import type { SubgraphDefinition } from '../../support/federation.ts';
import type { Resolve } from '../../support/subgraph.ts';

/** One field of `Thing`. It is told by its name, its thing and what it was computed of, so that it shows what was sent. */
interface ThingField {
  name: string;
  owner: string;
  /** Another thing, rather than a text. */
  isLink: boolean;
  takesUnit: boolean;
  requires: readonly Needed[];
}

interface Needed {
  field: ThingField;
  unit: number | null;
  below: readonly Needed[];
}

/** Some subgraphs that compute of each other's fields, and what each field comes to. */
export interface RequirementGraph {
  definitions: Record<string, SubgraphDefinition>;
  fields: readonly ThingField[];
  /** What a field of the thing of this id comes to. */
  valueOf(field: ThingField, id: string, unit: number | null): string;
}

const owners = ['north', 'south', 'west'];

/** Any subgraphs of which each computes of what the others compute, many steps deep. */
export function requirementGraph(chance: Chance, size: number): RequirementGraph {
  const fields: ThingField[] = [];
  for (let index = 0; index < size; index += 1) {
    const owner = chance.oneOf(owners);
    const isLink = chance.below(5) === 0;
    const requires = chance.below(3) > 0 ? neededOf(chance, fields, owner, 2) : [];
    fields.push({
      name: `${isLink ? 'link' : 'text'}${index}`,
      owner,
      isLink,
      takesUnit: !isLink && chance.below(3) === 0,
      requires,
    });
  }
  return {
    definitions: Object.fromEntries(owners.map((owner) => [owner, definitionOf(owner, fields)])),
    fields,
    valueOf: valueOfField,
  };
}

function neededOf(chance: Chance, known: readonly ThingField[], owner: string, depth: number): Needed[] {
  const others = known.filter((field) => field.owner !== owner && (depth > 0 || !field.isLink));
  const chosen = new Set(others.length === 0 ? [] : [chance.oneOf(others), chance.oneOf(others)]);
  return [...chosen].flatMap((field): Needed[] => {
    const unit = field.takesUnit && chance.below(2) === 0 ? chance.below(3) : null;
    const below = field.isLink ? neededOf(chance, known, owner, depth - 1) : [];
    return field.isLink && below.length === 0 ? [] : [{ field, unit, below }];
  });
}

function definitionOf(owner: string, fields: readonly ThingField[]): SubgraphDefinition {
  const external = new Set<ThingField>();
  const collect = (needed: readonly Needed[]): void => {
    for (const { field, below } of needed) {
      external.add(field);
      collect(below);
    }
  };
  const own = fields.filter((field) => field.owner === owner);
  for (const { requires } of own) collect(requires);
  const lines = [
    ...own.map((field) => `${signatureOf(field)} ${requiresOf(field)}`),
    ...[...external].map((field) => `${signatureOf(field)} @external`),
  ];
  const query = owner === 'north' ? 'type Query { thing(id: ID!): Thing  things: [Thing!]! }' : '';
  return {
    typeDefs: `${query} type Thing @key(fields: "id") { id: ID! ${lines.join(' ')} }`,
    resolvers: {
      ...(owner === 'north'
        ? { Query: { thing: (_, { id }) => ({ id }), things: () => [{ id: '1' }, { id: '2' }] } }
        : {}),
      Thing: {
        __resolveReference: (reference) => reference,
        ...Object.fromEntries(own.map((field) => [field.name, resolverOf(field)])),
      },
    },
  };
}

function signatureOf({ name, isLink, takesUnit }: ThingField): string {
  return `${name}${takesUnit ? '(unit: Int)' : ''}: ${isLink ? 'Thing' : 'String'}`;
}

function requiresOf({ requires }: ThingField): string {
  return requires.length > 0 ? `@requires(fields: ${JSON.stringify(textOf(requires))})` : '';
}

function textOf(needed: readonly Needed[]): string {
  return needed
    .map(
      ({ field, unit, below }) =>
        `${field.name}${unit === null ? '' : `(unit: ${unit})`}${below.length > 0 ? ` { ${textOf(below)} }` : ''}`,
    )
    .join(' ');
}

function resolverOf(field: ThingField): Resolve {
  return (thing, { unit }) => {
    const sent = field.requires.map((needed) => sentOf(needed, thing));
    const text = `${field.name}${unit === undefined ? '' : `*${unit}`}[${thing.id}](${sent.join(' ')})`;
    return field.isLink ? { id: linkedOf(text) } : text;
  };
}

function sentOf({ field, below }: Needed, thing: Readonly<Record<string, unknown>>): string {
  const value = thing[field.name];
  if (!field.isLink) return String(value);
  return below.map((needed) => sentOf(needed, (value ?? {}) as Record<string, unknown>)).join(' ');
}

// The id of a link tells what it was computed of, without growing.
function linkedOf(text: string): string {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return String(hash);
}

function valueOfField(field: ThingField, id: string, unit: number | null): string {
  const sent = field.requires.map((needed) => expectedOf(needed, id));
  const text = `${field.name}${unit === null ? '' : `*${unit}`}[${id}](${sent.join(' ')})`;
  return field.isLink ? linkedOf(text) : text;
}

function expectedOf({ field, unit, below }: Needed, id: string): string {
  const value = valueOfField(field, id, unit);
  return field.isLink ? below.map((needed) => expectedOf(needed, value)).join(' ') : value;
}
