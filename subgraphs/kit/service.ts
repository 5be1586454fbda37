import type { Kysely } from 'kysely';
import type { PseudonymOf } from '../casebook/pseudonym.ts';
import { connectDatabase } from './database.ts';
import type { Fault } from './errors.ts';
import { type Answer, listen } from './http-server.ts';
import { requestHandler } from './request-handler.ts';
import type { Resolvers } from './role-schema.ts';
import type { VerifiedCall } from './verified-call.ts';
import type { IssuerKeys } from './verify-call.ts';
import type { NotDelivered, RoleName } from './wire.ts';

/** One organisation, of any role. */
export interface ServedOrganisation {
  oin: string;
  role: RoleName;
  name: string;
  /** Whom to call when nobody there is known; left out where there is no such number. */
  phone?: string | undefined;
}

export interface SubgraphOptions {
  databaseUrl: string;
  /** Those of all roles; a role serves its own. */
  organisations: readonly ServedOrganisation[];
  /** The keys by which the gateway's calls are verified. */
  gatewayKeys: IssuerKeys;
  /** Those of casework, which asks partners whether they know a client, and to act. Default: none, and nobody may ask. */
  caseworkKeys?: IssuerKeys;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free one. */
  port?: number;
  /** The clock by which acts are done and records stand; default the real one. */
  now?: () => Date;
  /** Called with the text of every SQL statement, for tests that count them. */
  onStatement?: (sql: string) => void;
  /** Called with every call that an organisation of the role receives, before it runs. */
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
  now: Date;
}

/** A question whether an organisation knows a client, as casework signed it. */
export interface AskedMatch<Tables> {
  database: Kysely<Tables>;
  organisation: ServedOrganisation;
  call: VerifiedCall;
  body: string;
}

/** What an organisation is asked to do, as casework signed it. */
export interface AskedAct<Tables> extends AskedMatch<Tables> {
  now: Date;
}

export interface ServiceDefinition<Tables, Context> {
  role: RoleName;
  resolvers: Resolvers<Context>;
  /** The GraphQL context of one call; loaders live in it, so that nothing is kept over calls. */
  createContext(request: ServedRequest<Tables>): Context;
  /** Whether an organisation knows a client; left out where that is not asked. */
  answerMatch?(asked: AskedMatch<Tables>): Promise<Answer>;
  /** What an organisation does when casework asks it to act; left out where that is not asked. */
  answerAct?(asked: AskedAct<Tables>): Promise<Answer>;
  /** The public keys of the role's own calls; left out where it makes none. */
  publicKeys?(): object;
}

/**
 * Serves all organisations of a role at `/{oin}/graphql`, `/{oin}/matches` and `/{oin}/acts`, its health at `/health/live` and
 * `/health/ready`, and its keys, if it has any, at `/.well-known/jwks.json`.
 */
export async function startService<Tables, Context>(
  definition: ServiceDefinition<Tables, Context>,
  options: SubgraphOptions,
): Promise<RunningSubgraph> {
  const { role } = definition;
  const { host = '127.0.0.1', port = 0, onFault = reportFault(role), onRefusal = reportRefusal(role) } = options;
  const database = connectDatabase<Tables>({ ...options, role });
  const handle = requestHandler(definition, { database, options, onFault, onRefusal });
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

function reportFault(role: RoleName): (fault: Fault) => void {
  return ({ name, code, frames }) => process.stderr.write(`${role}: ${name} ${code ?? ''}\n${frames}\n`);
}

function reportRefusal(role: RoleName): (refusal: { reason: string }) => void {
  return ({ reason }) => process.stderr.write(`${role}: a call was refused: ${reason}\n`);
}
