import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { type IdentityProvider, startIdentityProvider } from '../../dev/identity-provider.ts';
import { requestToken } from '../../dev/request-token.ts';
import type { AuditSettings } from '../../gateway/audit/audit-settings.ts';
import { loadRegister } from '../../gateway/consent/load-register.ts';
import { createGateway } from '../../gateway/gateway.ts';
import type { Organisation } from '../../gateway/partners/organisation.ts';
import { type LoadedSupergraph, loadSupergraph } from '../../gateway/plan/load-supergraph.ts';
import type { DocumentsInFile } from '../../gateway/trusted-documents/trusted-documents.ts';
import { readOrganisations } from '../../schema/organisations.ts';
import { subgraphs } from '../../subgraphs/all.ts';
import { type OrganisationName, oins } from '../../subgraphs/casebook/people.ts';
import { pseudonymsFrom } from '../../subgraphs/casebook/pseudonym.ts';
import { partnersOverHttp } from '../../subgraphs/casework/links/partners-over-http.ts';
import type { DeliverySettings } from '../../subgraphs/casework/requests/delivery-settings.ts';
import { createCasework } from '../../subgraphs/casework/service.ts';
import type { RunningSubgraph, Subgraph } from '../../subgraphs/kit/service.ts';
import type { RoleName } from '../../subgraphs/kit/wire.ts';
import { createAuditSettings } from './audit-settings.ts';
import { createDatabase, type TestDatabase, testPseudonymSecret } from './database.ts';
import { testCallKeys, testCaseworkKeys, testGatewayKeys } from './sign-test-call.ts';

const schemaFile = (name: string) => fileURLToPath(new URL(`../../schema/${name}`, import.meta.url));

/** The committed supergraph stays in use from the first world on: gateways that start later do not read it anew. */
const inUse = new Set<LoadedSupergraph>();

/** The purpose that operations name when a test does not say another. */
export const debtAssistance = 'urn:korte-lijnen:activity:debt-assistance';

/** One call that an organisation got. */
export interface ReceivedCall {
  oin: string;
  role: RoleName;
  body: string;
}

/** One statement that a role's service ran. */
export interface RanStatement {
  role: RoleName;
  sql: string;
}

export interface WorldAnswer {
  status: number;
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
  text: string;
}

export interface WorldOptions {
  /** Changes an organisation's entry, for example its url to that of a partner that misbehaves. */
  organisation?: (organisation: Organisation) => Organisation | Promise<Organisation>;
  /** Default: the committed one. */
  supergraphFile?: string;
  /** Default: the committed one. */
  registerFile?: string;
  /** Introspection and the GraphiQL page; default true. Production has neither. */
  explorable?: boolean;
  /** Documents that the gateway trusts; default: every document is asked by its text. */
  trustedDocuments?: DocumentsInFile;
  /** What the gateway wants tokens to be for; default what those of the development users are for. */
  audience?: string;
  /** Where the gateway, and it alone, finds the database; default where all find it. */
  gatewayDatabaseUrl?: (databaseUrl: string) => string | Promise<string>;
  /** How casework brings requests to organisations; default as usual, but it asks nobody how requests stand. */
  delivery?: Partial<DeliverySettings>;
  /** Default: a copy of the casebook on the test run's own PostgreSQL. */
  database?: () => Promise<TestDatabase>;
}

/** The whole system, fresh: gateway, six subgraphs, database and identity provider, all real. */
export interface World extends AsyncDisposable {
  url: string;
  databaseUrl: string;
  /** What the gateway's access log is kept with. */
  audit: AuditSettings;
  organisations: readonly Organisation[];
  /** Asks a GraphQL operation as one of the development users. */
  ask(query: string, options?: AskOptions): Promise<WorldAnswer>;
  token(username: string): Promise<string>;
  /** What organisations were asked since the start or the last `forget`. */
  calls: ReceivedCall[];
  /** The SQL statements of the subgraphs since the start or the last `forget`. */
  statements: RanStatement[];
  forget(): void;
  /** What the gateway logged, as text. */
  logged(): string;
  /** Stops the service of a role. */
  stop(role: RoleName): Promise<void>;
}

export interface AskOptions {
  /** Default `sanne`, a professional of team Ondiep. */
  as?: string;
  variables?: Record<string, unknown>;
  operationName?: string;
  headers?: Record<string, string>;
  /** Default: debt assistance; null: none is named. */
  purpose?: string | null;
}

