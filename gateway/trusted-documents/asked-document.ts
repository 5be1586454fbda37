import { BadRequestError } from '../errors.ts';
import type { AskedDocument, TakenDocument } from './trusted-documents.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Which document a request asks: by `query`, its text; by `documentId`, as GraphQL over HTTP has it; or by
 * `extensions.persistedQuery`, as Apollo's clients have it.
 *
 * @param fields of its body, or of its search
 * @throws {BadRequestError} when one of them has not the form it should have, or two name different ids
 */
export function askedDocument({ query, documentId, extensions }: Fields): AskedDocument {
  const text = textOrNone('query', query);
  const id = idOf(textOrNone('documentId', documentId));
  const apollos = apollosId(extensions);
  if (id !== null && apollos !== null && id !== apollos) {
    throw new BadRequestError('documentId and extensions.persistedQuery name different documents');
  }
  return { id: id ?? apollos, text };
}

/**
 * The same request by its document's text: what comes after knows nothing of ids. A trusted document's operation is named, since
 * with its name and without it would be planned twice.
 */
export function withText(fields: Fields, { text, name }: TakenDocument): Fields {
  const { documentId: _documentId, extensions, ...others } = fields;
  const rest = isObject(extensions) ? withoutApollosId(extensions) : extensions;
  const named = name === null ? {} : { operationName: fields.operationName ?? name };
  return { ...others, ...named, ...(rest === undefined ? {} : { extensions: rest }), query: text };
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOrNone(name: string, value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw new BadRequestError(`${name} is not a string`);
  return value;
}

// What another prefix means nobody knows here: it stays, and names nothing. Source: GraphQL over HTTP, appendix A.
function idOf(documentId: string | null): string | null {
  const [, hash] = /^sha256:([0-9a-f]{64})$/.exec(documentId ?? '') ?? [];
  return hash ?? documentId;
}

function apollosId(extensions: unknown): string | null {
  if (!isObject(extensions)) return null;
  const { persistedQuery } = extensions;
  if (persistedQuery === undefined || persistedQuery === null) return null;
  if (!isObject(persistedQuery) || persistedQuery.version !== 1) {
    throw new BadRequestError('extensions.persistedQuery is not of version 1');
  }
  const id = textOrNone('extensions.persistedQuery.sha256Hash', persistedQuery.sha256Hash);
  if (id === null) throw new BadRequestError('extensions.persistedQuery has no sha256Hash');
  return id;
}

function withoutApollosId({ persistedQuery: _persistedQuery, ...rest }: Fields): Fields {
  return rest;
}
