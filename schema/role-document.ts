import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatAST, type DocumentNode, GraphQLError, parse, Source } from 'graphql';
import type { RoleName } from '../subgraphs/kit/wire.ts';
import type { SchemaFault } from './schema-fault.ts';

/** What one role's schema is: the partner contract and the role's own file. */
export type RoleDocument = { role: RoleName; document: DocumentNode } | { role: RoleName; fault: SchemaFault };

/** @param directory where `partner-contract.graphql` and the role files stand */
export function readRoleDocument(directory: string, role: RoleName): RoleDocument {
  try {
    const parts = ['partner-contract.graphql', `${role}.graphql`].map((name) => parseFile(join(directory, name)));
    return { role, document: concatAST(parts) };
  } catch (error) {
    if (error instanceof GraphQLError) return { role, fault: syntaxFault(role, error) };
    if (error instanceof Error && 'code' in error) return { role, fault: unreadable(role, error) };
    throw error;
  }
}

function parseFile(path: string): DocumentNode {
  return parse(new Source(readFileSync(path, 'utf8'), path));
}

function syntaxFault(role: RoleName, error: GraphQLError): SchemaFault {
  const at = error.locations?.[0];
  const place = [error.source?.name, at?.line, at?.column].filter((part) => part !== undefined).join(':');
  return {
    code: 'INVALID_GRAPHQL',
    role,
    message: `${place}: ${error.message}`,
    hint: 'correct the GraphQL at this place',
  };
}

function unreadable(role: RoleName, error: Error): SchemaFault {
  return { code: 'SCHEMA_FILE_UNREADABLE', role, message: error.message, hint: `every role has a schema file` };
}
