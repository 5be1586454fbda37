import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { pino } from 'pino';
import { UnauthenticatedError } from '../../gateway/errors.ts';
import { type Listening, type ListenOptions, listen } from '../../gateway/http/listen.ts';
import type { RequestContext } from '../../gateway/http/request-context.ts';
import type { Actor } from '../../gateway/identity/actor.ts';
import type { TokenVerifier } from '../../gateway/identity/verify-token.ts';

const actor: Actor = {
  subject: 'subject-1',
  name: 'Test Persoon',
  team: 'team-ondiep',
  role: 'professional',
  organisation: '00000099000000001000',
};

/** Accepts the token `good`. */
const verifier: TokenVerifier = {
  verify: async (authorization) => {
    if (authorization === 'Bearer good') return actor;
    throw new UnauthenticatedError('an access token is needed');
  },
};

/** The edge before a graph of three fields, and what came through. */
export interface Edge extends AsyncDisposable {
  url: string;
  listening: Listening;
  /** The contexts of the operations that were executed. */
  executed: RequestContext[];
  /** The lines of the log. */
  logged: Record<string, unknown>[];
  post(operation: unknown, headers?: Record<string, string>, path?: string): Promise<Response>;
}

export async function createEdge(options: Partial<ListenOptions> = {}): Promise<Edge> {
  const executed: RequestContext[] = [];
  const logged: Edge['logged'] = [];
  const server = graphqlServer(executed);
  await server.start();
  const listening = await listen({
    host: '127.0.0.1',
    port: 0,
    verifier,
    server,
    ready: async () => ({ checks: { schema: true, database: true } }),
    graphiql: false,
    log: pino({}, { write: (line: string) => void logged.push(JSON.parse(line)) }),
    ...options,
  });
  return {
    url: listening.url,
    listening,
    executed,
    logged,
    post: (operation, headers = {}, path = '/graphql') =>
      fetch(`${listening.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer good', ...headers },
        body: typeof operation === 'string' ? operation : JSON.stringify(operation),
      }),
    async [Symbol.asyncDispose]() {
      await listening.close();
      await server.stop();
    },
  };
}

function graphqlServer(executed: RequestContext[]): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    typeDefs: 'type Query { hello: String slow(ms: Int!): String } type Mutation { act: String }',
    resolvers: {
      Mutation: {
        act: (_parent, _arguments, context) => {
          executed.push(context);
          return 'gedaan';
        },
      },
      Query: {
        hello: (_parent, _arguments, context) => {
          executed.push(context);
          return 'hallo';
        },
        slow: async (_parent, { ms }: { ms: number }, context) => {
          executed.push(context);
          await sleep(ms, undefined, { signal: context.signal });
          return 'eindelijk';
        },
      },
    },
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginLandingPageDisabled()],
  });
}

/** A connection that says exactly these bytes. */
export interface RawConnection {
  socket: Socket;
  /** What has been answered so far. */
  received(): string;
  /** All that was answered, once the connection has ended; how it was broken off if it was. */
  answered: Promise<string>;
}

export function sayRaw(url: string, bytes: string): RawConnection {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
  });
  const answered = new Promise<string>((resolve) => {
    socket.on('error', (error) => resolve(`${received}broken off: ${error.message}`));
    socket.on('close', () => resolve(received));
  });
  socket.write(bytes);
  return { socket, received: () => received, answered };
}
