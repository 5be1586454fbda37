import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import type { ApolloServer } from '@apollo/server';
import { createFederationGateway } from '../../gateway/federation-gateway.ts';
import type { RequestContext } from '../../gateway/http/request-context.ts';
import type { Organisation } from '../../gateway/partners/organisation.ts';
import { connectDatabase } from '../../gateway/store/database.ts';
import { databaseLinks } from '../../gateway/store/links.ts';
import { readOrganisations } from '../../schema/organisations.ts';
import { subgraphs } from '../../subgraphs/all.ts';
import { oins } from '../../subgraphs/casebook/people.ts';
import type { RoleName } from '../../subgraphs/kit/wire.ts';
import { createDatabase } from '../support/database.ts';
import { type Answer, ask, type Operation, startServer } from '../support/federation.ts';
import { type RelayBehaviour, startRelay } from '../support/relay.ts';
import { signingFetcher, testGatewayKeys, testSigner } from '../support/sign-test-call.ts';

/** The organisations that know Natasja of case 5, one a role. */
const chosen: readonly string[] = [
  oins.casework,
  oins.incomeDomstad,
  oins.wmoDomstad,
  oins.vechtoever,
  oins.brugwacht,
  oins.cjib,
];

export const supergraph = readFileSync('schema/supergraph.graphql', 'utf8');

/** The real graph where each role is played by one organisation, behind our gateway and behind Apollo's. */
export interface Comparison extends AsyncDisposable {
  ours(operation: Operation): Promise<Answer>;
  stock(operation: Operation): Promise<Answer>;
  /** How many calls each role got since the last `forget`. */
  calls(): Record<string, number>;
  forget(): void;
  behave(role: RoleName, behaviour: RelayBehaviour): void;
  /** Ends the role's service itself. */
  stop(role: RoleName): Promise<void>;
}

/**
 * Starts the six real subgraphs on a database of their own, in which organisations know clients by the client id: stock
 * `ApolloGateway` knows no pseudonyms. Both gateways reach an organisation through the same relay.
 */
export async function createComparison(): Promise<Comparison> {
  await using started = new AsyncDisposableStack();
  const database = started.use(await createDatabase({ template: false }));
  const organisations = readOrganisations('schema/organisations.yaml').filter(({ oin }) => chosen.includes(oin));
  const services = new Map<string, Service>();
  for (const subgraph of subgraphs) {
    await subgraph.migrate(database.url);
    await subgraph.seed(database.url, { organisations, pseudonymOf: (_, clientId) => clientId });
    const service = await subgraph.start({ databaseUrl: database.url, organisations, gatewayKeys: testGatewayKeys });
    started.adopt(service, ({ close }) => close());
    const organisation = organisations.find(({ role }) => role === subgraph.role);
    const relay = started.use(await startRelay(`${service.url}/${organisation?.oin}/graphql`));
    services.set(subgraph.role, { relay, stop: () => service.close() });
  }
  const serviceOf = (role: string): Service => {
    const service = services.get(role);
    if (!service) throw new Error(`no service of role "${role}"`);
    return service;
  };
  const reached = organisations.map((organisation) => ({
    ...organisation,
    url: serviceOf(organisation.role).relay.url,
  }));
  const pool = started.adopt(connectDatabase(database.url), (opened) => opened.end());
  const links = databaseLinks(pool);
  const ours = await startServer(
    createFederationGateway({ supergraph: { sdl: supergraph }, organisations: reached, links, signCall: testSigner }),
  );
  started.adopt(ours, (server) => server.stop());
  const stock = started.adopt(await startStock(reached), (server) => server.stop());
  const all = started.move();
  return {
    ours: (operation) => ask(ours, operation),
    stock: (operation) => ask(stock, operation),
    calls: () => Object.fromEntries([...services].map(([role, { relay }]) => [role, relay.calls.length])),
    forget: () => {
      for (const { relay } of services.values()) relay.calls.length = 0;
    },
    behave: (role, behaviour) => serviceOf(role).relay.behave(behaviour),
    stop: (role) => serviceOf(role).stop(),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

interface Service {
  relay: Awaited<ReturnType<typeof startRelay>>;
  stop(): Promise<void>;
}

/** Apollo's own gateway. It refuses a supergraph with `@policy`, so it gets it without `for: SECURITY`. */
function startStock(organisations: readonly Organisation[]): Promise<ApolloServer<RequestContext>> {
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph.replaceAll(/,\s*for:\s*SECURITY/g, ''),
    buildService: ({ name }) => {
      const { oin = '', url = '' } = organisations.find(({ role }) => role === name) ?? {};
      return new RemoteGraphQLDataSource({ url, fetcher: signingFetcher(oin) });
    },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  return startServer(gateway);
}
