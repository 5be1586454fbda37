/** Our planner, executor and HTTP edge over any supergraph: everything allowed, nothing signed, nothing recorded. */

import { pino } from 'pino';
import { createFederationGateway } from '../../gateway/federation-gateway.ts';
import { createGraphqlServer } from '../../gateway/http/graphql-server.ts';
import { listen } from '../../gateway/http/listen.ts';
import type { Actor } from '../../gateway/identity/actor.ts';
import { benchSettings, type GatewaySettings } from '../children/bench-settings.ts';
import { answerBench } from '../children/serve-bench-process.ts';
import { subgraphAddresses } from '../supergraph-addresses.ts';

const { supergraphSdl } = benchSettings<GatewaySettings>();
const log = pino({ level: 'silent' });

const someone: Actor = {
  subject: 'bench',
  name: 'Bench',
  team: 'team-ondiep',
  role: 'professional',
  organisation: '00000099000000001000',
};

const organisations = subgraphAddresses(supergraphSdl).map(({ name, url }, index) => ({
  oin: `000000990000000${String(index + 1).padStart(5, '0')}`,
  role: name,
  name,
  url,
  timeoutMs: 30_000,
  maxResponseBytes: 50_000_000,
}));
const gateway = createFederationGateway({ supergraph: { sdl: supergraphSdl }, organisations });
const server = createGraphqlServer({ gateway, introspection: false, log });
await server.start();
const { url } = await listen({
  host: '127.0.0.1',
  port: 0,
  verifier: { verify: async () => someone },
  server,
  known: gateway,
  graphiql: false,
  ready: async () => ({ checks: { schema: gateway.isReady } }),
  log,
});
answerBench(url);
