import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fault, faultOf } from './errors.ts';

/** What a handler answers; `body` is sent as JSON. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}

export interface HttpServer {
  /** Without trailing slash. */
  url: string;
  /** Takes no new requests, lets those that run end for at most `graceMs`, then cuts them off. */
  close(): Promise<void>;
}

export interface HttpServerOptions {
  host: string;
  /** 0: any free one. */
  port: number;
  handle(request: IncomingMessage): Promise<Answer>;
  onFault: (fault: Fault) => void;
  /** Default 5000. */
  graceMs?: number;
}

/** A signed call names each client that it is about, in a header: 500 clients take some 40 KB. */
const maxHeaderBytes = 131_072;

/** Listens, and answers each request by `handle`. Fails when the port is taken. */
export async function listen(options: HttpServerOptions): Promise<HttpServer> {
  const { host, port, graceMs = 5_000 } = options;
  const limits = { requestTimeout: 30_000, keepAliveTimeout: 30_000, maxHeaderSize: maxHeaderBytes };
  const server = createServer(limits, (request, response) => {
    void respond(server, request, response, options);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`, close: () => close(server, graceMs) };
}

async function respond(
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
  { handle, onFault }: HttpServerOptions,
): Promise<void> {
  const answer = await handle(request).catch((error: unknown): Answer => {
    onFault(faultOf(error));
    return errorAnswer(500, 'INTERNAL_SERVER_ERROR', 'Internal server error');
  });
  if (response.destroyed) return;
  const text = JSON.stringify(answer.body);
  // What is left of a body that was not read, and a server that closes, leave a connection that can serve no more.
  const last = !request.complete || !server.listening;
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...(last ? { connection: 'close' } : {}),
    ...answer.headers,
  });
  response.end(text);
}

async function close(server: Server, graceMs: number): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cutOff);
}

/** An error answered in the form of GraphQL's, so that a caller reads one form only. */
export function errorAnswer(status: number, code: string, message: string, headers = {}): Answer {
  return { status, body: { errors: [{ message, extensions: { code } }] }, headers };
}
