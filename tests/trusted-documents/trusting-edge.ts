import { documentHash } from '../../gateway/trusted-documents/document-hash.ts';
import type { TrustedDocument } from '../../gateway/trusted-documents/manifest.ts';
import { type DocumentPolicy, TrustedDocuments } from '../../gateway/trusted-documents/trusted-documents.ts';
import { createEdge, type Edge } from '../http/edge.ts';

export const hello = '# Groet\nquery Hello { hello }\n';
export const act = 'mutation Act { act }';
export const slow = 'query Slow($ms: Int!) { slow(ms: $ms) }';

/** Which the edge trusts; the last under a name of its own. */
export const documents: readonly TrustedDocument[] = [
  { id: documentHash(hello), name: 'Hello', type: 'query', body: hello },
  { id: documentHash(act), name: 'Act', type: 'mutation', body: act },
  { id: 'Slow-1.0', name: 'Slow', type: 'query', body: slow },
];

/** As Apollo's clients name a document. */
export const asApollo = (sha256Hash: unknown) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

/** The status, and what was answered: the values of the data, or the codes of the errors. */
export type Told = readonly [number, string];

/** The edge before a graph of three fields, trusting `documents`. */
export interface TrustingEdge extends AsyncDisposable {
  /** The operations that were executed. */
  executed: Edge['executed'];
  /** The lines of the log. */
  logged: Edge['logged'];
  ask(operation: unknown, headers?: Record<string, string>): Promise<Told>;
  askByGet(search: Record<string, string> | string, headers?: Record<string, string>): Promise<Told>;
}

export const graphqlType = 'application/graphql-response+json';

export async function createTrustingEdge(policy: DocumentPolicy): Promise<TrustingEdge> {
  const edge = await createEdge({ documents: new TrustedDocuments({ policy, documents }) });
  return {
    executed: edge.executed,
    logged: edge.logged,
    ask: async (operation, headers) => told(await edge.post(operation, { accept: graphqlType, ...headers })),
    askByGet: async (search, headers = { 'apollo-require-preflight': '1' }) => {
      const url = `${edge.url}/graphql?${new URLSearchParams(search)}`;
      return told(await fetch(url, { headers: { authorization: 'Bearer good', ...headers } }));
    },
    [Symbol.asyncDispose]: () => edge[Symbol.asyncDispose](),
  };
}

async function told(response: Response): Promise<Told> {
  const { data, errors = [] } = (await response.json()) as {
    data?: Record<string, string> | null;
    errors?: { extensions: { code: string } }[];
  };
  const values = data ? Object.values(data) : errors.map(({ extensions }) => extensions.code);
  return [response.status, values.join()];
}
