import { z } from 'zod';

/** A document that the gateway trusts: one operation with its fragments, as its frontend sends it. */
export interface TrustedDocument {
  /** What a request names it by. */
  id: string;
  /** The operation's name. */
  name: string;
  type: 'query' | 'mutation';
  /** The text, to the letter. */
  body: string;
}

/** Documents of frontends, as a file. Source: Apollo, persisted query manifest, version 1. */
export interface Manifest {
  format: 'apollo-persisted-query-manifest';
  version: 1;
  operations: TrustedDocument[];
}

/** The largest manifest that is read, in bytes, and in operations. */
export const maxManifestBytes = 20_000_000;
export const maxOperations = 10_000;

const sha256Id = '64 lower case hex digits, the SHA-256 of the body';

/** An id as a request may send it: a SHA-256, or a name of the frontend's own. Source: GraphQL over HTTP, appendix A. */
const operation = z.object({
  id: z
    .string(sha256Id)
    .regex(/^[A-Za-z0-9._~-]{1,200}$/, `${sha256Id}; or 1 to 200 letters, digits and . _ ~ - of your own`),
  name: z.string('the name of the operation').regex(/^[_A-Za-z][_0-9A-Za-z]{0,199}$/, 'the name of the operation'),
  type: z.enum(['query', 'mutation'], 'query or mutation: subscriptions are not offered'),
  body: z.string('the text of a document').refine((text) => text.isWellFormed(), 'text that UTF-8 can hold'),
});

/** The form of a manifest. What else stands in it (`clientName`) is let be. */
export const manifestForm = z.object(
  {
    format: z.literal('apollo-persisted-query-manifest', '"apollo-persisted-query-manifest"'),
    version: z.literal(1, '1'),
    operations: z.array(operation, 'a list of operations').max(maxOperations, `at most ${maxOperations} operations`),
  },
  'an object with format, version and operations',
);
