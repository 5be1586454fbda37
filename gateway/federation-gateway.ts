import { ApolloGateway, type ServiceEndpointDefinition } from '@apollo/gateway';
import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import { GraphQLError, type GraphQLSchema, parse } from 'graphql';
import type { SignCall } from '../signed-calls/sign-call.ts';
import { decisionResolvers } from './access-decisions/decision-resolvers.ts';
import type { Audit } from './audit/audit.ts';
import { AccessTrail } from './audit/trail/access-trail.ts';
import type { RequestAccess } from './consent/access-control.ts';
import { KorteLijnenError } from './errors.ts';
import { answerRequest, type Loaded, type ValidRequest } from './execute/answer-request.ts';
import type { Execution, ExecutionServices } from './execute/execution.ts';
import type { AskedOperation, KnownOperations } from './http/answer-operation.ts';
import type { RequestContext } from './http/request-context.ts';
import { answeringOwnPart } from './own-subgraph/answer-own-part.ts';
import { gatewayItself } from './own-subgraph/gateway-itself.ts';
import type { OwnResolvers } from './own-subgraph/own-call.ts';
import { createDirectory } from './partners/directory.ts';
import { createHttpCaller } from './partners/http-caller.ts';
import { type LinkSource, RequestLinks } from './partners/links.ts';
import type { Organisation } from './partners/organisation.ts';
import type { PartnerCaller } from './partners/partner-call.ts';
import { bareObject } from './plan/json.ts';
import { KnownDocuments } from './plan/known-documents.ts';
import { loadSupergraph } from './plan/load-supergraph.ts';
import { OperationCache } from './plan/operation-cache.ts';
import { stripSecurityPurpose } from './plan/strip-security.ts';
import { gatewayRole, owningRole } from './plan/subject-rules.ts';
import { readSupergraph, type SupergraphSource, watchSupergraph } from './plan/supergraph-source.ts';
import type { PlanningSettings } from './planning/planning-settings.ts';

// Stock gateway sends usage to its maker unless this is set before it is constructed.
process.env.APOLLO_TELEMETRY_DISABLED = '1';

/** Takes what has to be told to operators. */
export interface GatewayLog {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface FederationGatewayOptions {
  supergraph: SupergraphSource;
  organisations: readonly Organisation[];
  /**
   * Which organisations know a client, where nothing decides on access (which brings its own). Null: every representation goes
   * to the role's only organisation, ids unchanged. Default: null.
   */
  links?: LinkSource | null;
  /** Decides what a request may see; null: everything is allowed (conformance runs). Default: null. */
  access?: ((context: RequestContext) => RequestAccess) | null;
  /** Records what requests see and do. Default: nothing is recorded (conformance runs). */
  audit?: Audit | null;
  /** Answers the privacy officer's questions to the log (see `question-resolvers.ts`). Default: they are not answered. */
  questions?: OwnResolvers | undefined;
  /** What planning may take, where that is not `planningSettings`. */
  planning?: Partial<PlanningSettings> | undefined;
  /** Faults for which a supergraph is refused, in words. Default: none. */
  check?: (sdl: string) => readonly string[];
  /** How organisations are reached. Default: over HTTP. */
  caller?: PartnerCaller;
  /** Signs calls. Default: they are not signed. */
  signCall?: SignCall;
  /** Default: silent. */
  log?: GatewayLog;
}

const silent: GatewayLog = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * The gateway as Apollo Server drives it: stock `ApolloGateway` loads and swaps the supergraph, our executor runs Apollo's
 * query plans.
 */
export class FederationGateway implements GatewayInterface, KnownOperations {
  readonly #options: FederationGatewayOptions;
  readonly #log: GatewayLog;
  readonly #services: ExecutionServices;
  readonly #apollo: ApolloGateway;
  readonly #loaded = new WeakMap<GraphQLSchema, Loaded>();
  #next: Loaded | null = null;
  #inForce: Loaded | null = null;
  /** The supergraph that stock `ApolloGateway` has. */
  #sdl = '';

