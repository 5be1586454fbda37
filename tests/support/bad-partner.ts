import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** Stands in every body that goes wrong; nothing of it may reach the caller. */
export const marker = 'geheim-kenmerk-4711';

/** What a partner does with a request. */
export type Misbehaviour = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>;

/** A real HTTP server that does on command what no partner should. */
export interface BadPartner extends AsyncDisposable {
  url: string;
  port: number;
  /** The paths that were requested, in order. */
  requested: string[];
  behave(misbehaviour: Misbehaviour): void;
}

/** Starts a partner that answers whatever it is told to. Dispose it to stop; what hangs is cut off. */
export async function startBadPartner(): Promise<BadPartner> {
  let misbehaviour: Misbehaviour = text('{}');
  const requested: string[] = [];
  const server = createServer(async (request, response) => {
    requested.push(request.url ?? '');
    request.resume();
    response.on('error', () => {});
    await misbehaviour(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    port,
    requested,
    behave: (next) => {
      misbehaviour = next;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A URL on this machine at which nobody listens. */
export async function refusingUrl(): Promise<string> {
  const partner = await startBadPartner();
  await partner[Symbol.asyncDispose]();
  return partner.url;
}

/** Answers this body with status 200 as JSON; other headers or another status on request. */
export function text(
  body: string | Buffer,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Misbehaviour {
  return (response) => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}

/** Answers this as JSON. */
export const json = (body: unknown) => text(JSON.stringify(body));

/** Answers one entity with these fields, as a fetch of one entity expects. */
export const entity = (fields: unknown) => json({ data: { _entities: [fields] } });

/** Cuts the connection, without a word or after this much of an answer. */
export function reset(begin?: string): Misbehaviour {
  return (response, request) => {
    if (begin === undefined) return void request.socket.resetAndDestroy();
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(begin.length + 100) });
    response.write(begin, () => request.socket.destroy());
  };
}

/** Takes the request and never answers. */
export const silence: Misbehaviour = () => {};

/** Sends the headers, then the body one byte every 40 ms: always alive, never done. */
export function drip(body: string): Misbehaviour {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    for (const byte of body) {
      if (response.destroyed) return;
      response.write(byte);
      await wait(40);
    }
    response.end();
  };
}

/** Streams this many megabytes of a JSON string, as fast as they are taken. */
export function flood(megabytes: number, headers: Record<string, string> = {}): Misbehaviour {
  return async (response) => {
    const chunk = Buffer.alloc(1024 * 1024, marker);
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    response.write('{"data":"');
    for (let sent = 0; sent < megabytes && !response.destroyed; sent += 1) {
      if (response.write(chunk)) continue;
      await new Promise<void>((resolve) => {
        response.once('drain', resolve).once('close', resolve);
      });
    }
    response.end('"}');
  };
}

/** A small body that unpacks to this many megabytes. */
export function gzipBomb(megabytes: number): Misbehaviour {
  const packed = gzipSync(Buffer.alloc(megabytes * 1024 * 1024, ' '));
  return text(packed, { headers: { 'content-encoding': 'gzip' } });
}

/** JSON with lists in lists, this deep. */
export const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
