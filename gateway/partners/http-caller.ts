import { type Dispatcher, Pool } from 'undici';
import type { Organisation } from './organisation.ts';
import type { CallOutcome, PartnerCall, PartnerCaller } from './partner-call.ts';
import { readEnvelope } from './read-envelope.ts';

/** Bounds on what the gateway keeps open to organisations. */
export interface HttpCallerOptions {
  /** Connections to one origin (scheme, host and port) at the most. Default 64. */
  connectionsPerOrigin?: number;
  /** How long an idle connection is kept, in milliseconds. Default 30,000. */
  keepAliveMs?: number;
}

const unavailable: CallOutcome = { kind: 'failed', code: 'PARTNER_UNAVAILABLE' };
const invalid: CallOutcome = { kind: 'failed', code: 'PARTNER_INVALID_RESPONSE' };

const headers = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
  // A compressed answer could be a small one that grows without bound.
  'accept-encoding': 'identity',
};

/** Reaches organisations over HTTP: a pool of kept connections an origin, no redirects, each answer bounded in time and size. */
export function createHttpCaller(options: HttpCallerOptions = {}): PartnerCaller {
  const { connectionsPerOrigin = 64, keepAliveMs = 30_000 } = options;
  const pools = new Map<string, Pool>();
  let isClosed = false;
  const poolOf = (origin: string): Pool => {
    let pool = pools.get(origin);
    if (!pool) {
      // Time is bounded by the organisation's own timeout, over the whole call; undici's timers would only add to it.
      pool = new Pool(origin, {
        connections: connectionsPerOrigin,
        keepAliveTimeout: keepAliveMs,
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      pools.set(origin, pool);
    }
    return pool;
  };
  return {
    async call(call) {
      return isClosed ? unavailable : callOverHttp(poolOf(new URL(call.organisation.url).origin), call);
    },
    async close() {
      isClosed = true;
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

async function callOverHttp(pool: Pool, call: PartnerCall): Promise<CallOutcome> {
  const { organisation, body, signal } = call;
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, organisation.timeoutMs);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  try {
    const { pathname, search } = new URL(organisation.url);
    const path = `${pathname}${search}`;
    const response = await pool.request({
      method: 'POST',
      path,
      headers: headersOf(call),
      body,
      signal: controller.signal,
    });
    return await readResponse(response, organisation);
  } catch {
    return unavailable;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

function headersOf({ authorization, trace }: PartnerCall): Record<string, string> {
  return { ...headers, ...(authorization === undefined ? {} : { authorization }), ...trace };
}

async function readResponse(response: Dispatcher.ResponseData, organisation: Organisation): Promise<CallOutcome> {
  const { statusCode, headers: answerHeaders, body } = response;
  if (statusCode !== 200) return discard(body, unavailable);
  if (!isJson(answerHeaders['content-type']) || !isPlain(answerHeaders['content-encoding']))
    return discard(body, invalid);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > organisation.maxResponseBytes) return discard(body, invalid);
    chunks.push(chunk);
  }
  return readEnvelope(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length));
}

// The rest is not read: the connection goes.
function discard(body: Dispatcher.ResponseData['body'], outcome: CallOutcome): CallOutcome {
  body.on('error', () => {});
  body.destroy();
  return outcome;
}

function isJson(contentType: string | string[] | undefined): boolean {
  return typeof contentType === 'string' && /^application\/(graphql-response\+)?json\s*(;|$)/i.test(contentType);
}

function isPlain(encoding: string | string[] | undefined): boolean {
  return encoding === undefined || encoding === 'identity';
}
