import type { IncomingMessage } from 'node:http';
import { type Kysely, sql } from 'kysely';
import { callScope } from './enforce-grants.ts';
import type { Fault } from './errors.ts';
import { createRequestExecutor } from './execute-request.ts';
import { type Answer, errorAnswer } from './http-server.ts';
import { readBody, readRequest } from './request-body.ts';
import { maxActBytes } from './requests/wire/act-wire.ts';
import { roleSchema } from './role-schema.ts';
import type { ServedOrganisation, ServiceDefinition, SubgraphOptions } from './service.ts';
import type { VerifiedCall } from './verified-call.ts';
import { CallRefused, createCallVerifier } from './verify-call.ts';
import { caseworkIssuer } from './wire.ts';

interface Surroundings<Tables> {
  database: Kysely<Tables>;
  options: SubgraphOptions;
  onFault(fault: Fault): void;
  onRefusal(refusal: { reason: string }): void;
}

/** Answers one request to a role's service. */
export function requestHandler<Tables, Context>(
  definition: ServiceDefinition<Tables, Context>,
  { database, options, onFault, onRefusal }: Surroundings<Tables>,
): (request: IncomingMessage) => Promise<Answer> {
  const take = callTaker(definition.role, options);
  const { now = () => new Date() } = options;
  const executeRequest = createRequestExecutor(roleSchema(definition.role, definition.resolvers), onFault);

  async function answerGraphql({ organisation, call, body }: TakenCall): Promise<Answer> {
    const read = readRequest(body);
    if ('refusal' in read) return read.refusal;
    options.onRequest?.({ oin: organisation.oin, body });
    const notDelivered = read.request.extensions?.korteLijnen?.notDelivered ?? [];
    const { organisations } = options;
    const facts = { database, organisation, organisations, notDelivered, call, now: now() };
    const answered = await executeRequest(read.request, definition.createContext(facts), callScope(call));
    return { status: answered.executed ? 200 : 400, body: answered.body };
  }

  async function answerMatch({ organisation, call, body }: TakenCall): Promise<Answer> {
    if (!definition.answerMatch) return noSuchAddress;
    options.onRequest?.({ oin: organisation.oin, body });
    return definition.answerMatch({ database, organisation, call, body });
  }

  async function answerAct({ organisation, call, body }: TakenCall): Promise<Answer> {
    if (!definition.answerAct) return noSuchAddress;
    options.onRequest?.({ oin: organisation.oin, body });
    return definition.answerAct({ database, organisation, call, body, now: now() });
  }

  const answers: Record<Asked, (taken: TakenCall) => Promise<Answer>> = {
    graphql: answerGraphql,
    matches: answerMatch,
    acts: answerAct,
  };

  return async (request) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (path === '/health/live') return { status: 200, body: { status: 'live' } };
    if (path === '/health/ready') return readiness(database);
    if (path === '/.well-known/jwks.json' && definition.publicKeys) {
      return { status: 200, body: definition.publicKeys() };
    }
    const [, oin = '', address] = /^\/(\d{20})\/(graphql|matches|acts)$/.exec(path) ?? [];
    const asked = address === 'matches' || address === 'acts' ? address : 'graphql';
    try {
      const taken = await take(request, oin, asked);
      if ('refusal' in taken) return taken.refusal;
      return await answers[asked](taken);
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error;
      onRefusal({ reason: error.reason });
      return unauthenticated;
    }
  };
}

/** What is asked, each by its own caller: GraphQL by the gateway; whom an organisation knows, and to act, by casework. */
type Asked = 'graphql' | 'matches' | 'acts';

/** A call that was found right, to an organisation of the role. */
interface TakenCall {
  organisation: ServedOrganisation;
  call: VerifiedCall;
  body: string;
}

/** In bytes. A question about one person is small. GraphQL has the limit of every body. */
const maxBytes: Partial<Record<Asked, number>> = { matches: 4_000, acts: maxActBytes };

/** Takes calls to the organisations of a role, each once. It throws `CallRefused` for all that nobody signed. */
function callTaker(role: string, options: SubgraphOptions) {
  const { organisations, gatewayKeys, caseworkKeys = { jwks: { keys: [] } } } = options;
  const served = new Map(organisations.filter((each) => each.role === role).map((each) => [each.oin, each]));
  // One for both that casework asks: a call is good for one address, and none can be sent to the other once it was taken.
  const ofCasework = createCallVerifier(caseworkKeys, { issuer: caseworkIssuer });
  const verifiers = { graphql: createCallVerifier(gatewayKeys), matches: ofCasework, acts: ofCasework };
  return async (request: IncomingMessage, oin: string, asked: Asked): Promise<TakenCall | { refusal: Answer }> => {
    const verifier = verifiers[asked];
    const claims = await verifier.verifyToken(request.headers.authorization, oin);
    const organisation = served.get(oin);
    if (!organisation) return { refusal: noSuchAddress };
    const body = await readBody(request, maxBytes[asked]);
    if ('refusal' in body) return body;
    const call = verifier.takeBody(claims, body.bytes);
    return { organisation, call, body: body.bytes.toString('utf8') };
  };
}

/** Always the same: whoever has no valid call learns nothing from how it is wrong. */
const unauthenticated = errorAnswer(401, 'UNAUTHENTICATED', 'A call signed by the gateway is needed');

const noSuchAddress = errorAnswer(404, 'NOT_FOUND', 'No organisation has this address');

async function readiness<Tables>(database: Kysely<Tables>): Promise<Answer> {
  try {
    await sql`select 1`.execute(database);
    return { status: 200, body: { status: 'ready' } };
  } catch {
    return { status: 503, body: { status: 'not ready', because: 'the database does not answer' } };
  }
}