  constructor(options: FederationGatewayOptions) {
    this.#options = options;
    this.#log = options.log ?? silent;
    this.#services = {
      directory: createDirectory([...options.organisations, gatewayItself]),
      caller: answeringOwnPart(options.caller ?? createHttpCaller(), [
        decisionResolvers(options.organisations),
        options.questions ?? {},
      ]),
      rules: {
        type: 'Client',
        field: 'id',
        isPartner: (role) =>
          (options.links != null || options.access != null) && role !== owningRole && role !== gatewayRole,
        isEnforced: options.access != null,
      },
      signCall: options.signCall ?? null,
    };
    this.#apollo = new ApolloGateway({
      supergraphSdl: ({ update }) => this.#load(update),
      buildService: refuseStockCall,
      logger: this.#log,
    });
    this.#apollo.onSchemaLoadOrUpdate(({ apiSchema }) => {
      if (this.#next) this.#loaded.set(apiSchema, this.#next);
      this.#inForce = this.#next;
    });
  }

  /** Is a supergraph in force? */
  get isReady(): boolean {
    return this.#inForce !== null;
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): () => void {
    return this.#apollo.onSchemaLoadOrUpdate(callback);
  }

  /** The operations that are planned on a graph that was loaded, by the schema that was told of it. */
  operationsOf(apiSchema: GraphQLSchema): OperationCache | null {
    return this.#loaded.get(apiSchema)?.operations ?? null;
  }

  async load(options: Parameters<GatewayInterface['load']>[0]): Promise<GatewayLoadResult> {
    await this.#apollo.load(options);
    return { executor: (request) => this.#executeFor(request) };
  }

  async stop(): Promise<void> {
    this.#inForce = null;
    await this.#apollo.stop();
    await this.#next?.operations.close();
    await this.#services.caller.close();
  }

  /** The same as `stop`, for those who use the gateway without Apollo Server. */
  close(): Promise<void> {
    return this.stop();
  }

  async #load(update: (sdl: string) => void): Promise<{ supergraphSdl: string; cleanup(): Promise<void> }> {
    const sdl = await readSupergraph(this.#options.supergraph);
    this.#next = this.#prepare(sdl);
    this.#sdl = stripSecurityPurpose(sdl);
    const unwatch = watchSupergraph(this.#options.supergraph, sdl, (changed) => this.#swap(changed, update));
    return { supergraphSdl: this.#sdl, cleanup: async () => unwatch() };
  }

  #swap(sdl: string, update: (sdl: string) => void): void {
    const stripped = stripSecurityPurpose(sdl);
    // Where only that differs, it is the same graph, and nothing would be put in force.
    if (stripped === this.#sdl) return;
    const before = this.#next;
    try {
      this.#next = this.#prepare(sdl);
      update(stripped);
      this.#sdl = stripped;
      before?.operations.retire();
      this.#log.info('The supergraph has changed; new requests use the new one.');
    } catch (error) {
      this.#next = before;
      const reason = error instanceof Error ? error.message : 'unknown';
      this.#log.error(`The changed supergraph is refused and the old one stays in force: ${reason}`);
    }
  }

  #prepare(sdl: string): Loaded {
    const supergraph = loadSupergraph(sdl);
    const faults = this.#options.check?.(sdl) ?? [];
    if (faults.length > 0) throw new Error(faults.join('\n'));
    const { rules } = this.#services;
    const warn = (message: string) => this.#log.warn(message);
    const operations = new OperationCache(supergraph, rules, this.#options.planning, warn);
    return { supergraph, operations, documents: new KnownDocuments() };
  }

  // What a request begins with: nothing collected, and its own view of who may see what.
  #begin({ supergraph }: Loaded, context: RequestContext): Omit<Execution, 'rawVariables' | 'variables' | 'beginActs'> {
    const access = this.#options.access?.(context) ?? null;
    const trail = this.#options.audit ? new AccessTrail() : null;
    return {
      schema: supergraph.schema,
      services: this.#services,
      context: trail ? { ...context, searched: (...search) => trail.search(...search) } : context,
      links: access ?? (this.#options.links ? new RequestLinks(this.#options.links) : null),
      access,
      data: bareObject(),
      problems: [],
      trail,
      notDelivered: [],
    };
  }

  /**
   * Runs an operation whose document was found valid on the supergraph that is in force, by the Apollo Server before this gateway;
   * null: it was not, or has no such operation.
   */
  runKnown({ query, operationName, variables }: AskedOperation, context: RequestContext) {
    const loaded = this.#inForce;
    const hash = loaded?.documents.hashOf(query, operationName);
    if (!loaded || hash === undefined) return null;
    return this.#run(loaded, { documentOf: () => parse(query), hash, operationName, variables, context });
  }

  // What Apollo Server asks for, once it found the document valid.
  async #executeFor(asked: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> {
    const loaded = this.#loaded.get(asked.schema);
    if (!loaded) throw new Error('A request with a schema that was never loaded');
    // Apollo Server's context is whatever the HTTP edge made it: always a RequestContext.
    const context = asked.context as RequestContext;
    if (context.running) return context.running;
    const { document, queryHash: hash, source, request } = asked;
    const { operationName = null, variables = {} } = request;
    // Apollo Server finds a document by its hash, in which half a character is the same as the one that says so.
    if (document.loc?.source.body !== source) return { errors: [notUnicode()] };
    if (asked.operation) loaded.documents.add(source, operationName, hash);
    return this.#run(loaded, { documentOf: () => document, hash, operationName, variables, context });
  }

  async #run(loaded: Loaded, request: ValidRequest): Promise<GatewayExecutionResult> {
    try {
      const begin = (context: RequestContext) => this.#begin(loaded, context);
      return await answerRequest({ ...loaded, begin, audit: this.#options.audit ?? null }, request);
    } catch (error) {
      if (!(error instanceof KorteLijnenError)) throw error;
      const http = error.httpStatus === undefined ? {} : { http: { status: error.httpStatus } };
      return { errors: [new GraphQLError(error.message, { extensions: { code: error.code, ...http } })] };
    }
  }
}

/** A gateway over a supergraph. See `FederationGatewayOptions`. */
export function createFederationGateway(options: FederationGatewayOptions): FederationGateway {
  return new FederationGateway(options);
}

function notUnicode(): GraphQLError {
  return new GraphQLError('The document is not Unicode text.', {
    extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400 } },
  });
}

function refuseStockCall({ name }: ServiceEndpointDefinition): { process(): Promise<never> } {
  return {
    process: () => Promise.reject(new Error(`${name} is reached by our own executor only`)),
  };
}
