import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { developmentUsers } from '../../../dev/users.ts';
import { questionResolvers } from '../../../gateway/audit/questions/question-resolvers.ts';
import { loadRegister } from '../../../gateway/consent/load-register.ts';
import { RegisterAccess } from '../../../gateway/consent/register-access.ts';
import { createFederationGateway } from '../../../gateway/federation-gateway.ts';
import { createGraphqlServer } from '../../../gateway/http/graphql-server.ts';
import type { RequestContext } from '../../../gateway/http/request-context.ts';
import { newTraceContext } from '../../../gateway/http/trace-context.ts';
import { withRole } from '../../../gateway/store/database.ts';
import { databaseFacts } from '../../../gateway/store/facts.ts';
import { readOrganisations } from '../../../schema/organisations.ts';
import { openPool } from '../../support/database.ts';
import type { Answer } from '../../support/federation.ts';
import { createQuestionWorld, type QuestionWorld } from './question-world.ts';

const schemaFile = (name: string) => fileURLToPath(new URL(`../../../schema/${name}`, import.meta.url));

/** A log behind the real graph and its real decisions, with no organisation to ask. */
export interface QuestionGraph extends QuestionWorld {
  /** Asks as a development user. */
  ask(as: string, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** Whom questions were noted to be about. */
  searched: string[];
}

export async function createQuestionGraph(options: Parameters<typeof createQuestionWorld>[0] = {}) {
  await using started = new AsyncDisposableStack();
  const world = started.use(await createQuestionWorld(options));
  const pool = started.adopt(openPool({ connectionString: withRole(world.databaseUrl) }), (used) => used.end());
  const register = loadRegister(schemaFile('processing-register.yaml'));
  const gateway = createFederationGateway({
    supergraph: { sdl: readFileSync(schemaFile('supergraph.graphql'), 'utf8') },
    organisations: readOrganisations(schemaFile('organisations.yaml')),
    access: (context) => new RegisterAccess(register, databaseFacts(pool), context, Date.now()),
    questions: questionResolvers(world.services),
  });
  const server = createGraphqlServer({ gateway, introspection: true, log: pino({ level: 'silent' }) });
  await server.start();
  started.defer(() => server.stop());
  const searched: string[] = [];
  const ask = async (as: string, query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
    const contextValue = contextOf(as, searched);
    const { body } = await server.executeOperation({ query, variables }, { contextValue });
    if (body.kind !== 'single') throw new Error('expected a single answer');
    const text = JSON.stringify(body.singleResult);
    return { ...JSON.parse(text), text };
  };
  const all = started.move();
  const graph: QuestionGraph = { ...world, ask, searched, [Symbol.asyncDispose]: () => all.disposeAsync() };
  return graph;
}

function contextOf(username: string, searched: string[]): RequestContext {
  const user = developmentUsers.find((candidate) => candidate.username === username);
  if (!user) throw new Error(`no user ${username}`);
  const { username: _name, description: _description, ...actor } = user;
  const { signal } = new AbortController();
  return {
    actor,
    purpose: null,
    requestId: randomUUID(),
    trace: newTraceContext(),
    searched: (_coordinate, clientId) => {
      if (clientId !== null) searched.push(clientId);
      return () => {};
    },
    signal,
  };
}
