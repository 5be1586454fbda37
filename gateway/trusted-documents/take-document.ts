import type { HTTPGraphQLRequest } from '@apollo/server';
import { BadRequestError } from '../errors.ts';
import { askedDocument, isObject, withText } from './asked-document.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

/**
 * A request with the text of the document that it asks, if that may be asked. Nothing of a text is looked at, but whether it is
 * one of the trusted ones.
 *
 * Throws what `TrustedDocuments.take` throws, and BadRequestError for what is no request.
 */
export function takeDocument(request: HTTPGraphQLRequest, documents: TrustedDocuments): HTTPGraphQLRequest {
  return request.method === 'POST' ? takeFromBody(request, documents) : takeFromSearch(request, documents);
}

function takeFromBody(request: HTTPGraphQLRequest, documents: TrustedDocuments): HTTPGraphQLRequest {
  const { body } = request;
  if (!isObject(body)) throw new BadRequestError('the body is not a JSON object');
  return { ...request, body: withText(body, documents.take(askedDocument(body))) };
}

function takeFromSearch(request: HTTPGraphQLRequest, documents: TrustedDocuments): HTTPGraphQLRequest {
  const search = new URLSearchParams(request.search);
  const extensions = readExtensions(once(search, 'extensions'));
  const texts = ['query', 'documentId', 'operationName'].map((name) => [name, once(search, name)]);
  const fields = { ...Object.fromEntries(texts), extensions };
  const { extensions: others, ...taken } = withText(fields, documents.take(askedDocument(fields)));
  search.delete('documentId');
  for (const [name, value] of Object.entries(taken)) if (typeof value === 'string') search.set(name, value);
  if (others !== undefined) search.set('extensions', JSON.stringify(others));
  return { ...request, search: `?${search}` };
}

function once(search: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = search.getAll(name);
  if (more.length > 0) throw new BadRequestError(`${name} stands more than once in the search`);
  return value;
}

function readExtensions(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    const extensions: unknown = JSON.parse(text);
    if (isObject(extensions)) return extensions;
  } catch {}
  throw new BadRequestError('extensions is not a JSON object');
}
