import type { Logger } from 'pino';
import { checkCategories } from '../schema/check-categories.ts';
import type { ProcessingRegister } from '../schema/register.ts';
import type { CallKeys } from '../signed-calls/call-keys.ts';
import { createCallSigner } from '../signed-calls/sign-call.ts';
import type { AuditSettings } from './audit/audit-settings.ts';
import { openAudit } from './audit/open-audit.ts';
import { actorDirectory } from './audit/questions/actor-directory.ts';
import { questionResolvers } from './audit/questions/question-resolvers.ts';
import { questionServices } from './audit/questions/question-services.ts';
import { processingActivitiesAnswerer } from './audit/reading/answer-activities.ts';
import { readingAudience } from './audit/reading/reading-clients.ts';
import { FactsCache } from './consent/facts-cache.ts';
import { RegisterAccess } from './consent/register-access.ts';
import { createFederationGateway } from './federation-gateway.ts';
import { createGraphqlServer } from './http/graphql-server.ts';
import { type HttpLimits, type Listening, listen } from './http/listen.ts';
import type { OperationLimits } from './http/operation-limits.ts';
import { createClientVerifier } from './identity/verify-client.ts';
import { createTokenVerifier } from './identity/verify-token.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createHttpCaller } from './partners/http-caller.ts';
import type { Organisation } from './partners/organisation.ts';
import type { SupergraphSource } from './plan/supergraph-source.ts';
import type { PlanningSettings } from './planning/planning-settings.ts';
import { connectDatabase, databaseAnswers } from './store/database.ts';
import { databaseFacts } from './store/facts.ts';
import { followChanges } from './store/facts-changes.ts';
import { prepareDocuments } from './trusted-documents/prepare-documents.ts';
import { type DocumentsInFile, TrustedDocuments } from './trusted-documents/trusted-documents.ts';

export interface GatewayOptions {
  host: string;
  /** 0 for any free port. */
  port: number;
  databaseUrl: string;
  /** The OIDC issuer whose access tokens are taken, and what they must be meant for. */
  issuer: string;
  audience: string;
  organisations: readonly Organisation[];
  supergraph: SupergraphSource;
  /** What may be done with whose data, and on which basis. */
  register: ProcessingRegister;
  /** May callers ask for the schema, and is the GraphiQL page served? Not in production. */
  explorable: boolean;
  /** The keys that sign calls to organisations; the public ones are served at `/.well-known/jwks.json`. */
  callKeys: CallKeys;
  /** What the access log is kept with. */
  audit: AuditSettings;
  /** Documents that may be asked by id, or alone may be asked. Default: every document is asked by its text. */
  trustedDocuments?: DocumentsInFile | null;
  limits?: Partial<HttpLimits>;
  /** What an operation may ask at the most. Default: as usual. */
  operationLimits?: Partial<OperationLimits>;
  /** What planning may take, where that is not as usual. */
  planning?: Partial<PlanningSettings>;
  log: Logger;
}

/**
 * The whole gateway, composed here and nowhere else. A request goes: HTTP, identity, plan, decide, execute, shape, release,
 * answer.
 */
export async function createGateway(options: GatewayOptions): Promise<Listening> {
  const { databaseUrl, organisations, register, log } = options;
  const audit = await openAudit({ databaseUrl, settings: options.audit, register, log });
  const database = connectDatabase(databaseUrl);
  const facts = new FactsCache(databaseFacts(database));
  const stopFollowing = followChanges(databaseUrl, facts);
  const questions = questionServices({ ...options, pseudonymSecret: options.audit.pseudonymSecret });
  const gateway = createFederationGateway({
    supergraph: options.supergraph,
    planning: options.planning,
    check: checkCategories,
    organisations,
    access: (context) => new RegisterAccess(register, facts, context, Date.now()),
    caller: createHttpCaller(),
    signCall: createCallSigner(options.callKeys),
    audit: { ...audit, seen: actorDirectory(database).seen },
    questions: questionResolvers(questions),
    log: plainLog(log),
  });
  const server = createGraphqlServer({
    gateway,
    introspection: options.explorable,
    limits: options.operationLimits,
    log,
  });
  const documents = options.trustedDocuments ? new TrustedDocuments(options.trustedDocuments) : null;
  const prepared = prepareDocuments({ ...options, gateway, introspection: options.explorable });
  const close = async (): Promise<void> => {
    prepared.stop();
    await server.stop();
    await audit.close();
    await questions.log.close();
    await stopFollowing();
    await database.end();
  };
  try {
    await server.start();
    await prepared.checked();
    const listening = await listen({
      host: options.host,
      port: options.port,
      limits: options.limits,
      verifier: createTokenVerifier({ issuer: options.issuer, audience: options.audience }),
      server,
      known: gateway,
      graphiql: options.explorable,
      documents,
      metrics: createMetrics(database, audit.state, documents),
      processingActivities: processingActivitiesAnswerer({
        database,
        append: audit.append,
        verify: createClientVerifier({ issuer: options.issuer, audience: readingAudience }),
        clients: options.audit.readers ?? [],
        register: register.version,
        log,
      }),
      publicKeys: () => options.callKeys.published(),
      ready: async () => ({
        checks: {
          schema: gateway.isReady,
          database: await databaseAnswers(database),
          audit: audit.state().isWriting,
        },
      }),
      log,
    });
    return { url: listening.url, close: () => listening.close().then(close) };
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
}

// Stock gateway logs texts, also at levels that say nothing to an operator.
function plainLog(log: Logger) {
  return {
    debug: (message: string) => log.debug(message),
    info: (message: string) => log.debug(message),
    warn: (message: string) => log.warn(message),
    error: (message: string) => log.error(message),
  };
}
