import {
  execute,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import {
  caseworkOin,
  clientItem,
  dossierFields,
  existenceAt,
  fieldValue,
  type Item,
  isNaming,
  linked,
  namedBy,
  overviewItem,
} from './anyones-records.ts';
import { type Decisions, isAllowed } from './decisions.ts';
import { neededBy, schemaTexts } from './policies-as-written.ts';

type Path = readonly (string | number)[];

/** A field that was allowed at a place of the answer, and from whom it comes: whose it is, and of which organisation. */
export interface ShownField {
  path: Path;
  type: string;
  field: string;
  sources: readonly { subject: string | null; oin: string }[];
}

/** What the answer should be, and the places of it that are not allowed. */
export interface Expected {
  data: unknown;
  denied: readonly Path[];
  /** Every field that was allowed; nulls below or above it may hide it. */
  shown: readonly ShownField[];
  /** Where each client stands, allowed or not. */
  persons: ReadonlyMap<string, string>;
  /** Where what says itself whose it is stands, allowed or not. */
  named: ReadonlyMap<string, { client: string | null; oin: string }>;
}

/**
 * The answer as if one database had everything and each field asked whether it may be seen: no plan, no calls, no pruning.
 * What is allowed is there, what is not is null, and nulls go up as GraphQL says.
 */
export async function answerFromOneDatabase(
  schema: GraphQLSchema,
  decisions: Decisions,
  operation: { query: string; variables: Record<string, unknown> },
): Promise<Expected> {
  const denied: Path[] = [];
  const shown: ShownField[] = [];
  const persons = new Map<string, string>();
  const named: Map<string, { client: string | null; oin: string }> = new Map();
  const resolving = new Resolving(schema, decisions);
  const { data } = await execute({
    schema,
    document: parse(operation.query),
    variableValues: operation.variables,
    rootValue: { __typename: 'Query', subject: null, oin: caseworkOin, seed: 'root' } satisfies Item,
    fieldResolver: (item: Item, args, _, info) => {
      const value = resolving.field(item, info.fieldName, args, info.returnType);
      const path = pathOf(info);
      if (value !== deniedValue) {
        const { fieldName: field, returnType } = info;
        shown.push({ path, type: item.__typename, field, sources: resolving.sourcesOf(item, field, returnType) });
        const needed = neededBy(item.__typename, field);
        return visible(value, info, (one, at) => {
          if (one.__typename === 'Client') persons.set(JSON.stringify(at), one.self ?? '');
          if (isNaming(one)) named.set(JSON.stringify(at), { client: one.subject, oin: one.oin });
          if (resolving.isVisible(one, needed)) return true;
          denied.push(at);
          return false;
        });
      }
      denied.push(path);
      return null;
    },
    typeResolver: ({ __typename }) => __typename,
  });
  return { data: JSON.parse(JSON.stringify(data ?? null)), denied, shown, persons, named };
}

const deniedValue = Symbol('denied');

// Clients who may not be seen at all, and what says itself whose it is: null, each for itself.
function visible(value: unknown, info: GraphQLResolveInfo, isVisible: (item: Item, path: Path) => boolean): unknown {
  const one = (item: unknown, path: Path): unknown => {
    if (typeof item !== 'object' || item === null) return item;
    return isVisible(item as Item, path) ? item : null;
  };
  const path = pathOf(info);
  return Array.isArray(value) ? value.map((item, index) => one(item, [...path, index])) : one(value, path);
}

class Resolving {
  readonly #schema: GraphQLSchema;
  readonly #decisions: Decisions;

  constructor(schema: GraphQLSchema, decisions: Decisions) {
    this.#schema = schema;
    this.#decisions = decisions;
  }

  isVisible(item: Item, needed: readonly string[]): boolean {
    const { subject, oin } = item;
    if (item.__typename === 'Client') return isAllowed(this.#decisions, subject, caseworkOin, 'case');
    // What names nobody is decided on field by field, as all of the root.
    if (!isNaming(item) || subject === null) return true;
    const existence = oin === caseworkOin ? [] : [existenceAt(oin)];
    return [...existence, ...needed].every((category) => isAllowed(this.#decisions, subject, oin, category));
  }

  field(item: Item, field: string, args: Record<string, unknown>, type: GraphQLOutputType): unknown {
    const { people } = this.#decisions;
    const role = item.__typename === 'Client' ? dossierFields[field] : undefined;
    if (role !== undefined) return this.#dossiers(item, field, role, type);
    const source = this.#sourceOf(item, field);
    if (!this.#may(source, item.__typename, field, type)) return deniedValue;
    if (item.__typename === 'Client' && field === 'overview') return this.#overview(item);
    return fieldValue(people, source, field, args, type);
  }

  /** Whose a field is, and which organisations tell it. */
  sourcesOf(item: Item, field: string, type: GraphQLOutputType): ShownField['sources'] {
    const role = item.__typename === 'Client' ? dossierFields[field] : undefined;
    // What names a client tells something of that client too.
    const named = item.__typename === 'EmergencyAccess' ? [{ subject: namedBy(item), oin: item.oin }] : [];
    if (role === undefined) return [this.#sourceOf(item, field), ...named];
    const clients = linked(this.#decisions.people, item.self ?? '', role).map((oin) =>
      clientItem(item.self ?? '', oin),
    );
    return clients.filter((client) => this.#may(client, 'Client', field, type));
  }

  // An organisation's contact persons are asked of itself; its name whoever tells of it knows.
  #sourceOf(item: Item, field: string): Item {
    const isTold = (item.oin === caseworkOin || item.named) && item.seed.startsWith('partner:');
    return isTold && field === 'contactPersons' ? { ...item, subject: null, oin: item.self ?? '' } : item;
  }

  #may({ subject, oin }: Item, typename: string, field: string, type: GraphQLOutputType): boolean {
    const needed = neededBy(typename, field);
    const named = getNamedType(type).name;
    // Where clients are looked up, each is decided on; whether anything may be asked at all depends on the purpose.
    if (subject === null && (named === 'Client' || typename === 'Query')) {
      return needed.every((category) =>
        ['organisation', 'oversight', 'requests'].includes(category)
          ? isAllowed(this.#decisions, null, oin, category)
          : this.#decisions.general,
      );
    }
    return needed.every((category) => isAllowed(this.#decisions, subject, oin, category));
  }

  /** The dossiers of all organisations of a role that may be asked; none of them: null. */
  #dossiers(item: Item, field: string, role: string, type: GraphQLOutputType): unknown {
    const { people } = this.#decisions;
    const id = item.self ?? '';
    const oins = linked(people, id, role);
    const asked = oins.filter((oin) => this.#may(clientItem(id, oin), 'Client', field, type));
    if (asked.length === 0 && oins.length > 0) return deniedValue;
    return asked.flatMap((oin) => fieldValue(people, clientItem(id, oin), field, {}, type) as Item[]);
  }

  #overview(client: Item): Item {
    const inputs = overviewInputs().map(({ name, set }) => {
      const type = this.#schema.getType('Client');
      const field = isObjectType(type) ? type.getFields()[name] : undefined;
      if (!field || !set) throw new Error(`no such input: ${name}`);
      const value = this.field(client, name, {}, field.type);
      return value === deniedValue ? null : this.#taken(value, field.type, set);
    });
    return overviewItem(client.self ?? '', inputs);
  }

  // What is handed over of a value: an object that lacks what it must have is not.
  #taken(value: unknown, type: GraphQLOutputType, set: SelectionSetNode | undefined): unknown {
    const inner = isNonNullType(type) ? type.ofType : type;
    if (value === null) return null;
    if (isListType(inner)) return (value as unknown[]).map((element) => this.#taken(element, inner.ofType, set));
    if (!set) return value;
    const item = value as Item;
    const object = this.#schema.getType(item.__typename);
    const target: Record<string, unknown> = {};
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FIELD || !isObjectType(object)) throw new Error('an input that is no field');
      const name = selection.name.value;
      const field = object.getFields()[name];
      if (!field) throw new Error(`no such field: ${name}`);
      const found = this.field(item, name, {}, field.type);
      const taken = found === deniedValue ? null : this.#taken(found, field.type, selection.selectionSet);
      if (taken === null && isNonNullType(field.type)) return null;
      target[name] = taken;
    }
    return target;
  }
}

let inputs: { name: string; set: SelectionSetNode | undefined }[] | undefined;

/** What the overview is computed with: as the schema file has it, in the order in which it is computed. */
export function overviewInputs() {
  if (inputs) return inputs;
  const [, text = ''] =
    /overview: ClientOverview[\s\S]*?@requires\(\s*fields: """([\s\S]*?)"""/.exec(schemaTexts.get('casework') ?? '') ??
    [];
  const [definition] = parse(`{ ${text} }`).definitions;
  const selections = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
  inputs = Object.keys(dossierFields).map((name) => {
    const found = selections.find((one) => one.kind === Kind.FIELD && one.name.value === name);
    return { name, set: found?.kind === Kind.FIELD ? found.selectionSet : undefined };
  });
  return inputs;
}

function pathOf({ path }: GraphQLResolveInfo): (string | number)[] {
  const elements: (string | number)[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev) elements.unshift(at.key);
  return elements;
}
