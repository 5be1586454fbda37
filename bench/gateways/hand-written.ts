/**
 * The same client view without a gateway, as a good engineer would write it by hand: one call to casework and, as soon as the client
 * is known, five calls at once; no GraphQL is read here, the texts of the calls stand fixed.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Pool } from 'undici';
import { benchSettings, type GatewaySettings } from '../children/bench-settings.ts';
import { serveBenchProcess } from '../children/serve-bench-process.ts';
import { dossierFields, dossierRoles, dossierSelection, ownSelection } from '../client-view.ts';

const { subgraphsUrl } = benchSettings<GatewaySettings>();
// As `gateway/partners/http-caller.ts` has them.
const pool = new Pool(subgraphsUrl, { connections: 64, keepAliveTimeout: 30_000, headersTimeout: 0, bodyTimeout: 0 });
const headers = { 'content-type': 'application/json', accept: 'application/json' };

interface Subject {
  id: string;
  [field: string]: unknown;
}

const clientQuery = `query ($id: ID!) { client(id: $id) { ${ownSelection} } }`;

const dossierCalls = dossierRoles.map((role) => ({
  path: `/${role}`,
  field: dossierFields[role].field,
  query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Client { ${dossierSelection(role)} } } }`,
}));

async function ask<Data>(path: string, query: string, variables: object): Promise<Data> {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path,
    headers,
    body: JSON.stringify({ query, variables }),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
  return JSON.parse(text).data;
}

async function clientView(id: string): Promise<object | null> {
  const { client } = await ask<{ client: Subject | null }>('/casework', clientQuery, { id });
  if (!client) return null;
  const representations = [{ __typename: 'Client', id: client.id }];
  const dossiers = await Promise.all(
    dossierCalls.map(async ({ path, field, query }) => {
      const { _entities: entities } = await ask<{ _entities: Record<string, unknown>[] }>(path, query, {
        representations,
      });
      return [field, entities[0]?.[field]] as const;
    }),
  );
  return { ...client, ...Object.fromEntries(dossiers) };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { variables } = JSON.parse(Buffer.concat(chunks).toString());
  const text = JSON.stringify({ data: { client: await clientView(variables.id) } });
  const length = Buffer.byteLength(text);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': length }).end(text);
}

const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
  answer(request, response).catch(() => response.writeHead(500).end());
});
await serveBenchProcess(server);
