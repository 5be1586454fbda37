import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request on its way to its answer. */
export interface Exchange {
  request: IncomingMessage;
  /** The request's path, without what follows a question mark. */
  path: string;
  /** What follows the path, with its question mark; empty if nothing does. */
  search: string;
  /** The gateway's own name for this request. */
  requestId: string;
  /** Aborted when the caller goes away before the answer is sent. */
  signal: AbortSignal;
}

export function openExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const url = request.url ?? '/';
  const at = url.indexOf('?');
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return {
    request,
    path: at < 0 ? url : url.slice(0, at),
    search: at < 0 ? '' : url.slice(at),
    requestId: randomUUID(),
    signal: gone.signal,
  };
}
