import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatAST, type DocumentNode, GraphQLError, parse, Source } from 'graphql';
import type { RoleName } from '../subgraphs/kit/wire.ts';
import type { SchemaFault } from './schema-fault.ts';

/** What one role's schema is: the partner contract and the role's own file. */
export type RoleDocument = { role: RoleName; document: DocumentNode } | { role: RoleName; fault: SchemaFault };

/** The files that a role's schema is written in, without extension. */
export function schemaFiles(role: RoleName): string[] {
  return ['partner-contract', role, ...(role === 'casework' ? ['casework-acts'] : [])];
}

/** @param directory where `partner-contract.graphql` and the role files stand */
export function readRoleDocument(directory: string, role: RoleName): RoleDocument {
  return readDocument(
    directory,
    role,
    schemaFiles(role).map((name) => `${name}.graphql`),
  );
}

/** The name of the gateway's own part among the subgraphs. */
export const gatewayRole = 'gateway';

/** The schema of what the gateway itself contributes. */
export function readOwnDocument(directory: string): { document: DocumentNode } | { fault: SchemaFault } {
  return readDocument(directory, null, [`${gatewayRole}.graphql`]);
}

function readDocument<Role extends RoleName | null>(
  directory: string,
  role: Role,
  names: readonly string[],
): { role: Role; document: DocumentNode } | { role: Role; fault: SchemaFault } {
  try {
    return { role, document: concatAST(names.map((name) => parseFile(join(directory, name)))) };
  } catch (error) {
    if (error instanceof GraphQLError) return { role, fault: syntaxFault(role, error) };
    if (error instanceof Error && 'code' in error) return { role, fault: unreadable(role, error) };
    throw error;
  }
}

function parseFile(path: string): DocumentNode {
  return parse(new Source(readFileSync(path, 'utf8'), path));
}

function syntaxFault(role: RoleName | null, error: GraphQLError): SchemaFault {
  const at = error.locations?.[0];
  const place = [error.source?.name, at?.line, at?.column].filter((part) => part !== undefined).join(':');
  return {
    code: 'INVALID_GRAPHQL',
    role,
    message: `${place}: ${error.message}`,
    hint: 'correct the GraphQL at this place',
  };
}

function unreadable(role: RoleName | null, error: Error): SchemaFault {
  return { code: 'SCHEMA_FILE_UNREADABLE', role, message: error.message, hint: `every role has a schema file` };
}
