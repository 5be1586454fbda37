import type { IncomingMessage } from 'node:http';
import { type Kysely, sql } from 'kysely';
import type { PseudonymOf } from '../casebook/pseudonym.ts';
import { connectDatabase } from './database.ts';
import { callScope } from './enforce-grants.ts';
import type { Fault } from './errors.ts';
import { createRequestExecutor } from './execute-request.ts';
import { type Answer, errorAnswer, listen } from './http-server.ts';
import { readBody, readRequest } from './request-body.ts';
import { type Resolvers, roleSchema } from './role-schema.ts';
import type { VerifiedCall } from './verified-call.ts';
import { CallRefused, createCallVerifier, type GatewayKeys } from './verify-call.ts';
import type { NotDelivered, RoleName } from './wire.ts';

/** One organisation, of any role. */
export interface ServedOrganisation {
  oin: string;
  role: RoleName;
  name: string;
}

export interface SubgraphOptions {
  databaseUrl: string;
  /** Those of all roles; a role serves its own. */
  organisations: readonly ServedOrganisation[];
  /** The keys by which the gateway's calls are verified. */
  gatewayKeys: GatewayKeys;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free one. */
  port?: number;
  /** Called with the text of every SQL statement, for tests that count them. */
  onStatement?: (sql: string) => void;
  /** Called with every GraphQL call that an organisation of the role receives, before it runs. */
  onRequest?: (request: { oin: string; body: string }) => void;
  /** Called with why a call was refused, which the caller is not told. Default: one line on standard error. */
  onRefusal?: (refusal: { reason: string }) => void;
  /** Called with what went wrong inside. Default: one line on standard error. */
  onFault?: (fault: Fault) => void;
}

export interface RunningSubgraph {
  role: RoleName;
  /** Base, without trailing slash; an organisation's endpoint is `{url}/{oin}/graphql`. */
  url: string;
  close(): Promise<void>;
}

export interface SeedOptions {
  /** Only records of these are stored. */
  organisations: SubgraphOptions['organisations'];
  pseudonymOf: PseudonymOf;
}

/** One role, as the starter and the tests use it. */
export interface Subgraph {
  role: RoleName;
  /** Brings the role's tables up to date; safe to repeat, and for two at once. */
  migrate(databaseUrl: string): Promise<void>;
  /** Stores the casebook's records; to repeat it changes nothing. */
  seed(databaseUrl: string, options: SeedOptions): Promise<void>;
  start(options: SubgraphOptions): Promise<RunningSubgraph>;
}

/** What one call is about: which organisation was called, and what the gateway told with it. */
export interface ServedRequest<Tables> {
  database: Kysely<Tables>;
  organisation: ServedOrganisation;
  /** Those of all roles. */
  organisations: readonly ServedOrganisation[];
  notDelivered: readonly NotDelivered[];
  /** The call as the gateway signed it. */
  call: VerifiedCall;
}

export interface ServiceDefinition<Tables, Context> {
  role: RoleName;
  resolvers: Resolvers<Context>;
  /** The GraphQL context of one call; loaders live in it, so that nothing is kept over calls. */
  createContext(request: ServedRequest<Tables>): Context;
}

/** Serves all organisations of a role at `/{oin}/graphql`, and its health at `/health/live` and `/health/ready`. */
export async function startService<Tables, Context>(
  definition: ServiceDefinition<Tables, Context>,
  options: SubgraphOptions,
): Promise<RunningSubgraph> {
  const { role } = definition;
  const { host = '127.0.0.1', port = 0, onFault = reportFault(role), onRefusal = reportRefusal(role) } = options;
  const database = connectDatabase<Tables>({ ...options, role });
  const executeRequest = createRequestExecutor(roleSchema(role, definition.resolvers), onFault);
  const verifier = createCallVerifier(options.gatewayKeys);
  const served = new Map(options.organisations.filter((each) => each.role === role).map((each) => [each.oin, each]));

  async function handle(request: IncomingMessage): Promise<Answer> {
    const [path = ''] = (request.url ?? '').split('?');
    if (path === '/health/live') return { status: 200, body: { status: 'live' } };
    if (path === '/health/ready') return readiness(database);
    try {
      return await answerCall(request, /^\/(\d{20})\/graphql$/.exec(path)?.[1] ?? '');
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error;
      onRefusal({ reason: error.reason });
      return unauthenticated;
    }
  }

  async function answerCall(request: IncomingMessage, oin: string): Promise<Answer> {
    const claims = await verifier.verifyToken(request.headers.authorization, oin);
    const organisation = served.get(oin);
    if (!organisation) return errorAnswer(404, 'NOT_FOUND', 'No organisation has this address');
    const body = await readBody(request);
    if ('refusal' in body) return body.refusal;
    const call = verifier.takeBody(claims, body.bytes);
    const text = body.bytes.toString('utf8');
    const read = readRequest(text);
    if ('refusal' in read) return read.refusal;
    options.onRequest?.({ oin, body: text });
    const notDelivered = read.request.extensions?.korteLijnen?.notDelivered ?? [];
    const facts = { database, organisation, organisations: options.organisations, notDelivered, call };
    const answered = await executeRequest(read.request, definition.createContext(facts), callScope(call));
    return { status: answered.executed ? 200 : 400, body: answered.body };
  }

  const server = await listen({ host, port, handle, onFault }).catch(async (error: unknown) => {
    await database.destroy();
    throw error;
  });
  return {
    role,
    url: server.url,
    async close() {
      await server.close();
      await database.destroy();
    },
  };
}

/** Always the same: whoever has no valid call learns nothing from how it is wrong. */
const unauthenticated = errorAnswer(401, 'UNAUTHENTICATED', 'A call signed by the gateway is needed');

async function readiness<Tables>(database: Kysely<Tables>): Promise<Answer> {
  try {
    await sql`select 1`.execute(database);
    return { status: 200, body: { status: 'ready' } };
  } catch {
    return { status: 503, body: { status: 'not ready', because: 'the database does not answer' } };
  }
}

function reportFault(role: RoleName): (fault: Fault) => void {
  return ({ name, code, frames }) => process.stderr.write(`${role}: ${name} ${code ?? ''}\n${frames}\n`);
}

function reportRefusal(role: RoleName): (refusal: { reason: string }) => void {
  return ({ reason }) => process.stderr.write(`${role}: a call was refused: ${reason}\n`);
}
