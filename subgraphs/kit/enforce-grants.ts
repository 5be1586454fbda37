import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { SubgraphError } from './errors.ts';
import type { FieldRequirement, FieldRequirements } from './required-categories.ts';
import type { VerifiedCall } from './verified-call.ts';

/** What one call may be told, and whom it asks about. The root value of its execution. */
export interface CallScope {
  call: VerifiedCall;
  /** The representations of each `_entities` of the operation, by its response name. */
  asked: Map<string | number, readonly Representation[]>;
}

type Representation = Readonly<Record<string, unknown>>;
type Field = GraphQLField<unknown, unknown>;
type Path = GraphQLResolveInfo['path'];

export function callScope(call: VerifiedCall): CallScope {
  return { call, asked: new Map() };
}

const subjectType = 'Client';
const notGranted = () => new SubgraphError('NOT_GRANTED', 'The call does not grant this');

/**
 * Makes every field of a partner's schema look at what the call grants before it is resolved: nothing else is read of whom
 * or what is not granted. Changes the schema's resolvers in place, once; an operation then has to run with a `CallScope` as
 * its root value.
 */
export function enforceGrants(schema: GraphQLSchema, required: FieldRequirements): void {
  const query = schema.getQueryType();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || type.name === '_Service') continue;
    for (const field of Object.values<Field>(type.getFields())) {
      if (type === query && field.name === '_service') continue;
      if (type === query && field.name === '_entities') field.resolve = grantedEntities(field);
      else field.resolve = grantedField(field, required.get(`${type.name}.${field.name}`));
    }
  }
}

function grantedField(
  { name, resolve = defaultFieldResolver }: Field,
  requirement: FieldRequirement | undefined,
): GraphQLFieldResolver<unknown, unknown> {
  if (!requirement) throw new Error(`${name}: a field that the SDL does not have`);
  const { categories, isKey } = requirement;
  return (source, given, context, info) => {
    if (!isKey || isNestedClient(info)) {
      const granted = grantedAt(info);
      for (const category of categories) if (!granted.has(category)) throw notGranted();
    }
    return resolve(source, given, context, info);
  };
}

/** Does the field stand on a client who is not what the gateway asked about, but somebody reached from there? */
function isNestedClient({ parentType, path }: GraphQLResolveInfo): boolean {
  return parentType.name === subjectType && path.prev?.prev?.prev !== undefined;
}

const nothing: ReadonlySet<string> = new Set();

// By the path in the answer: objects will not do, since two clients can share one, for example a contact person.
function grantedAt({ path, rootValue }: GraphQLResolveInfo): ReadonlySet<string> {
  const { call, asked } = rootValue as CallScope;
  let at: Path | undefined = path;
  while (at && at.typename !== subjectType) at = at.prev;
  if (!at) return call.categories;
  const index = at.prev;
  const list = index?.prev;
  // A client anywhere else than in `_entities` is somebody of whom it cannot be told who it is.
  if (!index || !list || list.prev) return nothing;
  const subject = subjectOf(asked.get(list.key)?.[Number(index.key)]);
  return subject === null ? nothing : call.categoriesOf(subject);
}

function subjectOf(representation: Representation | undefined): string | null {
  const { __typename, id } = representation ?? {};
  return __typename === subjectType && typeof id === 'string' ? id : null;
}

function grantedEntities({ resolve = defaultFieldResolver }: Field): GraphQLFieldResolver<unknown, unknown> {
  return (source, given, context, info) => {
    const { call, asked } = info.rootValue as CallScope;
    // The argument's type is `[_Any!]!`; what an `_Any` is, nobody has checked.
    const representations = (given.representations as readonly unknown[]).map(asRepresentation);
    asked.set(info.path.key, representations);
    const refused = representations.map((each) => {
      const subject = subjectOf(each);
      return subject !== null && call.categoriesOf(subject).size === 0;
    });
    const known = representations.filter((_, index) => !refused[index]);
    const entities = resolve(source, { representations: known }, context, info) as unknown[];
    let next = 0;
    return refused.map((isRefused) => (isRefused ? notGranted() : entities[next++]));
  };
}

function asRepresentation(value: unknown): Representation {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Representation;
  throw new SubgraphError('BAD_USER_INPUT', 'A representation is an object');
}
