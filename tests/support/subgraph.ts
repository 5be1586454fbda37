import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, type GraphQLSchema, parse, validate } from 'graphql';

type SubgraphModule = Extract<Parameters<typeof buildSubgraphSchema>[0], { typeDefs: unknown }>;

/** A resolver as the tests write it; `__resolveReference` and `__resolveType` have the same shape. */
export type Resolve = (parent: Readonly<Record<string, unknown>>, args: Readonly<Record<string, unknown>>) => unknown;

export type Resolvers = Readonly<Record<string, Readonly<Record<string, Resolve>>>>;

/** A request that a subgraph received, in the order received. */
export interface RecordedRequest {
  query: string;
  variables: Readonly<Record<string, unknown>>;
}

/**
 * How a subgraph answers: as it should, not at all (the connection is cut), with a status 500, after a wait, or with this
 * JSON whatever it is asked.
 */
export type Behaviour =
  | 'well'
  | 'down'
  | 'status 500'
  | { afterMs: number }
  | { after: Promise<unknown> }
  | { json: unknown };

/** A real subgraph over HTTP on a free port. */
export interface TestSubgraph {
  url: string;
  requests: RecordedRequest[];
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

const federationLink = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
    "@key", "@requires", "@provides", "@external", "@shareable", "@interfaceObject", "@inaccessible", "@override", "@policy"
  ])
`;

/**
 * The type definitions as a federation 2 document: the harness adds the link, where a test does not link by itself, and
 * does not begin with `# Federation 1`.
 */
export function subgraphDocument(typeDefs: string) {
  const isWhole = typeDefs.includes('@link(') || typeDefs.trimStart().startsWith('# Federation 1');
  return parse(isWhole ? typeDefs : `${federationLink}\n${typeDefs}`, { noLocation: true });
}

/**
 * Starts a subgraph. Every operation it gets is validated against its schema, as a strict partner does: an executor that
 * sends a wrong document or leaves out a variable is answered with an error.
 */
export async function startSubgraph(typeDefs: string, resolvers: Resolvers = {}): Promise<TestSubgraph> {
  const schema = buildSubgraphSchema({
    typeDefs: subgraphDocument(typeDefs),
    // Proven by use: every resolver of a test takes (parent, args) and nothing else.
    resolvers: resolvers as SubgraphModule['resolvers'],
  });
  const requests: RecordedRequest[] = [];
  let behaviour: Behaviour = 'well';

  const server = createServer((request, response) => {
    answer(schema, behaviour, requests, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/graphql`,
    requests,
    behave: (next) => {
      behaviour = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  schema: GraphQLSchema,
  behaviour: Behaviour,
  requests: RecordedRequest[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { query, variables = {}, operationName } = JSON.parse(await bodyOf(request));
  requests.push({ query, variables });
  if (behaviour === 'down') return void request.socket.destroy();
  if (behaviour === 'status 500') return void response.writeHead(500).end('secret of the subgraph');
  if (typeof behaviour === 'object' && 'afterMs' in behaviour) await wait(behaviour.afterMs);
  if (typeof behaviour === 'object' && 'after' in behaviour) await behaviour.after;
  response.setHeader('content-type', 'application/json');
  if (typeof behaviour === 'object' && 'json' in behaviour) return void response.end(JSON.stringify(behaviour.json));
  const document = parse(query);
  const errors = validate(schema, document);
  const result =
    errors.length > 0 ? { errors } : await execute({ schema, document, variableValues: variables, operationName });
  response.end(JSON.stringify(result));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
