import {
  type FieldNode,
  type GraphQLCompositeType,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { decideConditions } from '../../../gateway/plan/decide-conditions.ts';
import { fragmentsOf } from '../../../gateway/plan/fetch-query.ts';
import { caseworkOin, clientIds, pseudonymOf, taggedValues } from './anyones-records.ts';
import { type Decisions, isAllowed } from './decisions.ts';
import type { Received } from './organisations-in-memory.ts';
import { neededBy } from './policies-as-written.ts';

/** What a call asks or says that it may not, in words; none: nothing. */
export function faultsOf(call: Received, decisions: Decisions): string[] {
  return [...leaks(call, decisions), ...overAsked(call, decisions)];
}

// What the body itself tells: ids, and the values that are handed over as inputs.
function leaks({ role, oin, body }: Received, decisions: Decisions): string[] {
  const faults = taggedValues(body)
    .filter(({ type, field, subject, oin: source }) => !mayTell(decisions, type, field, subject, source))
    .map(({ type, field, subject }) => `${role} is told ${type}.${field} of ${subject}`);
  if (role === 'casework') return faults;
  for (const id of clientIds) {
    if (body.includes(id)) faults.push(`${role} is told the client id ${id}`);
    const others = Object.values(decisions.people.links)
      .flat()
      .filter((other) => other !== oin);
    for (const other of others)
      if (body.includes(pseudonymOf(other, id))) faults.push(`${role} is told the pseudonym of ${other}`);
  }
  return faults;
}

/** May a value be told on? An organisation's own name is nobody's secret. */
export function mayTell(
  decisions: Decisions,
  type: string,
  field: string,
  subject: string | null,
  oin: string,
): boolean {
  if (type === 'Partner') return true;
  return neededBy(type, field).every((category) => isAllowed(decisions, subject, oin, category));
}

function overAsked(call: Received, decisions: Decisions): string[] {
  const faults: string[] = [];
  for (const definition of call.document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const selection of definition.selectionSet.selections) {
      if (selection.kind !== Kind.FIELD || selection.name.value !== '_entities') {
        if (call.role !== 'casework') faults.push(`${call.role} is asked something of its root`);
        continue;
      }
      faults.push(...entityFaults(call, decisions, selection));
    }
  }
  return faults;
}

/**
 * What a call asks of entities: of whom (null: of no client; undefined: of someone whom it cannot know) and which fields, but
 * for those that a `@skip` or `@include` leaves out.
 */
export function askedOfEntities(
  call: Received,
): { subject: string | null | undefined; fields: { type: string; field: string }[] }[] {
  return call.document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    return definition.selectionSet.selections.flatMap((asked) => {
      if (asked.kind !== Kind.FIELD || asked.name.value !== '_entities') return [];
      return representationsOf(call, asked).map((representation) => {
        const fields: { type: string; field: string }[] = [];
        const type = call.schema.getType(representation.__typename);
        const set =
          asked.selectionSet &&
          decideConditions(
            fragmentsOf(call.document.definitions),
            asked.selectionSet,
            (name) => call.variables[name] === true,
          );
        if (isCompositeType(type) && set) collect(call, type, set, fields);
        return { subject: subjectOf(call, representation), fields };
      });
    });
  });
}

function representationsOf(call: Received, asked: FieldNode): { __typename: string; id?: string; oin?: string }[] {
  const [argument] = asked.arguments ?? [];
  const variable = argument?.value.kind === Kind.VARIABLE ? argument.value.name.value : '';
  return call.variables[variable] as { __typename: string; id?: string; oin?: string }[];
}

function entityFaults(call: Received, decisions: Decisions, asked: FieldNode): string[] {
  return representationsOf(call, asked).flatMap((representation) => {
    const subject = subjectOf(call, representation);
    if (subject === undefined) return [`${call.role} is asked about someone whom it cannot know`];
    const fields: { type: string; field: string }[] = [];
    const type = call.schema.getType(representation.__typename);
    if (isCompositeType(type) && asked.selectionSet) collect(call, type, asked.selectionSet, fields);
    const about = fields.filter(
      ({ type: on, field }) => !(on === 'Client' && field === 'id' && call.role !== 'casework'),
    );
    const over = about
      .filter(({ type: on, field }) =>
        neededBy(on, field).some((category) => !isAllowed(decisions, subject, call.oin, category)),
      )
      .map(({ type: on, field }) => `${call.role} is asked ${on}.${field} of ${subject}`);
    return about.length === 0 ? [...over, `${call.role} is asked nothing about ${subject}`] : over;
  });
}

function subjectOf(
  { oin }: Received,
  { __typename, id }: { __typename: string; id?: string },
): string | null | undefined {
  if (__typename !== 'Client') return null;
  return clientIds.find((one) => (oin === caseworkOin ? one : pseudonymOf(oin, one)) === id);
}

function collect(
  call: Received,
  type: GraphQLCompositeType,
  set: SelectionSetNode,
  fields: { type: string; field: string }[],
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const name = selection.name.value;
      const field = 'getFields' in type ? type.getFields()[name] : undefined;
      if (!field) continue;
      fields.push({ type: type.name, field: name });
      const named = getNamedType(field.type);
      if (selection.selectionSet && isCompositeType(named)) collect(call, named, selection.selectionSet, fields);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragmentNamed(call, selection.name.value);
    const condition = fragment.typeCondition && call.schema.getType(fragment.typeCondition.name.value);
    // On an object, an interface's fields are the object's own; another object's fragment asks nothing of it.
    if (isObjectType(type) && isObjectType(condition) && condition !== type) continue;
    const inner = isObjectType(type) || !isCompositeType(condition) ? type : condition;
    collect(call, inner, fragment.selectionSet, fields);
  }
}

function fragmentNamed({ document }: Received, name: string) {
  for (const one of document.definitions)
    if (one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name) return one;
  throw new Error(`no such fragment: ${name}`);
}
