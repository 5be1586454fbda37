import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';
import type { RoleName } from '../subgraphs/kit/wire.ts';
import type { SchemaFault } from './schema-fault.ts';
import { type CompositeType, compositeTypes, isListType } from './type-definitions.ts';

/**
 * What a partner's role must keep to, beyond what composition asks, because many organisations play one role: the
 * executor asks each organisation that a client is linked to, and puts their lists together.
 *
 * @returns the faults; none for casework, which one organisation plays
 */
export function checkRole(role: RoleName, document: DocumentNode): SchemaFault[] {
  if (role === 'casework') return [];
  const types = [...compositeTypes(document).values()];
  return [...rootFields(role, document, types), ...keys(role, types), ...clientFields(role, types)];
}

function rootFields(role: RoleName, document: DocumentNode, types: readonly CompositeType[]): SchemaFault[] {
  const named = document.definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION ? (node.operationTypes ?? []) : [],
  );
  const roots = new Set(['Query', 'Mutation', 'Subscription', ...named.map((node) => node.type.name.value)]);
  return coordinates(types.filter((type) => roots.has(type.name))).map(({ coordinate }) => ({
    code: 'ROOT_FIELD_IN_PARTNER_ROLE',
    role,
    message: `${coordinate}: role ${role} has a root field`,
    hint: 'many organisations play the role, and a root field does not say which one to ask: put it on Client or on an entity with the key "oin"',
  }));
}

function keys(role: RoleName, types: readonly CompositeType[]): SchemaFault[] {
  return types.flatMap((type) =>
    type.directives
      .filter((directive) => directive.name.value === 'key' && !isFalse(directive, 'resolvable'))
      .map((directive) =>
        text(directive, 'fields')
          .split(/[\s,]+/)
          .filter(Boolean)
          .join(' '),
      )
      .filter((fields) => fields !== (type.name === 'Client' ? 'id' : 'oin'))
      .map((fields) => ({
        code: 'ENTITY_KEY_NOT_ROUTABLE',
        role,
        message: `${type.name}: role ${role} has an entity with the key "${fields}"`,
        hint: 'a key says which organisation to ask: only "id" of Client, by its links, and "oin" of others do',
      })),
  );
}

function clientFields(role: RoleName, types: readonly CompositeType[]): SchemaFault[] {
  return coordinates(types.filter((type) => type.name === 'Client'))
    .filter(({ field }) => field.name.value !== 'id' && !isListType(field.type))
    .filter(({ field }) => !field.directives?.some((directive) => directive.name.value === 'external'))
    .map(({ coordinate }) => ({
      code: 'CLIENT_FIELD_NOT_A_LIST',
      role,
      message: `${coordinate}: role ${role} gives Client a field that is not a list`,
      hint: 'a client can be known at several organisations of the role, and their lists are put together: make it a list',
    }));
}

function coordinates(types: readonly CompositeType[]) {
  return types.flatMap((type) =>
    type.fields.map((field) => ({ field, coordinate: `${type.name}.${field.name.value}` })),
  );
}

function text(directive: ConstDirectiveNode, name: string): string {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : '';
}

function isFalse(directive: ConstDirectiveNode, name: string): boolean {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.BOOLEAN && !value.value;
}
