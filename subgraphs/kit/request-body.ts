import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type Answer, errorAnswer } from './http-server.ts';
import { roleNames, type SubgraphRequest } from './wire.ts';

const maxBodyBytes = 2_000_000;

const notDelivered = z.object({
  clientId: z.string().max(200),
  role: z.enum(roleNames),
  oin: z.string().max(20).nullable(),
  reason: z.string().max(100),
});

const bodyShape = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
  extensions: z
    .object({ korteLijnen: z.object({ notDelivered: z.array(notDelivered).max(10_000).optional() }).optional() })
    .nullish(),
});

/** The body of a call as it came, or the answer that refuses it. */
export type ReadBody = { bytes: Buffer } | { refusal: Answer };

/** A GraphQL call, or the answer that refuses it. */
export type ReadRequest = { request: SubgraphRequest } | { refusal: Answer };

/**
 * Reads the body of a call: POST, JSON.
 *
 * @param maxBytes default 2 MB
 */
export async function readBody(request: IncomingMessage, maxBytes = maxBodyBytes): Promise<ReadBody> {
  if (request.method !== 'POST') return refuse(405, 'METHOD_NOT_ALLOWED', 'Use POST', { allow: 'POST' });
  const [mediaType = ''] = (request.headers['content-type'] ?? '').split(';');
  if (mediaType.trim().toLowerCase() !== 'application/json') {
    return refuse(415, 'UNSUPPORTED_MEDIA_TYPE', 'Use content-type application/json');
  }
  const bytes = await readBytes(request, maxBytes);
  if (bytes === null) return refuse(413, 'BODY_TOO_LARGE', `The body may have ${maxBytes} bytes at most`);
  return { bytes };
}

/** Reads what a body says. */
export function readRequest(text: string): ReadRequest {
  const parsed = bodyShape.safeParse(parseJson(text));
  if (!parsed.success) return refuse(400, 'BAD_REQUEST', 'The body is not a GraphQL request');
  // zod adds `undefined` to optional fields; a JSON text has none.
  return { request: parsed.data as SubgraphRequest };
}

async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  // Not `for await`: leaving that loop would destroy the socket before the refusal is sent.
  return new Promise((resolve) => {
    // The caller went away: nobody is left to answer.
    if (request.destroyed) resolve(Buffer.alloc(0));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) return void chunks.push(chunk);
      request.pause();
      resolve(null);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', () => resolve(Buffer.alloc(0)));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(status: number, code: string, message: string, headers = {}): { refusal: Answer } {
  return { refusal: errorAnswer(status, code, message, headers) };
}
