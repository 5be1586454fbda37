import { Pool } from 'undici';

/** Where requests go, and with which headers. */
export interface Target {
  /** With the path. */
  url: string;
  headers?: Readonly<Record<string, string>>;
}

/** Who asks again and again, over connections that stay open. */
export interface Caller extends AsyncDisposable {
  /**
   * Sends so many requests, each connection its next as soon as its last is answered, and reads all of every answer.
   *
   * @throws at the first that is refused or comes with errors: what fails fast must not look fast
   */
  send(requests: number): Promise<Sent>;
}

export interface Load {
  target: Target;
  /** How many requests run at once, each over a connection of its own. */
  connections: number;
  /** The body of the next request. */
  nextBody: () => string;
}

/** What a load came to, as the caller sees it. */
export interface Sent {
  /** From the first request to the last answer. */
  elapsedMs: number;
  /** How long each request took, in milliseconds, shortest first. */
  latenciesMs: number[];
}

const contentType = { 'content-type': 'application/json' };

/** Opens connections to a gateway. */
export function openCaller({ target, connections, nextBody }: Load): Caller {
  const pool = openPool(target.url, connections);
  return {
    async send(requests) {
      const latenciesMs: number[] = [];
      let begun = 0;
      const start = performance.now();
      const one = async () => {
        while (begun < requests) {
          begun += 1;
          const before = performance.now();
          await ask(pool, target, nextBody());
          latenciesMs.push(performance.now() - before);
        }
      };
      await Promise.all(Array.from({ length: connections }, one));
      const elapsedMs = performance.now() - start;
      return { elapsedMs, latenciesMs: latenciesMs.sort((shorter, longer) => shorter - longer) };
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}

/** Sends so many requests over connections of their own. */
export async function sendRequests({ requests, ...load }: Load & { requests: number }): Promise<Sent> {
  await using caller = openCaller(load);
  return await caller.send(requests);
}

/** One request and its answer. */
export async function askOnce(target: Target, body: string): Promise<string> {
  const pool = openPool(target.url, 1);
  try {
    return await ask(pool, target, body);
  } finally {
    await pool.destroy();
  }
}

function openPool(url: string, connections: number): Pool {
  return new Pool(new URL(url).origin, { connections, headersTimeout: 120_000, bodyTimeout: 120_000 });
}

async function ask(pool: Pool, { url, headers }: Target, body: string): Promise<string> {
  const path = new URL(url).pathname;
  const answered = await pool.request({ method: 'POST', path, headers: { ...contentType, ...headers }, body });
  const text = await answered.body.text();
  if (answered.statusCode === 200 && !text.includes('"errors":')) return text;
  throw new Error(`${url} answered ${answered.statusCode}: ${text.slice(0, 300)}`);
}
