import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { TokenVerifier } from '../identity/verify-token.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { TrustedDocuments } from '../trusted-documents/trusted-documents.ts';
import { type Answer, errorAnswer, isFault, send } from './answer.ts';
import type { ReadyReport } from './answer-health.ts';
import type { OperationOptions } from './answer-operation.ts';
import { bindPort } from './bind-port.ts';
import { type Exchange, openExchange } from './exchange.ts';
import { discardRest } from './read-body.ts';
import { createRouter, type Router } from './route-request.ts';

export interface HttpLimits {
  /** The largest body of a request, in bytes; default 1,000,000. */
  bodyBytes: number;
  /** How long a caller may take to send the headers of a request; default 5000. */
  headersTimeoutMs: number;
  /** How long a caller may take to send a whole request; default 10000. */
  requestTimeoutMs: number;
  /** How long running requests may take to end once the gateway closes; default 10000. */
  closeGraceMs: number;
}

export interface ListenOptions extends OperationOptions {
  host: string;
  /** 0 for any free port. */
  port: number;
  verifier: TokenVerifier;
  ready: () => Promise<ReadyReport>;
  /** Serve the GraphiQL page at `/`? */
  graphiql: boolean;
  /** Documents that may be asked by id, or alone may be asked. Default: every document is asked by its text. */
  documents?: TrustedDocuments | null;
  /** The public keys of signed calls, served at `/.well-known/jwks.json`. Default: none. */
  publicKeys?: () => object;
  /** Served at `/metrics`, for Prometheus. */
  metrics?: Metrics;
  /** Served at `/processing-activities`. Default: nothing is. */
  processingActivities?: (exchange: Exchange) => Promise<Answer>;
  limits?: Partial<HttpLimits>;
  log: Logger;
}

export interface Listening {
  url: string;
  /** Takes no new connections, lets running requests end within the grace period, then breaks off the rest. */
  close(): Promise<void>;
}

const defaults: HttpLimits = {
  bodyBytes: 1_000_000,
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 10_000,
  closeGraceMs: 10_000,
};

/** Longer than load balancers commonly keep a connection (60 s), so that they never use one that is about to close. */
const keepAliveMs = 65_000;

/**
 * Opens the gateway's HTTP edge: `/graphql`, `/health/live`, `/health/ready` and, if asked, the public keys of signed calls and
 * the GraphiQL page at `/`.
 *
 * Throws PortTakenError when another program has the port.
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const limits = { ...defaults, ...options.limits };
  const router = createRouter({ ...options, maxBodyBytes: limits.bodyBytes });
  const server = createServer({
    maxHeaderSize: 16_384,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: Math.min(1000, limits.headersTimeoutMs),
  });
  server.on('request', (request, response) => {
    void handle(request, response, { router, server, log: options.log, maxBodyBytes: limits.bodyBytes });
  });
  const port = await bindPort(server, options);
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, close: () => close(server, limits.closeGraceMs) };
}

interface Handling {
  router: Router;
  server: Server;
  log: Logger;
  maxBodyBytes: number;
}

async function handle(request: IncomingMessage, response: ServerResponse, handling: Handling): Promise<void> {
  const { router, server, log, maxBodyBytes } = handling;
  const exchange = openExchange(request, response);
  const { requestId, signal } = exchange;
  logWhenDone(response, { method: request.method, route: router.routeOf(exchange), requestId }, log);
  const answer = await router.answer(exchange).catch((error: unknown) => {
    if (isFault(error) && !request.errored && !signal.aborted) log.error({ requestId, err: error }, 'fault');
    return errorAnswer(error, request.headers.accept);
  });
  if (signal.aborted || response.destroyed) return;
  discardRest(request, maxBodyBytes);
  send(response, answer, { 'x-request-id': requestId, ...(server.listening ? {} : { connection: 'close' }) });
}

/** The access log: what was asked for and how it ended. Never headers, operations or variables. */
function logWhenDone(response: ServerResponse, fields: Record<string, unknown>, log: Logger): void {
  const start = performance.now();
  response.once('close', () => {
    // 499, as others call it: the caller was gone before the answer was.
    const status = response.writableFinished ? response.statusCode : 499;
    log.info({ ...fields, status, ms: Math.round(performance.now() - start) }, 'request');
  });
}

async function close(server: Server, graceMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await promise;
  clearTimeout(timer);
  // Requests that were broken off hear of it a turn of the event loop after the server does.
  await sleep(1);
}
