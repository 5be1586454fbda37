/** Apollo's own gateway, as its documentation sets it up. */

import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { stripSecurityPurpose } from '../../gateway/plan/strip-security.ts';
import { benchSettings, type GatewaySettings } from '../children/bench-settings.ts';
import { answerBench } from '../children/serve-bench-process.ts';

// Before it is constructed, or it sends usage to its maker.
process.env.APOLLO_TELEMETRY_DISABLED = '1';

const { supergraphSdl } = benchSettings<GatewaySettings>();
const gateway = new ApolloGateway({ supergraphSdl: stripSecurityPurpose(supergraphSdl) });
const server = new ApolloServer({ gateway });
const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
answerBench(new URL(url).origin);