/** Starts a world with the casebook. Dispose it to stop all. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  inUse.add(loadSupergraph(readFileSync(schemaFile('supergraph.graphql'), 'utf8')));
  await using started = new AsyncDisposableStack();
  const database = started.use(await (options.database ?? createDatabase)());
  const identity = started.adopt(await startIdentityProvider(), (provider) => provider.close());
  const calls: ReceivedCall[] = [];
  const statements: RanStatement[] = [];
  const listed = readOrganisations(schemaFile('organisations.yaml'));
  const running = new Map<RoleName, RunningSubgraph>();
  const start = async (subgraph: Subgraph) => {
    const service = await subgraph.start({
      databaseUrl: database.url,
      organisations: listed,
      gatewayKeys: testGatewayKeys,
      caseworkKeys: { jwks: testCaseworkKeys.published() },
      onRequest: ({ oin, body }) => calls.push({ oin, body, role: subgraph.role }),
      onStatement: (sql) => statements.push({ role: subgraph.role, sql }),
    });
    running.set(
      subgraph.role,
      started.adopt(service, (adopted) => adopted.close()),
    );
  };
  const addressed = async (role: (role: RoleName) => boolean) => {
    const there = listed
      .filter((organisation) => role(organisation.role))
      .map((organisation) => {
        const url = `${running.get(organisation.role)?.url}/${organisation.oin}/graphql`;
        // All of a world shares one process: a busy machine must not look like a partner that is slow.
        return { ...organisation, url, timeoutMs: 20_000 };
      });
    return Promise.all(there.map(async (each) => (await options.organisation?.(each)) ?? each));
  };
  for (const partner of subgraphs.filter(({ role }) => role !== 'casework')) await start(partner);
  const partners = await addressed((role) => role !== 'casework');
  const pseudonymOf = pseudonymsFrom(testPseudonymSecret);
  const callKeys = testCaseworkKeys;
  const asked = partnersOverHttp({ organisations: partners, pseudonymOf, callKeys });
  await start(createCasework({ callKeys, partners: asked, delivery: { refreshMs: null, ...options.delivery } }));
  const organisations = [...(await addressed((role) => role === 'casework')), ...partners];
  const lines: string[] = [];
  const audit = started.use(createAuditSettings());
  const gateway = await createGateway({
    host: '127.0.0.1',
    port: 0,
    databaseUrl: (await options.gatewayDatabaseUrl?.(database.url)) ?? database.url,
    issuer: identity.issuer,
    audience: options.audience ?? 'urn:korte-lijnen:gateway',
    organisations,
    supergraph: { file: options.supergraphFile ?? schemaFile('supergraph.graphql') },
    explorable: options.explorable ?? true,
    callKeys: testCallKeys,
    audit,
    trustedDocuments: options.trustedDocuments ?? null,
    register: loadRegister(options.registerFile ?? schemaFile('processing-register.yaml')),
    log: pino({ level: 'debug' }, { write: (line: string) => lines.push(line) }),
  });
  started.defer(() => gateway.close());
  const all = started.move();
  const token = tokens(identity);
  return {
    url: gateway.url,
    databaseUrl: database.url,
    audit,
    organisations,
    calls,
    statements,
    token,
    ask: async (query, asked = {}) => ask(gateway.url, await token(asked.as ?? 'sanne'), query, asked),
    forget: () => {
      calls.splice(0);
      statements.splice(0);
    },
    logged: () => lines.join(''),
    stop: async (role) => running.get(role)?.close(),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** The OIN of an organisation by its short name. */
export function oinOf(name: OrganisationName): string {
  return oins[name];
}

function tokens({ issuer }: IdentityProvider): (username: string) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (username) => {
    const token = known.get(username) ?? requestToken(issuer, username);
    known.set(username, token);
    return token;
  };
}

async function ask(url: string, token: string, query: string, options: AskOptions): Promise<WorldAnswer> {
  const { variables, operationName, headers, purpose = debtAssistance } = options;
  const named: Record<string, string> = purpose === null ? {} : { 'x-purpose': purpose };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...named, ...headers },
    body: JSON.stringify({ query, variables, operationName }),
  });
  const text = await response.text();
  return { status: response.status, ...JSON.parse(text), text };
}
