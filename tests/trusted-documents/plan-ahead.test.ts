import type { GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFederationGateway, type FederationGateway } from '../../gateway/federation-gateway.ts';
import type { TrustedDocument } from '../../gateway/trusted-documents/manifest.ts';
import { prepareDocuments } from '../../gateway/trusted-documents/prepare-documents.ts';
import { ask, composeSupergraph, organisationOf, startServer } from '../support/federation.ts';
import { startSubgraph, type TestSubgraph } from '../support/subgraph.ts';

const typeDefs = 'type Query { word(of: String): String  other: String }';
const trusted = (name: string, body: string): TrustedDocument => ({ id: name, name, type: 'query', body });
const documents = [
  trusted('Word', 'query Word { word }'),
  trusted('Refused', 'query Refused($representations: String) { word(of: $representations) }'),
  trusted('Other', 'query Other { other }'),
];

let subgraph: TestSubgraph;
let gateway: FederationGateway;
let server: Awaited<ReturnType<typeof startServer>>;
const schemas: GraphQLSchema[] = [];
const logged: string[] = [];

beforeAll(async () => {
  subgraph = await startSubgraph(typeDefs, { Query: { word: () => 'woord', other: () => 'ander' } });
  const sdl = composeSupergraph({ words: { typeDefs, url: subgraph.url } });
  gateway = createFederationGateway({ supergraph: { sdl }, organisations: [organisationOf('words', 0, subgraph.url)] });
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => schemas.push(apiSchema));
  const log = pino({}, { write: (line: string) => logged.push(line) });
  const trustedDocuments = { policy: 'only', file: 'manifest.json', documents } as const;
  const prepared = prepareDocuments({ gateway, trustedDocuments, introspection: false, log });
  server = await startServer(gateway);
  await prepared.checked();
});

afterAll(async () => {
  await server.stop();
  await subgraph.close();
});

const planned = () => schemas.map((schema) => gateway.operationsOf(schema)?.size.operations);

test('trusted documents are planned before anybody asks them', async () => {
  await expect.poll(planned, { timeout: 20_000 }).toEqual([2]);
  expect(subgraph.requests).toEqual([]);
  for (const { name, body } of documents) await ask(server, { query: body, operationName: name });
  expect(planned()).toEqual([2]);
});

test('of one that cannot be planned the log tells, and those after it are planned', () => {
  expect(logged.join('')).toMatch(/The trusted document Refused cannot be planned: .*\[BAD_USER_INPUT\]/);
  expect(logged).toHaveLength(1);
});
