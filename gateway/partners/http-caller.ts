import { Pool } from 'undici';
import { AnswerCollector, unavailable } from './collect-answer.ts';
import type { Organisation } from './organisation.ts';
import type { CallOutcome, PartnerCall, PartnerCaller } from './partner-call.ts';

/** Bounds on what the gateway keeps open to organisations. */
export interface HttpCallerOptions {
  /** Connections to one origin (scheme, host and port) at the most. Default 64. */
  connectionsPerOrigin?: number;
  /** How long an idle connection is kept, in milliseconds. Default 30,000. */
  keepAliveMs?: number;
}

const headers = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
  // A compressed answer could be a small one that grows without bound.
  'accept-encoding': 'identity',
};

/** Where an organisation is reached. */
interface Address {
  pool: Pool;
  path: string;
}

/** Reaches organisations over HTTP: a pool of kept connections an origin, no redirects, each answer bounded in time and size. */
export function createHttpCaller(options: HttpCallerOptions = {}): PartnerCaller {
  const { connectionsPerOrigin = 64, keepAliveMs = 30_000 } = options;
  const pools = new Map<string, Pool>();
  const addresses = new WeakMap<Organisation, Address>();
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
  const addressOf = (organisation: Organisation): Address => {
    let address = addresses.get(organisation);
    if (!address) {
      const { origin, pathname, search } = new URL(organisation.url);
      address = { pool: poolOf(origin), path: `${pathname}${search}` };
      addresses.set(organisation, address);
    }
    return address;
  };
  return {
    call(call) {
      return isClosed ? Promise.resolve(unavailable) : callOverHttp(addressOf(call.organisation), call);
    },
    async close() {
      isClosed = true;
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

function callOverHttp({ pool, path }: Address, call: PartnerCall): Promise<CallOutcome> {
  return new Promise((resolve) => {
    const collector = new AnswerCollector(call, resolve);
    try {
      pool.dispatch({ method: 'POST', path, headers: headersOf(call), body: call.body }, collector);
    } catch {
      collector.onResponseError();
    }
  });
}

function headersOf({ authorization, trace }: PartnerCall): Record<string, string> {
  return authorization === undefined ? { ...headers, ...trace } : { ...headers, ...trace, authorization };
}
