import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ConstDirectiveNode, type DefinitionNode, Kind, parse, type TypeNode } from 'graphql';

/** The roles of the graph, each with a schema file. */
export const roles = ['casework', 'work-and-income', 'wmo', 'housing', 'insurer', 'cjib'] as const;

const read = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../schema/${name}.graphql`, import.meta.url)), 'utf8');

/** Each role's schema as it is written: the partner contract and the role's own file. */
export const schemaTexts: ReadonlyMap<string, string> = new Map(
  roles.map((role) => {
    const own = role === 'casework' ? [role, 'casework-acts'] : [role];
    return [role, ['partner-contract', ...own].map(read).join('\n')];
  }),
);

/**
 * What the schema files say that a field needs: read from their text alone, so that the gateway's own reading can be held
 * against it. `Client.overview` is written out: it names the categories of its inputs, and needs only these.
 */
export const byHand: ReadonlyMap<string, readonly string[]> = new Map([['Client.overview', ['case', 'debts']]]);

interface Written {
  policies: Map<string, Set<string>>;
  /** The type that a field leads to, by `Type.field`. */
  results: Map<string, string>;
  /** The object types of a union or an interface. */
  members: Map<string, Set<string>>;
}

const written: Written = { policies: new Map(), results: new Map(), members: new Map() };
for (const text of schemaTexts.values()) for (const definition of parse(text).definitions) note(definition);

function note(definition: DefinitionNode): void {
  if (!('name' in definition) || !definition.name) return;
  const type = definition.name.value;
  if ('directives' in definition) notePolicies(type, definition.directives as readonly ConstDirectiveNode[]);
  if (definition.kind === Kind.UNION_TYPE_DEFINITION)
    for (const member of definition.types ?? []) at(written.members, type).add(member.name.value);
  if (!hasFields(definition)) return;
  for (const parent of definition.interfaces ?? []) at(written.members, parent.name.value).add(type);
  for (const field of definition.fields ?? []) {
    notePolicies(`${type}.${field.name.value}`, field.directives ?? []);
    written.results.set(`${type}.${field.name.value}`, nameOf(field.type));
  }
}

function hasFields(definition: DefinitionNode) {
  const { kind } = definition;
  return (
    kind === Kind.OBJECT_TYPE_DEFINITION ||
    kind === Kind.OBJECT_TYPE_EXTENSION ||
    kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

function notePolicies(coordinate: string, directives: readonly ConstDirectiveNode[]): void {
  for (const { name, arguments: args } of directives) {
    if (name.value !== 'policy') continue;
    const text = JSON.stringify(args?.map(({ value }) => value));
    for (const [, category] of text.matchAll(/"StringValue","value":"([a-z-]+)"/g))
      if (category) at(written.policies, coordinate).add(category);
  }
}

function at(map: Map<string, Set<string>>, key: string): Set<string> {
  const set = map.get(key) ?? new Set();
  map.set(key, set);
  return set;
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

/** The categories that a field needs: its own, its type's, those of what it leads to; all that any implementation needs. */
export function neededBy(type: string, field: string): readonly string[] {
  const known = byHand.get(`${type}.${field}`);
  if (known) return known;
  const needed = new Set<string>();
  for (const one of [type, ...(written.members.get(type) ?? [])]) {
    const result = written.results.get(`${one}.${field}`);
    const results = result === undefined ? [] : [result, ...(written.members.get(result) ?? [])];
    for (const place of [`${one}.${field}`, one, ...results])
      for (const category of written.policies.get(place) ?? []) needed.add(category);
  }
  return [...needed];
}
