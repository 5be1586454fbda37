import { createHash } from 'node:crypto';

/** The SHA-256 of a document's text in UTF-8, in lower case hex. Source: GraphQL over HTTP, appendix A. */
export function documentHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
