import { type CompositionResult, type CompositionSuccess, composeServices } from '@apollo/composition';
import { type GraphQLError, parse } from 'graphql';
import { type RoleName, roleNames } from '../subgraphs/kit/wire.ts';
import { type CategoryFault, categoryFaults, unknownCategories } from './check-categories.ts';
import { checkRole } from './check-role.ts';
import { compositionHint } from './composition-hints.ts';
import { gatewayRole, readOwnDocument, readRoleDocument } from './role-document.ts';
import type { SchemaFault } from './schema-fault.ts';

/** Something composition remarks on; not a fault. */
export interface Remark {
  code: string;
  message: string;
  /** It follows from the partner contract itself. */
  expected: boolean;
}

export interface Composition {
  /** Null when there are faults that keep it from being composed. */
  supergraphSdl: string | null;
  /** When there is one, the supergraph may not be used. */
  faults: readonly SchemaFault[];
  remarks: readonly Remark[];
}

const header = '# Composed from the partner contract and the role schemas by `npm run compose`. Do not edit.\n';

/** A role's categories stand on its own types; on the contract's interface fields they come together, which is meant. */
const expectedRemark = 'MERGED_NON_REPEATABLE_DIRECTIVE_ARGUMENTS';

/**
 * Composes the roles' schemas into one supergraph and checks that it can be used: every field that can be reached from
 * `Client` has a category, and the executor can tell which organisation to ask.
 *
 * @param directory where the `.graphql` files stand
 */
export function composeSupergraph(directory: string): Composition {
  const read = roleNames.map((role) => readRoleDocument(directory, role));
  const own = readOwnDocument(directory);
  const unread = [...read, own].flatMap((part) => ('fault' in part ? [part.fault] : []));
  if ('fault' in own || unread.length > 0) return { supergraphSdl: null, faults: unread, remarks: [] };
  const documents = read.flatMap((part) => ('document' in part ? [part] : []));
  const roleFaults = documents.flatMap(({ role, document }) => [
    ...checkRole(role, document),
    ...unknownCategories(document).map((fault) => schemaFault(fault, role)),
  ]);
  // Addresses come from organisations.yaml: a role has as many as it has organisations.
  const services = [...documents, { role: gatewayRole, document: own.document }].map(({ role, document }) => ({
    name: role,
    url: `http://${role}.invalid/`,
    typeDefs: document,
  }));
  const result = composeServices(services);
  return withRoleFaults(roleFaults, result);
}

function withRoleFaults(roleFaults: readonly SchemaFault[], result: CompositionResult): Composition {
  if (result.errors !== undefined) {
    return { supergraphSdl: null, faults: [...roleFaults, ...result.errors.map(compositionFault)], remarks: [] };
  }
  // Unknown categories are faults of their roles.
  const found = categoryFaults(parse(result.supergraphSdl));
  const unclear = found.filter(({ code }) => code !== 'POLICY_UNKNOWN_CATEGORY');
  return {
    supergraphSdl: `${header}${result.supergraphSdl.trimEnd()}\n`,
    faults: [...roleFaults, ...unclear.map((fault) => schemaFault(fault, null))],
    remarks: result.hints.map(remark),
  };
}

const categoryHints = {
  POLICY_MISSING:
    'put @policy(policies: [["debts"]]), with the category it belongs to, on the field or its object type',
  POLICY_UNKNOWN_CATEGORY: 'the categories stand in schema/categories.ts',
  SOURCE_WITHOUT_CLIENT:
    'a copy of an organisation\'s data is decided on for a client: give it "clientId: ID! @inaccessible"',
};

function schemaFault({ code, message }: CategoryFault, role: RoleName | null): SchemaFault {
  return { code, message, role, hint: categoryHints[code] };
}

function compositionFault(error: GraphQLError): SchemaFault {
  const code = typeof error.extensions.code === 'string' ? error.extensions.code : 'COMPOSITION_FAILED';
  return { code, message: error.message, role: null, hint: compositionHint(code) };
}

function remark(hint: CompositionSuccess['hints'][number]): Remark {
  const { code } = hint.definition;
  return { code, message: hint.message, expected: code === expectedRemark };
}
