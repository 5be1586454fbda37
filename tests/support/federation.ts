import { randomUUID } from 'node:crypto';
import { composeServices } from '@apollo/composition';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { pino } from 'pino';
import { createFederationGateway, type FederationGatewayOptions } from '../../gateway/federation-gateway.ts';
import { createGraphqlServer } from '../../gateway/http/graphql-server.ts';
import type { OperationLimits } from '../../gateway/http/operation-limits.ts';
import type { RequestContext } from '../../gateway/http/request-context.ts';
import { newTraceContext } from '../../gateway/http/trace-context.ts';
import { type Behaviour, type RecordedRequest, type Resolvers, startSubgraph, subgraphDocument } from './subgraph.ts';

/** One subgraph of a federation: a real one that the harness starts, or, with `url`, one that the test runs itself. */
export interface SubgraphDefinition {
  typeDefs: string;
  resolvers?: Resolvers;
  url?: string;
  /** The name of the organisation that plays this role; default `Organisatie <subgraph>`. */
  organisation?: string;
  /** Default 2000. */
  timeoutMs?: number;
  /** Default 1 MB. */
  maxResponseBytes?: number;
}

export interface Operation {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

export interface AnswerError {
  message: string;
  path?: (string | number)[];
  extensions?: Record<string, unknown>;
}

/** An answer as it would go over the wire: parsed back from `text`. */
export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: AnswerError[];
  extensions?: { valueCompletion?: AnswerError[] };
  text: string;
}

/** Several real subgraphs, composed, behind our gateway and behind the stock one. */
export interface Federation extends AsyncDisposable {
  sdl: string;
  ours(operation: Operation, signal?: AbortSignal): Promise<Answer>;
  stock(operation: Operation): Promise<Answer>;
  /** What this subgraph was asked since the start or the last `forget`. */
  requests(subgraph: string): readonly RecordedRequest[];
  /** The number of requests of every subgraph since the last `forget`. */
  calls(): Record<string, number>;
  forget(): void;
  behave(subgraph: string, behaviour: Behaviour): void;
}

/** Who asks, in tests where that does not matter. */
export const testActor: RequestContext['actor'] = {
  subject: 'test-professional',
  name: 'Test Professional',
  team: 'team-ondiep',
  role: 'professional',
  organisation: '00000099000000001000',
};

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Composes subgraphs into a supergraph. Throws with every composition error when they do not fit. */
export function composeSupergraph(subgraphs: Record<string, { typeDefs: string; url: string }>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs).map(([name, { typeDefs, url }]) => ({ name, typeDefs: subgraphDocument(typeDefs), url })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map((error) => error.message).join('\n'));
  return supergraphSdl;
}

/** What our gateway is given beside the supergraph; default: nobody decides on access, and nothing is recorded. */
export interface FederationOptions extends Pick<FederationGatewayOptions, 'access' | 'links' | 'audit' | 'planning'> {
  /** What an operation may ask at the most. Default: as usual, but of any cost, as random operations have. */
  limits?: Partial<OperationLimits>;
}

/** Starts the subgraphs, composes them and puts both gateways before them. Dispose it to stop all. */
export async function createFederation(
  definitions: Record<string, SubgraphDefinition>,
  { limits = { cost: Number.POSITIVE_INFINITY }, ...options }: FederationOptions = {},
): Promise<Federation> {
  const names = Object.keys(definitions);
  const started = new Map<string, Awaited<ReturnType<typeof startSubgraph>>>();
  for (const [name, { url, typeDefs, resolvers }] of Object.entries(definitions)) {
    if (url === undefined) started.set(name, await startSubgraph(typeDefs, resolvers));
  }
  const urlOf = (name: string) => definitions[name]?.url ?? started.get(name)?.url ?? '';
  const sdl = composeSupergraph(
    Object.fromEntries(
      Object.entries(definitions).map(([name, { typeDefs }]) => [name, { typeDefs, url: urlOf(name) }]),
    ),
  );
  const organisations = names.map((name, index) => organisationOf(name, index, urlOf(name), definitions[name]));
  const gateway = createFederationGateway({ supergraph: { sdl }, organisations, links: null, ...options });
  const ours = createGraphqlServer({ gateway, introspection: true, limits, log: pino({ level: 'silent' }) });
  await ours.start();
  const stock = await startServer(createStockGateway(sdl));
  const subgraph = (name: string) => {
    const found = started.get(name);
    if (!found) throw new Error(`no subgraph "${name}" started by the harness`);
    return found;
  };

  return {
    sdl,
    ours: (operation, signal) => ask(ours, operation, signal),
    stock: (operation) => ask(stock, operation),
    requests: (name) => subgraph(name).requests,
    calls: () => Object.fromEntries([...started].map(([name, { requests }]) => [name, requests.length])),
    forget: () => {
      for (const { requests } of started.values()) requests.length = 0;
    },
    behave: (name, behaviour) => subgraph(name).behave(behaviour),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([ours.stop(), stock.stop()]);
      await Promise.all([...started.values()].map((running) => running.close()));
    },
  };
}

/** The entry of the organisations file for a subgraph that has a single organisation. */
export function organisationOf(
  role: string,
  index: number,
  url: string,
  { organisation, timeoutMs = 2000, maxResponseBytes = 1_000_000 }: Partial<SubgraphDefinition> = {},
): FederationGatewayOptions['organisations'][number] {
  const oin = `000000990000000${String(index + 1).padStart(5, '0')}`;
  return { oin, role, name: organisation ?? `Organisatie ${role}`, url, timeoutMs, maxResponseBytes };
}

/** A server around a gateway, without HTTP: the tests of the executor ask it directly. */
export async function startServer(gateway: GatewayInterface): Promise<ApolloServer<RequestContext>> {
  const server = new ApolloServer<RequestContext>({
    gateway,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: silent,
  });
  await server.start();
  return server;
}

/** Asks a server and gives the answer as the wire would. */
export async function ask(
  server: ApolloServer<RequestContext>,
  operation: Operation,
  signal: AbortSignal = new AbortController().signal,
): Promise<Answer> {
  const contextValue: RequestContext = {
    actor: testActor,
    purpose: null,
    requestId: randomUUID(),
    trace: newTraceContext(),
    signal,
  };
  const { body } = await server.executeOperation(operation, { contextValue });
  if (body.kind !== 'single') throw new Error(`expected a single answer, not ${body.kind}`);
  const text = JSON.stringify(body.singleResult);
  return { ...JSON.parse(text), text };
}

/** Apollo's gateway over the same supergraph. It refuses one with `@policy`, so it gets it without `for: SECURITY`. */
function createStockGateway(sdl: string): GatewayInterface {
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
  return new ApolloGateway({
    supergraphSdl: sdl.replaceAll(/,\s*for:\s*SECURITY/g, ''),
    buildService: ({ url }) => new RemoteGraphQLDataSource({ url }),
    logger: silent,
  });
}
