import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from './child-process.ts';
import { untilReady } from './ready.ts';
import { type Say, up } from './say.ts';
import { addressOf, type Service } from './services.ts';
import { StartError } from './start-error.ts';
import type { StartOptions } from './start-everything.ts';

/** What every process of the set is told. */
export interface Surroundings {
  databaseUrl: string;
  issuer: string;
  gatewayUrl: string;
  caseworkUrl: string;
}

/** Small processes, side by side on one machine: megabytes; and Node's own TypeScript reader compiled without haste. */
const smallHeap = ['--max-semi-space-size=2', '--max-old-space-size=384', '--optimize-for-size', '--liftoff-only'];

const compileCache = fileURLToPath(new URL('../.data/compile-cache', import.meta.url));

/** The subgraphs and the gateway: processes that end together. */
export class ProcessSet {
  readonly #options: StartOptions;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #children: Child[] = [];
  readonly #failure = Promise.withResolvers<string>();
  #stopping = false;

  constructor(options: StartOptions, { databaseUrl, issuer, gatewayUrl, caseworkUrl }: Surroundings) {
    this.#options = options;
    this.#environment = {
      ...options.environment,
      DATABASE_URL: databaseUrl,
      ISSUER: issuer,
      GATEWAY_JWKS_URL: `${gatewayUrl}/.well-known/jwks.json`,
      CASEWORK_JWKS_URL: new URL('/.well-known/jwks.json', caseworkUrl).href,
      // For who makes pseudonyms alone; a partner could find out who is who by it.
      PSEUDONYM_SECRET: undefined,
      ORGANISATIONS_FILE: resolve(options.organisationsFile),
      SUPERGRAPH_FILE: resolve(options.supergraphFile),
      // What Node compiled is kept for the next start, whatever its data directory.
      NODE_COMPILE_CACHE: options.environment.NODE_COMPILE_CACHE ?? compileCache,
    };
  }

  /** Resolves when one of them ends by itself, with one line that says which. */
  get failed(): Promise<string> {
    return this.#failure.promise;
  }

  /** Starts a service and waits until it is ready. Throws StartError when it ends before. */
  async start(service: Service): Promise<void> {
    const { name, program, host, port, settings } = service;
    const itself = `${name}: up at ${addressOf(service)}`;
    const say = (line: string) => (line.endsWith(itself) ? undefined : this.#options.say(line));
    const child = this.#spawn(name, program, { HOST: host, PORT: String(port), ...settings }, say);
    child.ended.then(({ reason }) => {
      if (!this.#stopping) this.#failure.resolve(reason);
    });
    await untilReady(child, addressOf(service));
    this.#options.say(up(name, addressOf(service)));
  }

  /** Runs a program that ends by itself. Throws StartError when it fails. */
  async runToEnd(name: string, program: string, settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const { code, reason } = await this.#spawn(name, program, settings, this.#options.say).ended;
    if (code !== 0) throw new StartError(reason);
  }

  /** Ends them all, at most 5 s. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#children.map((child) => child.stop()));
  }

  #spawn(name: string, program: string, settings: Readonly<Record<string, string>>, say: Say): Child {
    const environment = { ...this.#environment, ...settings };
    const child = startChild({ name, program, environment, nodeOptions: smallHeap, say });
    this.#children.push(child);
    return child;
  }
}
