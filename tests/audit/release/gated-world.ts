import type pg from 'pg';
import { inject } from 'vitest';
import { openPool } from '../../support/database.ts';
import { noteHistory } from '../../support/fact-history.ts';
import { type Relay, startRelay } from '../../support/relay.ts';
import { type StatementProxy, startStatementProxy } from '../../support/statement-proxy.ts';
import { type AskOptions, createWorld, debtAssistance, type World, type WorldAnswer } from '../../support/world.ts';

/** Holds what partners are asked until it is let through. */
export interface Gate {
  /** Holds what comes from now on, or lets all through. */
  close(): void;
  open(): void;
  /** Lets the call through that waits at this place of the queue, counted round; false: none waits. */
  letThrough(place: number): boolean;
  /** Resolves when another call waits. */
  held(): Promise<void>;
  /** Waited for at each call that a partner gets, before it is held. */
  onCall: ((oin: string) => Promise<unknown>) | null;
}

/** An answer, and the trace under which its records are. */
export interface TracedAnswer extends WorldAnswer {
  trace: string;
}

/** A world in which all partners stand behind a gate, the log behind a proxy, and the order of commits is noted. */
export interface GatedWorld extends AsyncDisposable {
  world: World;
  gate: Gate;
  log: StatementProxy;
  owner: pg.Pool;
  ask(query: string, options?: AskOptions): Promise<TracedAnswer>;
  /** Resolves when the gateway can write its log. */
  ready(): Promise<void>;
}

export async function createGatedWorld(): Promise<GatedWorld> {
  await using started = new AsyncDisposableStack();
  const { hostname: host, port } = new URL(inject('postgresUrl'));
  const log = started.use(await startStatementProxy({ host, port: Number(port) }));
  const { gate, wait } = createGate();
  const relays: Relay[] = [];
  started.defer(async () => {
    await Promise.all(relays.map((relay) => relay[Symbol.asyncDispose]()));
  });
  const world = started.use(
    await createWorld({
      gatewayDatabaseUrl: (databaseUrl) => Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${log.port}` }).href,
      organisation: async (organisation) => {
        if (organisation.role === 'casework') return organisation;
        const relay = await startRelay(organisation.url);
        relay.behave({ before: () => wait(organisation.oin) });
        relays.push(relay);
        return { ...organisation, url: relay.url };
      },
    }),
  );
  const owner = started.adopt(openPool({ connectionString: world.databaseUrl, max: 8 }), (pool) => pool.end());
  await noteHistory(owner);
  const all = started.move();
  return {
    world,
    gate,
    log,
    owner,
    ask: async (query, options = {}) => askTraced(world.url, await world.token(options.as ?? 'sanne'), query, options),
    ready: () => untilReady(world.url),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

function createGate(): { gate: Gate; wait: (oin: string) => Promise<void> } {
  const waiting: (() => void)[] = [];
  let isOpen = true;
  let arrived = Promise.withResolvers<void>();
  const gate: Gate = {
    close: () => {
      isOpen = false;
    },
    open: () => {
      isOpen = true;
      for (const pass of waiting.splice(0)) pass();
    },
    letThrough: (place) => {
      const [pass] = waiting.length > 0 ? waiting.splice(place % waiting.length, 1) : [];
      pass?.();
      return pass !== undefined;
    },
    held: () => arrived.promise,
    onCall: null,
  };
  const wait = async (oin: string): Promise<void> => {
    await gate.onCall?.(oin);
    if (isOpen) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    arrived.resolve();
    arrived = Promise.withResolvers<void>();
    await promise;
  };
  return { gate, wait };
}

/** Asks over HTTP, and reads the trace off the answer. */
export async function askTraced(
  url: string,
  token: string,
  query: string,
  options: AskOptions = {},
): Promise<TracedAnswer> {
  const { variables, headers, purpose = debtAssistance } = options;
  const named: Record<string, string> = purpose === null ? {} : { 'x-purpose': purpose };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...named, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const [, trace = ''] = response.headers.get('traceparent')?.split('-') ?? [];
  return { status: response.status, ...JSON.parse(text), text, trace };
}

async function untilReady(url: string): Promise<void> {
  while ((await fetch(`${url}/health/ready`)).status !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
}
