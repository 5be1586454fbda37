import { Pool } from 'undici';

/** Where requests go, and with which headers. */
export interface Target {
  /** With the path. */
  url: string;
  headers?: Readonly<Record<string, string>>;
}

export interface Load {
  target: Target;
  /** How many requests run at once, each over a connection of its own. */
  connections: number;
  requests: number;
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

/**
 * Sends requests, each connection its next as soon as its last is answered, and reads all of every answer.
 *
 * @throws at the first that is refused or comes with errors: what fails fast must not look fast
 */
export async function sendRequests({ target, connections, requests, nextBody }: Load): Promise<Sent> {
  await using pool = openPool(target.url, connections);
  const latenciesMs: number[] = [];
  let begun = 0;
  const start = performance.now();
  const one = async () => {
    while (begun < requests) {
      begun += 1;
      const before = performance.now();
      await ask(pool.pool, target, nextBody());
      latenciesMs.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  const elapsedMs = performance.now() - start;
  return { elapsedMs, latenciesMs: latenciesMs.sort((one, other) => one - other) };
}

/** One request and its answer. */
export async function askOnce(target: Target, body: string): Promise<string> {
  await using pool = openPool(target.url, 1);
  return await ask(pool.pool, target, body);
}

function openPool(url: string, connections: number): AsyncDisposable & { pool: Pool } {
  const pool = new Pool(new URL(url).origin, { connections, headersTimeout: 120_000, bodyTimeout: 120_000 });
  return { pool, [Symbol.asyncDispose]: () => pool.destroy() };
}

async function ask(pool: Pool, { url, headers }: Target, body: string): Promise<string> {
  const path = new URL(url).pathname;
  const answered = await pool.request({ method: 'POST', path, headers: { ...contentType, ...headers }, body });
  const text = await answered.body.text();
  if (answered.statusCode === 200 && !text.includes('"errors":')) return text;
  throw new Error(`${url} answered ${answered.statusCode}: ${text.slice(0, 300)}`);
}
