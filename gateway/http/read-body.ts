import type { IncomingMessage } from 'node:http';
import { RequestTooLargeError } from '../errors.ts';

/**
 * Reads a request's body. Throws RequestTooLargeError as soon as more than `maxBytes` are announced or have come in, and
 * keeps nothing of it.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new RequestTooLargeError(`the body is larger than ${maxBytes} bytes`);
  if (Number(request.headers['content-length']) > maxBytes) throw tooLarge();
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  let chunks: Buffer[] = [];
  let bytes = 0;
  let isEnded = false;
  const take = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
    else end(tooLarge());
  };
  const end = (error?: Error) => {
    isEnded = true;
    request.off('data', take);
    const [only] = chunks;
    if (error) reject(error);
    else resolve(only && chunks.length === 1 ? only : Buffer.concat(chunks));
    chunks = [];
  };
  request.on('data', take);
  request.once('end', () => end());
  request.once('error', end);
  request.once('close', () => {
    if (!isEnded) end(new Error('the caller went away before the body was in'));
  });
  return promise;
}

/**
 * Lets what is still to come of a body pass by unread, so that the caller can finish sending and read the answer; breaks
 * the connection off after `maxBytes`. How long it may take is bounded by the server's request timeout.
 */
export function discardRest(request: IncomingMessage, maxBytes: number): void {
  if (request.complete) return;
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) request.destroy();
  });
}
