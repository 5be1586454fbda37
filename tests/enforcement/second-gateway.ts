import { pino } from 'pino';
import { loadRegister } from '../../gateway/consent/load-register.ts';
import { createGateway } from '../../gateway/gateway.ts';
import { committedRegister } from '../../schema/register.ts';
import { testCallKeys } from '../support/sign-test-call.ts';
import { type AskOptions, debtAssistance, type World, type WorldAnswer } from '../support/world.ts';

/** Another gateway before the same organisations and on the same database, as behind a load balancer. */
export interface SecondGateway extends AsyncDisposable {
  ask: World['ask'];
}

/**
 * Starts it. Dispose it to stop.
 *
 * @param databaseUrl where it finds the database; default where the first does
 */
export async function startSecondGateway(world: World, databaseUrl = world.databaseUrl): Promise<SecondGateway> {
  const gateway = await createGateway({
    host: '127.0.0.1',
    port: 0,
    databaseUrl,
    issuer: await issuerOf(world),
    audience: 'urn:korte-lijnen:gateway',
    organisations: world.organisations,
    supergraph: { file: 'schema/supergraph.graphql' },
    explorable: false,
    callKeys: testCallKeys,
    audit: world.audit,
    register: loadRegister(committedRegister),
    log: pino({ level: 'silent' }),
  });
  return {
    ask: async (query, options = {}) =>
      post(`${gateway.url}/graphql`, await world.token(options.as ?? 'sanne'), query, options),
    [Symbol.asyncDispose]: () => gateway.close(),
  };
}

async function issuerOf(world: World): Promise<string> {
  const [, claims = ''] = (await world.token('sanne')).split('.');
  const { iss } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { iss: string };
  return iss;
}

async function post(url: string, token: string, query: string, options: AskOptions): Promise<WorldAnswer> {
  const { variables, purpose = debtAssistance } = options;
  const named: Record<string, string> = purpose === null ? {} : { 'x-purpose': purpose };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...named };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const text = await response.text();
  return { status: response.status, ...JSON.parse(text), text };
}
