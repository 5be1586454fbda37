/** Hive Gateway's runtime as its documentation sets it up, from where `BENCH_HIVE` says that it is installed. */

import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripSecurityPurpose } from '../../gateway/plan/strip-security.ts';
import { benchSettings, type GatewaySettings } from '../children/bench-settings.ts';
import { answerBench } from '../children/serve-bench-process.ts';

/** As much of the package as is used here. */
interface HiveRuntime {
  createGatewayRuntime(options: { supergraph: string; logging: boolean }): RequestListener;
}

const { supergraphSdl } = benchSettings<GatewaySettings>();
const entry = join(process.env.BENCH_HIVE ?? '.', 'node_modules/@graphql-hive/gateway-runtime/dist/index.js');
const hive: HiveRuntime = await import(pathToFileURL(entry).href);
const runtime = hive.createGatewayRuntime({ supergraph: stripSecurityPurpose(supergraphSdl), logging: false });
const server = createServer({ keepAliveTimeout: 65_000 }, runtime).listen(0, '127.0.0.1');
await once(server, 'listening');
answerBench(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
