import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TrustedDocuments } from '../../gateway/trusted-documents/trusted-documents.ts';
import { createEdge, type Edge } from '../http/edge.ts';
import { documents } from './trusting-edge.ts';

let edge: Edge;

beforeAll(async () => {
  edge = await createEdge({ documents: new TrustedDocuments({ policy: 'prefer', documents }) });
});

afterAll(() => edge[Symbol.asyncDispose]());

const headers = { authorization: 'Bearer good', 'apollo-require-preflight': '1' };
const audits = serverAudits({
  url: () => `${edge.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) => fetch(url, { ...init, headers: { ...init.headers, ...headers } }),
});

test.each(audits.map(({ name, fn }) => [name, fn] as const))(
  'GraphQL over HTTP, where trusted documents are preferred: it %s',
  async (_name, audit) => {
    const result = await audit();
    expect('reason' in result ? [result.status, result.reason, result.response?.status] : ['ok']).toEqual(['ok']);
  },
);
